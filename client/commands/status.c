/*-------------------------------------------------------------------------
 *
 * status.c
 *	  ftf status: what the store is, and what is to be done about it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/exit_codes.h"
#include "cli/shell_quoted.h"
#include "commands.h"
#include "status_report.h"
#include "store/connection.h"

/* What any role may ask of any database; ours are found in the catalogs. */
static const char server_sql[] =
"SELECT current_setting('server_version'), current_database(), current_user,"
" pg_is_in_recovery(), e.extversion, e.extnamespace::regnamespace,"
" (SELECT a.default_version FROM pg_available_extensions a WHERE a.name = 'ftf_config')"
" FROM (VALUES (1)) one LEFT JOIN pg_extension e ON e.extname = 'ftf_config'";

enum
{
	SERVER_VERSION,
	SERVER_DATABASE,
	SERVER_ROLE,
	SERVER_STANDBY,
	SERVER_EXTENSION,
	SERVER_SCHEMA,
	SERVER_AVAILABLE
};

/* Accesses that this role has, by the function that tells each from the others. */
static const char access_sql[] =
"SELECT coalesce(json_agg(a.access ORDER BY a.rank), '[]'), current_user"
" FROM (VALUES (1, 'reader', 'ftf_get'), (2, 'pipeline', 'ftf_snapshot'), (3, 'editor', 'ftf_apply'),"
" (4, 'console', 'ftf_act_as'), (5, 'admin', 'ftf_grant')) a(rank, access, function)"
" JOIN pg_extension e ON e.extname = 'ftf_config'"
" WHERE has_schema_privilege(e.extnamespace, 'USAGE') AND"
" (SELECT bool_and(has_function_privilege(p.oid, 'EXECUTE')) FROM pg_depend d"
" JOIN pg_proc p ON p.oid = d.objid WHERE p.proname = a.function"
" AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'"
" AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid)";

static const char store_sql[] =
"SELECT c.revision, @extschema@.ftf_head(),"
" (SELECT count(*) FROM jsonb_object_keys(c.base_env)),"
" (SELECT max(entry_id) FROM @extschema@.ftf_config_history),"
" (SELECT count(*) FROM @extschema@.ftf_run),"
" to_json(c.governed_prefixes),"
" (SELECT count(*) FROM jsonb_object_keys(c.base_env) k"
" WHERE NOT EXISTS (SELECT FROM @extschema@.ftf_parameter p WHERE p.key = k))"
" FROM @extschema@.ftf_config c";

enum
{
	STORE_REVISION,
	STORE_HEAD,
	STORE_PARAMETERS,
	STORE_ENTRIES,
	STORE_RUNS,
	STORE_PREFIXES,
	STORE_UNDEFINED
};

/* But for the version, which is told before; 1.0.0 has no severity. */
static const char protection_sql[] =
"SELECT p.guard, p.object, p.detail, coalesce(to_jsonb(p) ->> 'severity',"
" CASE WHEN p.guard IN ('restore', 'hooks') THEN 'note' ELSE 'fault' END)"
" FROM @extschema@.ftf_protection() p"
" WHERE p.guard <> 'version' AND (NOT p.holds OR to_jsonb(p) ->> 'severity' = 'note')";

/* What to do where a guard does not hold, by ftf_protection()'s names. */
static const struct
{
	const char *guard;
	const char *object;			/* NULL: any */
	const char *fix;
}			remedies[] = {
	{"privileges", NULL, "REVOKE what that role holds, or ALTER ... OWNER TO a superuser."},
	{"triggers", NULL, "ALTER TABLE ... ENABLE ALWAYS TRIGGER, or restore a dump into a new installation; then \"ftf verify\"."},
	{"foreign objects", NULL, "Remove the trigger, rule, policy or inheritance that was added; then \"ftf verify\"."},
	{"durability", "server", "Set fsync and full_page_writes to on, and reload the server's settings."},
	{"durability", NULL, "ALTER TABLE ... SET LOGGED."},
	{"columns", NULL, "Restore a dump into a new installation; \"ftf verify\" tells what was tampered with."},
	{"indexes", NULL, "REINDEX, or restore a dump into a new installation."},
	{"view", NULL, "Restore a dump into a new installation, which has the view as it should be."},
	{"rules", NULL, "Restore a dump into a new installation, which has the view as it should be."},
	{"functions", NULL, "Restore a dump into a new installation, which has its functions as they should be; then \"ftf verify\"."},
	{"dump", NULL, "Don't rely on dumps made since; put extconfig and extcondition in pg_extension back as CREATE EXTENSION made them."},
	{"installation", NULL, "\"ftf verify\"; the next change closes the store again."},
	{"restore", NULL, "It ends with the first change or snapshot."},
	{"hooks", NULL, "Nothing to do: this version has no such guard."},
};

