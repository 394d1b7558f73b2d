/*-------------------------------------------------------------------------
 *
 * key.c
 *	  Keys: their names, and which prefixes are governed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "catalog/pg_type.h"
#include "errors.h"
#include "key.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"

FtfStr *
ftf_prefix_strings(ArrayType *prefixes, int *count)
{
	Datum	   *elems;
	FtfStr	   *strings;

	deconstruct_array(prefixes, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, count);
	strings = palloc(*count * sizeof(FtfStr));
	for (int i = 0; i < *count; i++)
		strings[i] = ftf_str(DatumGetTextPP(elems[i]));
	return strings;
}

text *
ftf_prefixes_text(ArrayType *prefixes)
{
	int			count;
	FtfStr	   *strings = ftf_prefix_strings(prefixes, &count);

	return cstring_to_text(ftf_prefix_list(strings, count));
}

bool
ftf_is_governed(FtfStr key, ArrayType *prefixes)
{
	int			count;
	FtfStr	   *strings = ftf_prefix_strings(prefixes, &count);

	return ftf_key_has_prefix(key, strings, count);
}

void
ftf_admit_key(FtfStr key, ArrayType *prefixes)
{
	int			count;
	FtfStr	   *strings = ftf_prefix_strings(prefixes, &count);
	FtfFault	fault;

	if (!ftf_judge_key(key, strings, count, &fault))
		ftf_refuse(&fault);
}

void
ftf_admit_prefix(FtfStr prefix)
{
	if (!ftf_is_key_name(prefix) || prefix.len == FTF_KEY_MAX_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("prefix \"%s\" is not the start of a parameter's name",
						ftf_shown(prefix)),
				 errdetail("A prefix is 1 to %d capital letters, digits and underscores and does not start with a digit.",
						   FTF_KEY_MAX_BYTES - 1)));
}
