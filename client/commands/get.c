/*-------------------------------------------------------------------------
 *
 * get.c
 *	  ftf get, ftf head: one value, nothing else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/output.h"
#include "commands.h"
#include "store/connection.h"
#include "store/rows.h"

static int
get(int argc, char **argv)
{
	const char *params[] = {argv[0]};

	if (output_format == FORMAT_TABLE)
	{
		char	   *value = must_query_value("SELECT @extschema@.ftf_get($1::text)", 1, params);

		puts(value);
		pg_free(value);
	}
	else
		print_query("SELECT $1::text AS key, @extschema@.ftf_get($1::text) AS value", 1, params);
	return EXIT_DONE;
}

const Command get_command = {
	.name = "get",
	.arguments = "KEY",
	.summary = "print a parameter's value, and nothing else",
	.description = "There is no way to give a default: a parameter that isn't there ends with exit 4.",
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_KEY,
	.run = get
};

static int
head(int argc, char **argv)
{
	if (output_format == FORMAT_TABLE)
	{
		char	   *value = must_query_value("SELECT @extschema@.ftf_head()", 0, NULL);

		if (value == NULL)
			fail(EXIT_OTHER, "Begin with \"ftf set KEY=VALUE -m REASON\", or \"ftf import FILE -m REASON\" for many.",
				 "the store is empty: it has no head");
		puts(value);
		pg_free(value);
	}
	else
		print_query("SELECT @extschema@.ftf_head() AS head", 0, NULL);
	return EXIT_DONE;
}

const Command head_command = {
	.name = "head",
	.arguments = "",
	.summary = "print the ledger's head, to be kept elsewhere as an anchor",
	.run = head
};
