/*-------------------------------------------------------------------------
 *
 * watch.c
 *	  ftf watch: changes as they are committed.
 *
 * A notification is only a hint to look, since anyone may notify.  What is told
 * is what the history holds after the last revision that was told, so that
 * nothing is lost and nothing told twice, whatever happens to the connection.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/number.h"
#include "cli/output.h"
#include "cli/shown.h"
#include "commands.h"
#include "common/logging.h"
#include "store/connection.h"
#include "store/interrupt.h"
#include "watch_tell.h"

/* The history is looked at this often without a hint, which finds dead peers. */
#define LOOK_MS 60000

/* And this often where no hints come; a late one may take so long. */
#define ASK_MS 2000
#define LATE_MS 1000

/* Pauses between attempts to connect double from the first to the last. */
#define FIRST_PAUSE_MS 100
#define LAST_PAUSE_MS 10000
#define CONNECT_SECONDS 30

/* SQLSTATE of LISTEN on a standby: read_only_sql_transaction. */
#define READ_ONLY "25006"

static const char *since_text;
static const char *exec_command;

/* The last revision that was told. */
static int64 told;
static bool any_told;

/* No notification comes, or none can be relied on. */
static bool asking;

/* How a statement ended, of those that are not the end of ftf. */
typedef enum Outcome
{
	DONE,
	LOST,						/* the connection; after a message */
	INTERRUPTED
} Outcome;

static void
fail_standby(void)
{
	fail(EXIT_OTHER,
		 "Connect to the primary: of several hosts, PGTARGETSESSIONATTRS=read-write finds it.",
		 "a standby announces no changes");
}

/* What went wrong, without the line end of libpq's messages. */
static void
say_problem(const char *what, const char *message)
{
	int			length = strlen(message);

	while (length > 0 && isspace((unsigned char) message[length - 1]))
		length--;
	pg_log_warning("%s: %s", what, shown_message(pnstrdup(message, length)));
}

/* Why there is no connection yet, once for each reason. */
static void
say_reason(Store *store)
{
	static char *said;
	const char *message = PQerrorMessage(store->conn);

	if (message[0] == '\0' || (said != NULL && strcmp(said, message) == 0))
		return;
	pg_free(said);
	said = pg_strdup(message);
	say_problem("not connected yet", message);
}

/* A statement that may fail; after a message where the connection is lost by it. */
static Outcome
query(Store *store, const char *sql, int nparams, const char *const *params,
	  PGresult **result)
{
	*result = store_query_waiting(store, sql, nparams, params);
	if (*result == NULL)
		return INTERRUPTED;
	switch (PQresultStatus(*result))
	{
		case PGRES_TUPLES_OK:
		case PGRES_COMMAND_OK:
			return DONE;
		default:
			break;
	}
	if (!store_is_lost(store, *result))
		return DONE;
	say_problem("the connection is lost, and tried again",
				PQresultErrorMessage(*result));
	PQclear(*result);
	return LOST;
}

/* A statement whose failure ends ftf, unless the connection is lost by it. */
static Outcome
must_query_waiting(Store *store, const char *sql, int nparams,
				   const char *const *params, PGresult **result)
{
	Outcome		outcome = query(store, sql, nparams, params, result);

	if (outcome == DONE && PQresultStatus(*result) == PGRES_FATAL_ERROR)
		fail_query(store, *result);
	return outcome;
}

static Outcome
read_revision(Store *store, int64 *revision)
{
	PGresult   *result;
	Outcome		outcome = must_query_waiting(store,
											 "SELECT coalesce(max(revision), 0) FROM @extschema@.ftf_config",
											 0, NULL, &result);

	if (outcome != DONE)
		return outcome;
	*revision = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	PQclear(result);
	return DONE;
}

static void
ask_instead(const char *why)
{
	if (asking)
		return;
	asking = true;
	pg_log_warning("%s: asking for changes every %d seconds instead", why, ASK_MS / 1000);
	pg_log_warning_hint("Connect to the server itself to be told at once.");
}

/* is_standby tells whether that is why the server can't be listened to. */
static Outcome
listen_to(Store *store, bool *is_standby)
{
	PGresult   *result;
	const char *sqlstate;
	Outcome		outcome;

	*is_standby = false;
	if (store->pooled)
	{
		/* it would stay in a session that is lent to others next */
		ask_instead("notifications don't arrive through a connection pooler");
		return DONE;
	}
	outcome = query(store, "LISTEN ftf_config", 0, NULL, &result);
	if (outcome != DONE)
		return outcome;
	sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	*is_standby = sqlstate != NULL && strcmp(sqlstate, READ_ONLY) == 0;
	if (PQresultStatus(result) == PGRES_FATAL_ERROR && !*is_standby)
		fail_query(store, result);
	PQclear(result);
	return DONE;
}

static void
tell(const PGresult *entries)
{
	watch_print(entries, !any_told);
	finish_output();
	any_told = true;
	told = watch_revision(entries, PQntuples(entries) - 1);
	if (exec_command != NULL)
		watch_execute(entries, exec_command);
}

