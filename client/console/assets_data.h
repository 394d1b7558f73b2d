/*-------------------------------------------------------------------------
 *
 * assets_data.h
 *	  The web files inside of the program; the C source beside is made by embed.pl.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_ASSETS_DATA_H
#define FTF_CONSOLE_ASSETS_DATA_H

typedef struct Asset
{
	const char *name;			/* NULL ends the list */
	const char *type;
	const char *etag;			/* quoted, of the content's hash */
	const unsigned char *content;
	size_t		length;
} Asset;

/* index.html is the page; all others are found under /assets/. */
extern const Asset assets[];

/* Of all of them: /assets/HASH/NAME never changes. */
extern const char assets_hash[];

#endif							/* FTF_CONSOLE_ASSETS_DATA_H */
