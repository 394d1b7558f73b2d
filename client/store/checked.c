/*-------------------------------------------------------------------------
 *
 * checked.c
 *	  What is asked of the store before a command's own question.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "checked.h"
#include "cli/fail.h"
#include "cli/output.h"
#include "common/logging.h"
#include "connection.h"

static void
pg_attribute_noreturn()
fail_time(const char *given, const char *what)
{
	fail(EXIT_USAGE,
		 "Write it as in 2026-11-24, \"2026-11-24 09:00\", \"2026-11-24 09:00+01\", today, yesterday or now.",
		 "%s is not a time: \"%s\"", what, given);
}

/* What has no digit is one of PostgreSQL's words, whatever stands around it. */
static bool
may_be_time(const char *given)
{
	static const char *const words[] = {
		"now", "today", "tomorrow", "yesterday", "epoch", "infinity"
	};
	char	   *small = pg_strdup(given);
	bool		found = strpbrk(given, "0123456789") != NULL;

	for (char *c = small; *c != '\0'; c++)
		*c = pg_tolower((unsigned char) *c);
	for (int i = 0; i < (int) lengthof(words) && !found; i++)
		found = strstr(small, words[i]) != NULL;
	pg_free(small);
	return found;
}

const char *
checked_time(const char *given, const char *what)
{
	Store	   *store;
	PGresult   *result;
	const char *sqlstate;

	if (given == NULL)
		return NULL;
	if (!may_be_time(given))
		fail_time(given, what);
	store = connect_store();
	result = store_query(store, "SELECT $1::timestamptz", 1, &given);
	sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (sqlstate != NULL && strncmp(sqlstate, "22", 2) == 0)
		fail_time(given, what);
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		fail_query(store, result);
	PQclear(result);
	return given;
}

bool
told_empty(void)
{
	char	   *revision = must_query_value("SELECT c.revision FROM @extschema@.ftf_config c", 0, NULL);
	bool		is_empty = revision == NULL;

	pg_free(revision);
	if (is_empty && output_format == FORMAT_TABLE)
	{
		pg_log_info("the store is empty: nothing was ever set");
		pg_log_info_hint("Begin with \"ftf set KEY=VALUE -m REASON\", or \"ftf import FILE -m REASON\" for many.");
	}
	return is_empty;
}
