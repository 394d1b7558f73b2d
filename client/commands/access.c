/*-------------------------------------------------------------------------
 *
 * access.c
 *	  ftf grant, ftf revoke, ftf govern: what admins decide.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "commands.h"
#include "store/connection.h"
#include "store/json_text.h"
#include "store/rows.h"

#define ACCESSES "reader, pipeline, editor, console or admin"
#define ACCESS_WORDS "reader pipeline editor console admin"

static void
change_access(const char *sql, char **argv, const char *done)
{
	const char *params[] = {argv[0], argv[1]};

	PQclear(must_query(sql, 2, params));
	if (output_format == FORMAT_TABLE)
		say("%s %s %s %s", done, argv[1], strcmp(done, "granted") == 0 ? "to" : "from", argv[0]);
	else if (output_format == FORMAT_JSON)
	{
		char	   *json = must_query_value("SELECT json_build_object('role', $1::text, 'access', $2::text)", 2, params);

		print_json(json);
		pg_free(json);
	}
	else
		print_query("SELECT $1::text AS role, $2::text AS access", 2, params);
}

static int
grant(int argc, char **argv)
{
	change_access("SELECT @extschema@.ftf_grant($1::text, $2::text)", argv, "granted");
	return EXIT_DONE;
}

const Command grant_command = {
	.name = "grant",
	.access = "admin",
	.arguments = "ROLE ACCESS",
	.summary = "let a role read, take snapshots, change or administer",
	.description = "ACCESS is " ACCESSES ":\n"
	"reader reads everything; pipeline also takes snapshots; editor reads and\n"
	"changes; console is an editor for others, whom it must name; admin does all.\n"
	"What is granted are ordinary privileges of PostgreSQL.",
	.min_arguments = 2,
	.max_arguments = 2,
	.completes = ARGUMENT_SECOND_WORD,
	.words = ACCESS_WORDS,
	.run = grant
};

static int
revoke(int argc, char **argv)
{
	change_access("SELECT @extschema@.ftf_revoke($1::text, $2::text)", argv, "revoked");
	return EXIT_DONE;
}

const Command revoke_command = {
	.name = "revoke",
	.access = "admin",
	.arguments = "ROLE ACCESS",
	.summary = "take an access back from a role",
	.description = "ACCESS is " ACCESSES ".\n"
	"All of its privileges are taken back, also those that another access gave.",
	.min_arguments = 2,
	.max_arguments = 2,
	.completes = ARGUMENT_SECOND_WORD,
	.words = ACCESS_WORDS,
	.run = revoke
};

static int
govern(int argc, char **argv)
{
	char	   *prefixes = json_list((const char *const *) argv, argc);
	const char *params[] = {prefixes, change_options.reason};
	char	   *revision;

	require_reason();
	begin_change();
	revision = must_query_value("SELECT @extschema@.ftf_govern(" TEXTS("$1") ", $2::text)", 2, params);
	finish_change(revision, "");
	pg_free(revision);
	pg_free(prefixes);
	return EXIT_DONE;
}

static const Option govern_options[] = {
	REASON_OPTION,
	ACT_AS_OPTION,
	{0}
};

const Command govern_command = {
	.name = "govern",
	.access = "admin",
	.arguments = "PREFIX...",
	.summary = "set which prefixes of variables come from the store or not at all",
	.description = "These are all governed prefixes from then on: name those that stay, too.",
	.options = govern_options,
	.min_arguments = 1,
	.max_arguments = -1,
	.run = govern
};
