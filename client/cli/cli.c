/*-------------------------------------------------------------------------
 *
 * cli.c
 *	  What commands share: the one connection, failing, asking.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "cli.h"
#include "common/logging.h"
#include "common/string.h"
#include "fe_utils/cancel.h"
#include "fe_utils/string_utils.h"
#include "hint.h"
#include "output.h"
#include "progress_bar.h"
#include "shown.h"

const char *program_name;
ConnectOptions connect_options;

static Store store;
static NoticeFilter notice_filter;

/* A message may hold what a file or a server says. */
void
log_error(const char *format, va_list args)
{
	char	   *message;

	if (vasprintf(&message, format, args) < 0)
		message = pg_strdup("out of memory");
	pg_log_error("%s", shown_message(message));
	free(message);
}

/* After the message. */
static void
pg_attribute_noreturn()
end_with(ExitCode code, const char *detail, const char *hint)
{
	if (detail != NULL)
		pg_log_error_detail("%s", shown_message(detail));
	if (hint != NULL)
		pg_log_error_hint("%s", shown_message(hint));
	disconnect_store();
	exit(code);
}

void
fail(ExitCode code, const char *hint, const char *format,...)
{
	va_list		args;

	va_start(args, format);
	log_error(format, args);
	va_end(args);
	end_with(code, NULL, hint);
}

void
fail_with_detail(ExitCode code, const char *detail, const char *hint,
				 const char *format,...)
{
	va_list		args;

	va_start(args, format);
	log_error(format, args);
	va_end(args);
	end_with(code, detail, hint);
}

void
fail_query(Store *failed, const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
	const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
	ExitCode	code = exit_code_of_sqlstate(sqlstate);

	/* A broken connection has a message of libpq's own, and no fields. */
	if (message == NULL)
	{
		message = PQresultErrorMessage(result);
		if (PQstatus(failed->conn) == CONNECTION_BAD)
			code = EXIT_NO_CONNECTION;
	}
	progress_bar_end();
	if (hint != NULL && output_format != FORMAT_JSON)
		hint = hint_for_people(hint);
	pg_log_error("%s", shown_message(message));
	end_with(code, detail, hint);
}

void
set_notice_filter(NoticeFilter filter)
{
	notice_filter = filter;
}

/* NOTICEs and WARNINGs of the server go where ours go. */
static void
receive_notice(void *arg, const PGresult *result)
{
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);

	if (message == NULL || (notice_filter != NULL && notice_filter(message)))
		return;
	if (severity != NULL && strcmp(severity, "WARNING") == 0)
		pg_log_warning("%s", shown_message(message));
	else
		pg_log_info("%s", shown_message(message));
	if (detail != NULL)
		pg_log_info_detail("%s", shown_message(detail));
}

/* What every connection gets once it stands. */
static void
prepare_connection(void)
{
	PQsetNoticeReceiver(store.conn, receive_notice, NULL);
	setup_cancel_handler(NULL);
	SetCancelConn(store.conn);
}

static void
pg_attribute_noreturn()
fail_connection(void)
{
	pg_log_error("%s", shown_message(PQerrorMessage(store.conn)));
	disconnect_store();
	exit(EXIT_NO_CONNECTION);
}

Store *
connect_database(void)
{
	if (store.conn != NULL)
		return &store;
	if (!store_open(&store, &connect_options))
		fail_connection();
	prepare_connection();
	return &store;
}

bool
connect_if_answered(void)
{
	if (store.conn != NULL)
		return true;
	if (store_open(&store, &connect_options))
	{
		prepare_connection();
		return true;
	}
	if (store_answers(&connect_options))
		fail_connection();
	pg_log_warning("%s", shown_message(PQerrorMessage(store.conn)));
	disconnect_store();
	return false;
}

Store *
connect_store(void)
{
	connect_database();
	if (store.schema == NULL)
		fail(EXIT_OTHER,
			 "Connect to the database that has it (-d, PGDATABASE), or run CREATE EXTENSION ftf_config there.",
			 "extension \"ftf_config\" is not installed in database \"%s\"",
			 PQdb(store.conn));
	return &store;
}

void
disconnect_store(void)
{
	if (store.conn == NULL)
		return;
	ResetCancelConn();
	store_close(&store);
}

