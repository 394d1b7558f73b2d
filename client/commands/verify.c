/*-------------------------------------------------------------------------
 *
 * verify.c
 *	  ftf verify: does the ledger prove itself?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/file.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/shown.h"
#include "commands.h"
#include "common/logging.h"
#include "store/connection.h"
#include "store/rows.h"
#include "store/verify_progress.h"

#define FINDINGS "SELECT finding, part, object, detail FROM @extschema@.ftf_verify($1::text)"

/* The finding that says nothing against the ledger itself. */
#define UNPROTECTED "unprotected"

static const char *anchor_file;
static char *summary;

/* What the server says meanwhile: how far it is, and what it went through. */
static bool
receive_progress(const char *message)
{
	VerifyProgress progress;

	if (strncmp(message, "verified: ", strlen("verified: ")) == 0)
	{
		pg_free(summary);
		summary = pg_strdup(message);
	}
	else if (verify_progress_parse(&progress, message))
		progress_bar_draw(progress.done, progress.total, message);
	else
		return false;
	return true;
}

/* The summary is a NOTICE, whatever the role wants to be told of. */
#define TELLS STORE_SETTING("client_min_messages", "notice")
#define TELLS_PROGRESS STORE_SETTING("ftf_config.verify_progress", "on")

static char *
read_anchor(const char *path)
{
	const char *name;
	size_t		length;
	char	   *anchor = read_path(path, &name, &length);

	while (length > 0 && isspace((unsigned char) anchor[length - 1]))
		anchor[--length] = '\0';
	return anchor;
}

/* Prints the findings, and counts them and those against the ledger. */
static void
print_findings(const char *anchor, int *findings, int *against)
{
	const char *params[] = {anchor};
	PGresult   *result;

	if (output_format == FORMAT_JSON)
	{
		result = must_query("SELECT coalesce(json_agg(q), '[]'), count(*),"
							" count(*) FILTER (WHERE q.finding <> '" UNPROTECTED "')"
							" FROM (" FINDINGS ") q", 1, params);
		progress_bar_end();
		print_json(PQgetvalue(result, 0, 0));
		*findings = atoi(PQgetvalue(result, 0, 1));
		*against = atoi(PQgetvalue(result, 0, 2));
		PQclear(result);
		return;
	}
	result = must_query(FINDINGS, 1, params);
	progress_bar_end();
	*findings = PQntuples(result);
	*against = 0;
	for (int row = 0; row < *findings; row++)
		*against += strcmp(PQgetvalue(result, row, 0), UNPROTECTED) != 0;
	if (*findings > 0 || output_format != FORMAT_TABLE)
		print_result(result);
	PQclear(result);
}

static int
verify(int argc, char **argv)
{
	const char *anchor = argv[0];
	Store	   *store;
	int			findings;
	int			against;

	if (anchor != NULL && anchor_file != NULL)
		fail_usage("give either an anchor or --anchor-file");
	if (anchor_file != NULL)
		anchor = read_anchor(anchor_file);
	store = connect_store();
	set_notice_filter(receive_progress);
	store->settings = progress_bar_begin() ? TELLS TELLS_PROGRESS : TELLS;
	print_findings(anchor, &findings, &against);
	set_notice_filter(NULL);
	if (findings == 0)
	{
		say("%s", summary ? shown_message(summary) : "verified");
		return EXIT_DONE;
	}
	finish_output();
	if (against > 0)
	{
		pg_log_error("the ledger does not verify");
		return EXIT_LEDGER;
	}
	pg_log_error("the ledger verifies, but a guard is not in force");
	pg_log_error_hint("\"ftf status\" tells what is missing and how to fix it.");
	return EXIT_OTHER;
}

static const Option options[] = {
	{"anchor-file", 0, OPTION_TEXT, &anchor_file, "FILE", "read the anchor from FILE (\"-\": standard input)"},
	{0}
};

const Command verify_command = {
	.name = "verify",
	.arguments = "[ANCHOR]",
	.summary = "check that history, runs and parameters prove each other",
	.description =
	"Prints what was found, and ends with exit 8 if the ledger does not verify.\n"
	"Where only guards are missing (findings \"unprotected\") the ledger verifies,\n"
	"but the exit code is 1. ANCHOR is what \"ftf head\" printed earlier and was\n"
	"kept elsewhere: with it, a history that was rewritten as a whole shows, too.",
	.options = options,
	.min_arguments = 0,
	.max_arguments = 1,
	.run = verify
};
