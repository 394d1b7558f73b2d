/*-------------------------------------------------------------------------
 *
 * store.c
 *	  All of libpq: a connection to the store, and queries on it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "common/string.h"
#include "fe_utils/string_utils.h"
#include "store.h"

#define EXTSCHEMA "@extschema@"

/*
 * Safe under any search_path, since it names every schema.  regnamespace prints
 * a name quoted; a join with pg_namespace would take longer than all the rest.
 */
static const char session_sql[] =
	"SELECT (SELECT extnamespace::pg_catalog.regnamespace"
	" FROM pg_catalog.pg_extension"
	" WHERE extname OPERATOR(pg_catalog.=) 'ftf_config'),"
	" pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false),"
	" pg_catalog.set_config('datestyle', 'ISO, YMD', false)";

static void
add_keyword(ConnectKeywords *keywords, const char *name, const char *value)
{
	if (value == NULL)
		return;
	Assert(keywords->count < MAX_CONNECT_KEYWORDS);
	keywords->names[keywords->count] = name;
	keywords->values[keywords->count++] = value;
	keywords->names[keywords->count] = NULL;
	keywords->values[keywords->count] = NULL;
}

/*
 * What a connection string says counts more than single options, as in psql;
 * but not more than who a person says they are.
 */
static void
set_keywords(ConnectKeywords *keywords, const ConnectOptions *options,
			 const char *password)
{
	keywords->count = 0;
	add_keyword(keywords, "host", options->host);
	add_keyword(keywords, "port", options->port);
	if (!options->is_person)
	{
		add_keyword(keywords, "user", options->user);
		add_keyword(keywords, "password", password);
	}
	add_keyword(keywords, "dbname",
				options->database ? options->database : "");
	if (options->is_person)
	{
		add_keyword(keywords, "user", options->user);
		add_keyword(keywords, "password", password);
	}
	add_keyword(keywords, "fallback_application_name",
				options->application_name ? options->application_name : "ftf");
	add_keyword(keywords, "client_encoding", "UTF8");
}

void
store_keywords(ConnectKeywords *keywords, const ConnectOptions *options)
{
	set_keywords(keywords, options, options->password);
}

static char *
prompt_for_password(PGconn *failed)
{
	const char *user = failed ? PQuser(failed) : NULL;
	char	   *prompt = user ? psprintf("Password for user %s: ", user) :
		pg_strdup("Password: ");
	char	   *password = simple_prompt(prompt, false);

	pg_free(prompt);
	return password;
}

static void
forget_password(char *password)
{
	if (password == NULL)
		return;
	explicit_bzero(password, strlen(password));
	pg_free(password);
}

static PGconn *
connect_with_password(const ConnectOptions *options)
{
	ConnectKeywords keywords;
	char	   *password = NULL;
	PGconn	   *conn;

	if (options->prompt == PASSWORD_ALWAYS)
		password = prompt_for_password(NULL);
	set_keywords(&keywords, options, password ? password : options->password);
	conn = PQconnectdbParams(keywords.names, keywords.values, 1);
	if (PQstatus(conn) == CONNECTION_BAD && PQconnectionNeedsPassword(conn) &&
		password == NULL && options->prompt == PASSWORD_IF_NEEDED)
	{
		password = prompt_for_password(conn);
		PQfinish(conn);
		set_keywords(&keywords, options, password);
		conn = PQconnectdbParams(keywords.names, keywords.values, 1);
	}
	forget_password(password);
	return conn;
}

bool
store_open(Store *store, const ConnectOptions *options)
{
	store->schema = NULL;
	store->conn = connect_with_password(options);
	return PQstatus(store->conn) == CONNECTION_OK && store_secure(store);
}

bool
store_secure(Store *store)
{
	PGresult   *found = PQexec(store->conn, session_sql);
	bool		ok = PQresultStatus(found) == PGRES_TUPLES_OK;

	pg_free(store->schema);
	store->schema = NULL;
	if (ok && !PQgetisnull(found, 0, 0))
		store->schema = pg_strdup(PQgetvalue(found, 0, 0));
	PQclear(found);
	return ok;
}

void
store_close(Store *store)
{
	PQfinish(store->conn);
	pg_free(store->schema);
	store->conn = NULL;
	store->schema = NULL;
}

bool
store_answers(const ConnectOptions *options)
{
	ConnectKeywords keywords;

	set_keywords(&keywords, options, NULL);
	return PQpingParams(keywords.names, keywords.values, 1) != PQPING_NO_RESPONSE;
}

/* The statement with the schema's name in place. */
static void
append_sql(PQExpBuffer buffer, const char *sql, const char *schema)
{
	const char *mark;

	while ((mark = strstr(sql, EXTSCHEMA)) != NULL)
	{
		appendBinaryPQExpBuffer(buffer, sql, mark - sql);
		appendPQExpBufferStr(buffer, schema);
		sql = mark + strlen(EXTSCHEMA);
	}
	appendPQExpBufferStr(buffer, sql);
}

char *
store_sql(const Store *store, const char *sql)
{
	PQExpBufferData buffer;

	initPQExpBuffer(&buffer);
	append_sql(&buffer, sql, store->schema ? store->schema : "");
	return buffer.data;
}

PGresult *
store_query(Store *store, const char *sql, int nparams,
			const char *const *params)
{
	char	   *statement = store_sql(store, sql);
	PGresult   *result = PQexecParams(store->conn, statement, nparams, NULL,
									  params, NULL, NULL, 0);

	free(statement);
	return result;
}

/* The extension's own errors first; 42501 is insufficient_privilege. */
static const struct
{
	const char *prefix;			/* of the SQLSTATE */
	ExitCode	code;
}			codes[] =

{
	{"UF001", EXIT_MISSING},
	{"UF002", EXIT_CHANGED},
	{"UF003", EXIT_PERMISSION},
	{"UF004", EXIT_USAGE},
	{"UF005", EXIT_REFUSED},
	{"UF006", EXIT_REFUSED},
	{"UF007", EXIT_CHANGED},
	{"UF008", EXIT_LEDGER},
	{"42501", EXIT_PERMISSION},
	{"40001", EXIT_CHANGED},	/* serialization_failure */
	{"08", EXIT_NO_CONNECTION},
	{"57P0", EXIT_NO_CONNECTION},	/* the server shuts down, or crashed */
};

ExitCode
exit_code_of_sqlstate(const char *sqlstate)
{
	for (int i = 0; sqlstate != NULL && i < (int) lengthof(codes); i++)
	{
		if (strncmp(sqlstate, codes[i].prefix, strlen(codes[i].prefix)) == 0)
			return codes[i].code;
	}
	return EXIT_OTHER;
}