PGresult *
must_query(const char *sql, int nparams, const char *const *params)
{
	Store	   *connected = connect_store();
	PGresult   *result = store_query(connected, sql, nparams, params);

	switch (PQresultStatus(result))
	{
		case PGRES_TUPLES_OK:
		case PGRES_COMMAND_OK:
			return result;
		default:
			fail_query(connected, result);
	}
}

char *
must_query_value(const char *sql, int nparams, const char *const *params)
{
	PGresult   *result = must_query(sql, nparams, params);
	char	   *value = NULL;

	if (PQntuples(result) == 1 && !PQgetisnull(result, 0, 0))
		value = pg_strdup(PQgetvalue(result, 0, 0));
	PQclear(result);
	return value;
}

void
must_begin(void)
{
	PQclear(must_query("BEGIN", 0, NULL));
}

void
must_begin_reading(void)
{
	PQclear(must_query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0, NULL));
}

void
must_commit(void)
{
	PQclear(must_query("COMMIT", 0, NULL));
}

const char *
required_reason(const char *reason)
{
	if (reason == NULL)
		fail_usage("a reason is required: -m REASON");
	return reason;
}

int64
parse_number(const char *given, const char *what)
{
	char	   *end;
	int64		number;

	errno = 0;
	number = strtoll(given, &end, 10);
	if (errno != 0 || end == given || *end != '\0' || isspace((unsigned char) *given))
		fail_usage("%s is not a whole number: \"%s\"", what, given);
	return number;
}

const char *
checked_limit(const char *limit)
{
	if (limit != NULL && parse_number(limit, "-n") < 0)
		fail_usage("-n is negative: \"%s\"", limit);
	return limit;
}

bool
confirm(const char *question)
{
	char	   *answer;
	bool		yes;

	if (!isatty(STDIN_FILENO))
		fail_usage("there is no terminal to ask on: use --yes");
	fflush(stdout);

	/* there is no query to cancel: ^C ends the process */
	pqsignal(SIGINT, SIG_DFL);
	answer = simple_prompt(question, true);
	setup_cancel_handler(NULL);
	yes = pg_strcasecmp(answer, "y") == 0 || pg_strcasecmp(answer, "yes") == 0;
	pg_free(answer);
	return yes;
}

char *
text_array(const char *const *items, int count)
{
	PQExpBufferData array;

	initPQExpBuffer(&array);
	appendPQExpBufferChar(&array, '{');
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			appendPQExpBufferChar(&array, ',');
		if (items[i] == NULL)
		{
			appendPQExpBufferStr(&array, "NULL");
			continue;
		}
		appendPQExpBufferChar(&array, '"');
		for (const char *c = items[i]; *c != '\0'; c++)
		{
			if (*c == '"' || *c == '\\')
				appendPQExpBufferChar(&array, '\\');
			appendPQExpBufferChar(&array, *c);
		}
		appendPQExpBufferChar(&array, '"');
	}
	appendPQExpBufferChar(&array, '}');
	if (PQExpBufferDataBroken(array))
		fail(EXIT_OTHER, NULL, "out of memory");
	return array.data;
}

char *
read_all(FILE *file, const char *what, size_t *length)
{
	PQExpBufferData content;
	char		block[8192];
	size_t		got;

	initPQExpBuffer(&content);
	while (!PQExpBufferDataBroken(content) &&
		   (got = fread(block, 1, sizeof(block), file)) > 0)
		appendBinaryPQExpBuffer(&content, block, got);
	if (ferror(file))
		fail(EXIT_OTHER, NULL, "could not read %s: %m", what);
	if (PQExpBufferDataBroken(content))
		fail(EXIT_OTHER, NULL, "out of memory");
	*length = content.len;
	return content.data;
}

char *
read_path(const char *path, const char **name, size_t *length)
{
	bool		is_stdin = strcmp(path, "-") == 0;
	FILE	   *file = is_stdin ? stdin : fopen(path, "rb");
	char	   *content;

	*name = is_stdin ? "standard input" : psprintf("\"%s\"", path);
	if (file == NULL)
		fail(EXIT_OTHER, NULL, "could not open %s: %m", *name);
	content = read_all(file, *name, length);
	if (!is_stdin)
		fclose(file);
	return content;
}
