/*-------------------------------------------------------------------------
 *
 * bytes.h
 *	  Strings as bytes with a length, in server and client alike.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RULES_BYTES_H
#define FTF_RULES_BYTES_H

/* UTF-8; it need not end in a NUL. */
typedef struct FtfStr
{
	const char *data;
	int			len;
} FtfStr;

extern FtfStr ftf_str_c(const char *value);
extern bool ftf_str_equal(FtfStr a, FtfStr b);

/* The order of collation "C". */
extern int	ftf_str_compare(FtfStr a, FtfStr b);

/* Lower-case digits and a NUL: hex holds 2 * len + 1. */
extern void ftf_bytes_hex(const uint8 *bytes, int len, char *hex);

/* Printable start of the bytes, for messages. */
extern char *ftf_str_shown(FtfStr value);

#endif							/* FTF_RULES_BYTES_H */
