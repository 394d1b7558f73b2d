/*-------------------------------------------------------------------------
 *
 * up.c
 *	  ftf up, ftf down: an embedded store for a laptop.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "cli/connect_options.h"
#include "cli/fail.h"
#include "cli/output.h"
#include "cli/shell_quoted.h"
#include "commands.h"
#include "common/logging.h"
#include "common/username.h"
#include "embedded/home.h"
#include "embedded/server.h"
#include "embedded/stale.h"
#include "lib/stringinfo.h"
#include "store/connection.h"
#include "store/rows.h"

#define DATABASE "ftf"

static bool destroy;
static bool yes;

/* Is there something in the environment that counts more than PGHOST? */
static bool outranked;

/* The embedded store is what these commands name; nothing else is asked. */
static void
refuse_connection_options(void)
{
	if (connect_options.database != NULL || connect_options.host != NULL ||
		connect_options.port != NULL || connect_options.user != NULL)
		fail_usage("the embedded store has a connection of its own: -d, -h, -p and -U mean nothing here");
}

static PGresult *
must_work(PGresult *result)
{
	if (PQresultStatus(result) != PGRES_COMMAND_OK &&
		PQresultStatus(result) != PGRES_TUPLES_OK)
		fail_query(connect_database(), result);
	return result;
}

/* A statement in a database where the extension may not be yet. */
static PGresult *
query_database(const char *sql, int nparams, const char *const *params)
{
	return must_work(store_query(connect_database(), sql, nparams, params));
}

static bool
has_row(const char *sql)
{
	PGresult   *result = query_database(sql, 0, NULL);
	bool		found = PQntuples(result) > 0;

	PQclear(result);
	return found;
}

static void
connect_to(const EmbeddedServer *server, const char *database)
{
	char	   *problem;

	disconnect_store();
	connect_options.host = server->socket_directory;
	connect_options.port = server->port;
	connect_options.database = database;
	connect_options.user = get_user_name(&problem);
	connect_options.prompt = PASSWORD_NEVER;
}

/* What one that was interrupted left out is made up for. */
static void
make_database(const EmbeddedServer *server)
{
	connect_to(server, "postgres");
	if (!has_row("SELECT 1 FROM pg_database WHERE datname = '" DATABASE "'"))
		PQclear(must_work(store_command(connect_database(), "CREATE DATABASE " DATABASE)));
	connect_to(server, DATABASE);
	if (!has_row("SELECT 1 FROM pg_extension WHERE extname = 'ftf_config'"))
	{
		PQclear(query_database("BEGIN", 0, NULL));
		PQclear(query_database("CREATE SCHEMA IF NOT EXISTS ftf", 0, NULL));
		PQclear(query_database("CREATE EXTENSION ftf_config SCHEMA ftf", 0, NULL));
		PQclear(query_database("COMMIT", 0, NULL));
		/* this connection has looked for the extension before */
		connect_to(server, DATABASE);
	}
	else if (has_row("SELECT 1 FROM pg_available_extensions WHERE name = 'ftf_config'"
					 " AND installed_version IS DISTINCT FROM default_version"))
	{
		pg_log_info("updating the extension");
		PQclear(query_database("ALTER EXTENSION ftf_config UPDATE", 0, NULL));
	}
}

/* Lines for sh. */
static void
print_exports(const char *const *values)
{
	static const char *const names[] = {"PGHOST", "PGPORT", "PGDATABASE", "PGUSER"};
	StringInfoData line;

	initStringInfo(&line);
	appendStringInfoString(&line, "export");
	for (int i = 0; i < (int) lengthof(names); i++)
		appendStringInfo(&line, " %s=%s", names[i], shell_quoted(values[i]));
	if (outranked)
		puts("unset PGHOSTADDR PGSERVICE");
	puts(line.data);
	pg_free(line.data);
}

static void
print_connection(const Embedded *embedded)
{
	const char *values[] = {
		connect_options.host, connect_options.port, connect_options.database,
		connect_options.user, embedded->data
	};

	if (output_format == FORMAT_TABLE)
	{
		print_exports(values);
		if (isatty(STDOUT_FILENO))
			pg_log_info("to use it in this shell: eval \"$(ftf up)\"");
	}
	else if (output_format == FORMAT_JSON)
	{
		PGresult   *result = query_database("SELECT json_build_object('host', $1::text, 'port', $2::integer,"
											" 'dbname', $3::text, 'user', $4::text, 'data_directory', $5::text)",
											5, values);

		print_json(PQgetvalue(result, 0, 0));
		PQclear(result);
	}
	else
		print_query("SELECT $1::text AS host, $2::integer AS port, $3::text AS dbname,"
					" $4::text AS \"user\", $5::text AS data_directory", 5, values);
}

static int
up(int argc, char **argv)
{
	Embedded	embedded;
	EmbeddedServer server;

	refuse_connection_options();
	outranked = getenv("PGHOSTADDR") != NULL || getenv("PGSERVICE") != NULL;
	store_forget_environment();
	embedded_open(&embedded, true);
	embedded_make(&embedded);
	embedded_start(&embedded, &server);
	make_database(&server);
	print_connection(&embedded);
	return EXIT_DONE;
}

const Command up_command = {
	.name = "up",
	.arguments = "",
	.summary = "start an embedded store for this user, and print its connection",
	.description =
	"A private PostgreSQL below $XDG_DATA_HOME/ftf_config (~/.local/share), kept\n"
	"between uses. It has a socket that only you can reach, and no TCP port. Where\n"
	"it runs already, its connection is printed again. For a shell:\n"
	"\n"
	"  eval \"$(ftf up)\"\n"
	"\n"
	"No other command looks for it: it is used where PGHOST names it.",
	.min_arguments = 0,
	.max_arguments = 0,
	.run = up
};

static int
down(int argc, char **argv)
{
	Embedded	embedded;
	EmbeddedServer server;

	refuse_connection_options();
	if (destroy && !yes)
		fail_usage("--destroy removes the store, its history and runs for ever: say --yes, too");
	if (!embedded_open(&embedded, false))
	{
		pg_log_info("there is no embedded store");
		return EXIT_DONE;
	}
	if (embedded_find_server(&embedded, &server))
		embedded_stop(&embedded, &server);
	else
	{
		embedded_refuse_use(&embedded);
		if (!destroy)
			pg_log_info("the embedded store does not run");
	}
	if (destroy)
		embedded_destroy(&embedded);
	return EXIT_DONE;
}

static const Option down_options[] = {
	{"destroy", 0, OPTION_FLAG, &destroy, NULL, "remove the store, too: all of its parameters, history and runs"},
	{"yes", 0, OPTION_FLAG, &yes, NULL, "mean it"},
	{0}
};

const Command down_command = {
	.name = "down",
	.arguments = "",
	.summary = "stop the embedded store, which keeps its data",
	.description = "Sessions that are in it are ended, and what they had not committed is undone.",
	.options = down_options,
	.min_arguments = 0,
	.max_arguments = 0,
	.run = down
};