static PGresult *
must_ask(const char *sql)
{
	Store	   *store = connect_database();
	PGresult   *result = store_query(store, sql, 0, NULL);

	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		fail_query(store, result);
	return result;
}

static const char *
field(const PGresult *result, int column)
{
	if (PQntuples(result) == 0 || PQgetisnull(result, 0, column))
		return NULL;
	return PQgetvalue(result, 0, column);
}

/* Versions are numbers with dots between them. */
static int
compare_versions(const char *a, const char *b)
{
	while (*a != '\0' || *b != '\0')
	{
		char	   *end_a;
		char	   *end_b;
		long		number_a = strtol(a, &end_a, 10);
		long		number_b = strtol(b, &end_b, 10);

		if (number_a != number_b)
			return number_a < number_b ? -1 : 1;
		if (end_a == a && end_b == b)
			return strcmp(a, b);
		a = end_a + (*end_a == '.');
		b = end_b + (*end_b == '.');
	}
	return 0;
}

static void
check_versions(Status *status, const char *extension, const char *available)
{
	int			order = compare_versions(FTF_VERSION, extension);

	if (available != NULL && compare_versions(available, extension) > 0)
		add_finding(status, SEVERITY_NOTE, psprintf("the server has version %s of the extension, this database %s", available, extension),
					"ALTER EXTENSION ftf_config UPDATE;");
	else if (order > 0)
		add_finding(status, SEVERITY_NOTE, psprintf("this ftf, %s, is newer than the extension, %s", FTF_VERSION, extension),
					"Install the newer extension on the server, then ALTER EXTENSION ftf_config UPDATE.");
	if (order < 0)
		add_finding(status, SEVERITY_NOTE, psprintf("this ftf, %s, is older than the extension, %s", FTF_VERSION, extension),
					"Install the newer ftf.");
}

static void
report_missing_extension(Status *status, const char *available)
{
	add_finding(status, SEVERITY_PROBLEM, "extension ftf_config is not installed in this database",
				available != NULL ?
				"Connect to the database that has it (-d, PGDATABASE), or as a superuser: CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf;" :
				"Connect to the database that has it (-d, PGDATABASE). This server does not even have the files: make install, for its PostgreSQL.");
}

/* True if the extension is there. */
static bool
report_server(Status *status)
{
	PGresult   *server = must_ask(server_sql);
	Store	   *store = connect_database();
	const char *extension = field(server, SERVER_EXTENSION);
	bool		standby = strcmp(field(server, SERVER_STANDBY), "t") == 0;

	add_fact(status, "client_version", FTF_VERSION);
	add_fact(status, "server_version", field(server, SERVER_VERSION));
	add_fact(status, "host", PQhost(store->conn));
	add_fact(status, "port", PQport(store->conn));
	add_fact(status, "database", field(server, SERVER_DATABASE));
	add_boolean(status, "standby", standby);
	add_fact(status, "extension_version", extension);
	add_fact(status, "schema", field(server, SERVER_SCHEMA));
	add_fact(status, "role", field(server, SERVER_ROLE));
	if (extension == NULL)
		report_missing_extension(status, field(server, SERVER_AVAILABLE));
	else
		check_versions(status, extension, field(server, SERVER_AVAILABLE));
	if (standby)
		add_finding(status, SEVERITY_NOTE, "this server is a standby: it takes neither changes nor snapshots",
					"For those, name the primary, or several hosts with PGTARGETSESSIONATTRS=read-write.");
	PQclear(server);
	return extension != NULL;
}

