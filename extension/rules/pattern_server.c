/*-------------------------------------------------------------------------
 *
 * pattern_server.c
 *	  Regular expressions: the server's side of pattern.h.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "pattern.h"
#include "regex/regex.h"
#include "utils/builtins.h"

/* PostgreSQL keeps what it compiled. */
bool
ftf_pattern_found(FtfStr text, const char *pattern)
{
	return RE_compile_and_execute(cstring_to_text(pattern),
								  unconstify(char *, text.data), text.len,
								  REG_ADVANCED, C_COLLATION_OID, 0, NULL);
}
