/*-------------------------------------------------------------------------
 *
 * array.h
 *	  SQL arrays of text, for parameters.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_ARRAY_H
#define FTF_STORE_ARRAY_H

/* '{...}'; pg_free() it.  NULL items are null. */
extern char *text_array(const char *const *items, int count);

#endif							/* FTF_STORE_ARRAY_H */