/* True if it may look into the store. */
static bool
report_access(Status *status)
{
	PGresult   *result = must_ask(access_sql);
	const char *accesses = field(result, 0);
	bool		reader = strstr(accesses, "\"reader\"") != NULL;

	add_json(status, "access", accesses);
	if (!reader)
		add_finding(status, SEVERITY_PROBLEM, "this role may not read the store",
					psprintf("An administrator of the store can allow it: ftf grant %s reader (or pipeline, editor, console, admin)", shell_quoted(field(result, 1))));
	PQclear(result);
	return reader;
}

static void
report_store(Status *status)
{
	PGresult   *store = must_ask(store_sql);
	bool		is_empty = PQntuples(store) == 0;
	const char *undefined = field(store, STORE_UNDEFINED);

	add_number(status, "revision", is_empty ? "0" : field(store, STORE_REVISION));
	add_fact(status, "head", field(store, STORE_HEAD));
	add_number(status, "parameters", is_empty ? "0" : field(store, STORE_PARAMETERS));
	add_number(status, "undefined", is_empty ? "0" : undefined);
	add_number(status, "entries", is_empty ? "0" : field(store, STORE_ENTRIES));
	add_number(status, "runs", is_empty ? "0" : field(store, STORE_RUNS));
	add_json(status, "governed_prefixes", field(store, STORE_PREFIXES));
	if (is_empty)
		add_finding(status, SEVERITY_NOTE, "the store is empty",
					"Load the parameters: ftf import FILE -m REASON");
	else if (strcmp(undefined, "0") != 0)
		add_finding(status, SEVERITY_NOTE, psprintf("parameters without a definition: %s", undefined),
					"Say what their values may be: ftf define KEY --type ... -m REASON");
	PQclear(store);
}

/* A guard that this ftf doesn't know is told, too. */
static void
report_guard(Status *status, Severity severity, const char *guard,
			 const char *object, const char *detail)
{
	char	   *what = psprintf("%s of %s: %s", guard, object, detail);
	int			i = 0;

	while (i < (int) lengthof(remedies) &&
		   (strcmp(remedies[i].guard, guard) != 0 ||
			(remedies[i].object != NULL && strcmp(remedies[i].object, object) != 0)))
		i++;
	add_finding(status, severity, what,
				i < (int) lengthof(remedies) ? remedies[i].fix : NULL);
	pg_free(what);
}

static void
report_protection(Status *status)
{
	PGresult   *guards = must_ask(protection_sql);

	for (int row = 0; row < PQntuples(guards); row++)
		report_guard(status,
					 strcmp(PQgetvalue(guards, row, 3), "note") == 0 ? SEVERITY_NOTE : SEVERITY_PROBLEM,
					 PQgetvalue(guards, row, 0), PQgetvalue(guards, row, 1), PQgetvalue(guards, row, 2));
	PQclear(guards);
}

static int
report(int argc, char **argv)
{
	Status		status;
	ExitCode	code = EXIT_DONE;

	status_init(&status);
	if (report_server(&status))
	{
		if (report_access(&status))
		{
			report_store(&status);
			report_protection(&status);
		}
		else
			code = EXIT_PERMISSION;
	}
	if (code == EXIT_DONE && status.has_problem)
		code = EXIT_OTHER;
	print_status(&status);
	return code;
}

const Command status_command = {
	.name = "status",
	.arguments = "",
	.summary = "tell what the store is, what guards it, and what to do about it",
	.description = "Ends with 0 if all is well; with 1 if there is a problem: the extension is\n"
	"missing, or a guard does not hold; with 3 if no server answers; with 7 if the\n"
	"role may not read the store. Notes, such as parameters without a definition\n"
	"or another version of ftf, don't count.",
	.run = report
};
