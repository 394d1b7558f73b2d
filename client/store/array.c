/*-------------------------------------------------------------------------
 *
 * array.c
 *	  SQL arrays of text, for parameters.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "array.h"
#include "common/logging.h"
#include "fe_utils/string_utils.h"

char *
text_array(const char *const *items, int count)
{
	PQExpBufferData array;

	initPQExpBuffer(&array);
	appendPQExpBufferChar(&array, '{');
	for (int i = 0; i < count; i++)
	{
		if (items[i] != NULL)
			appendPGArray(&array, items[i]);
		else
			appendPQExpBufferStr(&array, i > 0 ? ",NULL" : "NULL");
	}
	appendPQExpBufferChar(&array, '}');
	if (PQExpBufferDataBroken(array))
		pg_fatal("out of memory");
	return array.data;
}
