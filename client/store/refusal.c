/*-------------------------------------------------------------------------
 *
 * refusal.c
 *	  What can be done where the server refuses a statement.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/hint.h"
#include "cli/shell_quoted.h"
#include "lib/stringinfo.h"
#include "refusal.h"

/* So long it is asked whether any server is there. */
#define PING_SECONDS "2"

/*
 * The one value of a statement, or NULL, also where it fails.  Nothing is said
 * of search_path here: names are written with their schema.
 */
static char *
ask(Store *store, const char *sql)
{
	PGresult   *result = PQexec(store->conn, sql);
	char	   *value = NULL;

	if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1 &&
		!PQgetisnull(result, 0, 0))
		value = pg_strdup(PQgetvalue(result, 0, 0));
	PQclear(result);
	return value;
}

static void
end_transaction(Store *store)
{
	if (PQtransactionStatus(store->conn) != PQTRANS_IDLE)
		PQclear(PQexec(store->conn, "ROLLBACK"));
}

/* Words in the server's language tell less than where in it they come from. */
static bool
lacks_privilege(const PGresult *result)
{
	const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);

	return function != NULL && strcmp(function, "aclcheck_error") == 0;
}

static void
explain_privilege(Refusal *refusal, Store *store)
{
	const char *access = strstr(refusal->message, "ftf_act_as") != NULL ?
		"console" : needed_access();
	char	   *role;

	end_transaction(store);
	role = ask(store, "SELECT current_user");
	refusal->hint = psprintf("An administrator of the store can allow it: ftf grant %s %s",
							 shell_quoted(role ? role : PQuser(store->conn)), access);
}

/* Of a connection string, which may hold a password: only where it leads. */
static char *
place_in_conninfo(const char *conninfo)
{
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	const char *host = NULL;
	const char *port = NULL;
	char	   *place = NULL;

	for (PQconninfoOption *option = options; option && option->keyword; option++)
	{
		if (option->val == NULL || option->val[0] == '\0')
			continue;
		if (strcmp(option->keyword, "host") == 0 ||
			(strcmp(option->keyword, "hostaddr") == 0 && host == NULL))
			host = option->val;
		else if (strcmp(option->keyword, "port") == 0)
			port = option->val;
	}
	if (host != NULL)
		place = psprintf("-h %s -p %s", shell_quoted(host),
						 shell_quoted(port ? port : DEF_PGPORT_STR));
	PQconninfoFree(options);
	return place;
}

/* The primary as options name it; NULL: this role may not know. */
static char *
primary_place(Store *store)
{
	char	   *host = ask(store, "SELECT sender_host FROM pg_catalog.pg_stat_wal_receiver");
	char	   *port = ask(store, "SELECT sender_port FROM pg_catalog.pg_stat_wal_receiver");
	char	   *conninfo;

	if (host != NULL && port != NULL)
		return psprintf("-h %s -p %s", shell_quoted(host), port);
	conninfo = ask(store, "SELECT pg_catalog.current_setting('primary_conninfo')");
	return conninfo ? place_in_conninfo(conninfo) : NULL;
}

static void
explain_read_only(Refusal *refusal, Store *store)
{
	char	   *standby;
	char	   *primary;

	end_transaction(store);
	standby = ask(store, "SELECT pg_catalog.pg_is_in_recovery()");
	if (standby == NULL || strcmp(standby, "t") != 0)
	{
		refusal->hint = "default_transaction_read_only is on here: by PGOPTIONS, or for this role, database or server.";
		return;
	}
	primary = primary_place(store);
	refusal->code = EXIT_STANDBY;
	refusal->detail = refusal->message;
	refusal->message = "this server is a standby: it takes neither changes nor snapshots";
	refusal->hint = primary != NULL ?
		psprintf("The primary is %s, as this server names it; or name several hosts (-h A,B) with PGTARGETSESSIONATTRS=read-write.", primary) :
		"Name the primary with -h, or several hosts (-h A,B) with PGTARGETSESSIONATTRS=read-write.";
}

void
refusal_explain(Refusal *refusal, Store *store, const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (sqlstate == NULL || refusal->hint != NULL)
		return;
	if (strcmp(sqlstate, "42501") == 0 && lacks_privilege(result))
		explain_privilege(refusal, store);
	else if (strcmp(sqlstate, "25006") == 0)
		explain_read_only(refusal, store);
}

/* Does a server answer, though it refuses? */
static bool
is_answered(const ConnectOptions *options)
{
	ConnectKeywords keywords;
	const char *names[MAX_CONNECT_KEYWORDS + 2];
	const char *values[MAX_CONNECT_KEYWORDS + 2];
	PGPing		answer;

	store_keywords(&keywords, options);
	for (int i = 0; i < keywords.count; i++)
	{
		names[i] = keywords.names[i];
		values[i] = keywords.values[i];
	}
	names[keywords.count] = "connect_timeout";
	values[keywords.count] = PING_SECONDS;
	names[keywords.count + 1] = NULL;
	values[keywords.count + 1] = NULL;
	answer = PQpingParams(names, values, 1);
	return answer == PQPING_OK || answer == PQPING_REJECT;
}

/* Which of all that may name a server did. */
static void
append_origin(StringInfo origin, const ConnectOptions *options)
{
	const char *host = getenv("PGHOST");
	const char *service = getenv("PGSERVICE");
	const char *file = getenv("PGSERVICEFILE");

	if (options->host != NULL)
		appendStringInfo(origin, "-h names \"%s\". ", options->host);
	else if (options->database != NULL &&
			 (strchr(options->database, '=') || strstr(options->database, "://")))
		appendStringInfoString(origin, "-d is a connection string. ");
	else if (service != NULL)
		appendStringInfo(origin, "PGSERVICE names \"%s\", which is looked up in %s. ",
						 service, file ? file : "~/.pg_service.conf");
	else if (host != NULL && host[0] != '\0')
		appendStringInfo(origin, "PGHOST names \"%s\". ", host);
	else
		appendStringInfoString(origin, "No server was named: this is where one usually is. ");
}

char *
refusal_of_connection(const ConnectOptions *options)
{
	StringInfoData hint;

	if (is_answered(options))
		return NULL;
	initStringInfo(&hint);
	append_origin(&hint, options);
	appendStringInfoString(&hint, "Name a server that runs (-h and -p, PGHOST and PGPORT, or PGSERVICE), or start one of your own: eval \"$(ftf up)\"");
	return hint.data;
}
