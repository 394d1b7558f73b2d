/*-------------------------------------------------------------------------
 *
 * key.c
 *	  Keys: their names, and which prefixes are governed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "errors.h"
#include "key.h"
#include "secret.h"
#include "utils/builtins.h"
#include "utils/json.h"

bool
ftf_is_key_name(FtfStr key)
{
	if (key.len < 1 || key.len > FTF_KEY_MAX_BYTES)
		return false;
	for (int i = 0; i < key.len; i++)
	{
		char		c = key.data[i];

		if (!(c >= 'A' && c <= 'Z') && c != '_' &&
			!(i > 0 && c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

bool
ftf_key_governed(FtfStr key, ArrayType *prefixes)
{
	Datum	   *elems;
	int			nelems;

	deconstruct_array(prefixes, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, &nelems);
	for (int i = 0; i < nelems; i++)
	{
		FtfStr		prefix = ftf_str(DatumGetTextPP(elems[i]));

		if (key.len > prefix.len &&
			memcmp(key.data, prefix.data, prefix.len) == 0)
			return true;
	}
	return false;
}

text *
ftf_prefixes_text(ArrayType *prefixes)
{
	Datum	   *elems;
	int			nelems;
	StringInfoData buf;

	deconstruct_array(prefixes, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, &nelems);
	initStringInfo(&buf);
	appendStringInfoChar(&buf, '[');
	for (int i = 0; i < nelems; i++)
	{
		if (i > 0)
			appendStringInfoString(&buf, ", ");
		escape_json(&buf, TextDatumGetCString(elems[i]));
	}
	appendStringInfoChar(&buf, ']');
	return cstring_to_text(buf.data);
}

void
ftf_admit_key(FtfStr key, ArrayType *prefixes)
{
	/* arguments that were swapped: the log must not keep the statement */
	bool		secret = ftf_secret_value(key) != NULL;

	if (!ftf_is_key_name(key))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("key \"%s\" is not a parameter's name",
						ftf_shown(key)),
				 errdetail("A key is 1 to %d capital letters, digits and underscores and does not start with a digit.",
						   FTF_KEY_MAX_BYTES),
				 errhidestmt(secret), errhidecontext(secret)));
	if (!ftf_key_governed(key, prefixes))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("key \"%s\" has no governed prefix",
						ftf_shown(key)),
				 errdetail("Governed prefixes are %s.", text_to_cstring(ftf_prefixes_text(prefixes))),
				 errhint("Infrastructure and scheduler settings stay out of the store; ftf_govern adds a prefix."),
				 errhidestmt(secret), errhidecontext(secret)));
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