/* Tells all that was committed since. */
static Outcome
tell_new(Store *store)
{
	char		after[32];
	const char *params[] = {after, exec_command ? "1" : "500"};
	bool		more = true;

	while (more && !interrupted())
	{
		PGresult   *entries;
		Outcome		outcome;

		snprintf(after, sizeof(after), INT64_FORMAT, told);
		outcome = must_query_waiting(store, watch_query(), 2, params, &entries);
		if (outcome != DONE)
			return outcome;
		more = PQntuples(entries) > 0;
		if (more)
			tell(entries);
		PQclear(entries);
	}
	return DONE;
}

/* After a restore from a backup, revisions are given out again. */
static Outcome
check_history_goes_on(Store *store)
{
	int64		revision;
	Outcome		outcome = read_revision(store, &revision);

	if (outcome == DONE && revision < told)
	{
		pg_log_warning("the history ends at revision " INT64_FORMAT ", before revision " INT64_FORMAT " that was told: was it restored from a backup?",
					   revision, told);
		told = revision;
	}
	return outcome;
}

/* One attempt: connected, the extension there, listening. */
static Outcome
try_again(Store *store)
{
	bool		is_standby;
	Outcome		outcome;

	if (!store_reconnect(store, CONNECT_SECONDS) || store->schema == NULL)
		return interrupted() ? INTERRUPTED : LOST;
	outcome = listen_to(store, &is_standby);
	if (outcome == DONE && is_standby)
		return LOST;
	return outcome == DONE ? check_history_goes_on(store) : outcome;
}

static Outcome
reconnect(Store *store)
{
	int			pause = FIRST_PAUSE_MS;
	Outcome		outcome;

	while ((outcome = try_again(store)) == LOST)
	{
		say_reason(store);
		wait_for_fd(-1, 0, pause);
		pause = Min(2 * pause, LAST_PAUSE_MS);
		if (interrupted())
			return INTERRUPTED;
	}
	if (outcome == DONE)
		pg_log_info("connected again");
	return outcome;
}

static Outcome
start(Store *store)
{
	int64		revision = 0;
	bool		is_standby = false;
	Outcome		outcome;

	if (since_text != NULL)
		told = parse_number(since_text, "--since");
	if (told < 0)
		fail_usage("--since is not a revision: \"%s\"", since_text);
	outcome = listen_to(store, &is_standby);
	if (is_standby)
		fail_standby();
	if (outcome == DONE)
		outcome = read_revision(store, &revision);
	if (outcome != DONE)
		return outcome;
	if (told > revision)
		fail(EXIT_OTHER, NULL,
			 "there is no revision " INT64_FORMAT " yet: the last one is " INT64_FORMAT,
			 told, revision);
	if (since_text == NULL)
		told = revision;
	return DONE;
}

/*
 * Until there may be something new.  True: it was announced, or nothing is
 * expected to be.
 */
static bool
wait_for_news(Store *store)
{
	return store_wait_notification(store, asking ? ASK_MS : LOOK_MS) || asking;
}

/* Tells what is new, and notes where nothing announced it. */
static Outcome
look(Store *store, bool was_announced)
{
	int64		before = told;
	Outcome		outcome = tell_new(store);

	if (outcome == DONE && !was_announced && told > before &&
		!store_wait_notification(store, LATE_MS) && !interrupted() &&
		PQstatus(store->conn) == CONNECTION_OK)
		ask_instead("a change came without a notification");
	return outcome;
}

static int
watch(int argc, char **argv)
{
	Store	   *store;
	Outcome		outcome;
	bool		was_announced = true;

	interrupt_init();
	store = connect_store();
	interrupt_begin();
	outcome = start(store);
	if (outcome == LOST)
		return EXIT_NO_CONNECTION;
	while (outcome != INTERRUPTED && !interrupted())
	{
		if (outcome == LOST)
		{
			outcome = reconnect(store);
			was_announced = true;
		}
		if (outcome == DONE)
			outcome = look(store, was_announced);
		if (outcome == DONE)
			was_announced = wait_for_news(store);
	}
	return EXIT_DONE;
}

static const Option options[] = {
	{"exec", 0, OPTION_TEXT, &exec_command, "COMMAND", "run COMMAND by sh at each revision, one after the other"},
	{"since", 0, OPTION_TEXT, &since_text, "REVISION", "begin after this revision instead of now"},
	{0}
};

const Command watch_command = {
	.name = "watch",
	.arguments = "",
	.summary = "print changes as they are committed, until interrupted",
	.description =
	"SIGINT (Ctrl-C) or SIGTERM ends it in good order, with exit 0. Where the\n"
	"server goes away, it connects again as long as it takes, and then prints what\n"
	"was committed meanwhile. With --json each revision is one object on one line.\n"
	"Through a connection pooler no notifications come: that is said, and the store\n"
	"is asked every 2 seconds instead.\n"
	"\n"
	"COMMAND finds FTF_REVISION, FTF_KEYS (separated by spaces, as many as fit),\n"
	"FTF_KEYS_OMITTED (how many did not), FTF_OPERATOR and FTF_REASON in its\n"
	"environment. Where it fails, that is said, and watching goes on.",
	.options = options,
	.min_arguments = 0,
	.max_arguments = 0,
	.run = watch
};
