/*-------------------------------------------------------------------------
 *
 * database.c
 *	  Connections of the console.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/connect_options.h"
#include "database.h"

#define APPLICATION_NAME "ftf-console"

#define SETTINGS \
	STORE_SETTING("lock_timeout", "10s") \
	STORE_SETTING("idle_in_transaction_session_timeout", "30s") \
	STORE_SETTING("jit", "off") \
	STORE_SETTING("timezone", "UTC")

/*
 * Nothing waits for ever: neither here for the server, nor an editor for
 * someone's transaction, nor others for one that a broken console left.
 */
static const char settings_for_all[] =
STORE_SETTING("statement_timeout", STATEMENT_TIMEOUT) SETTINGS;
static const char settings_to_verify[] =
STORE_SETTING("statement_timeout", VERIFY_TIMEOUT) SETTINGS
STORE_SETTING("ftf_config.verify_progress", "on")
STORE_SETTING("client_min_messages", "notice");

/* What the server says on the way is for people at a terminal. */
static void
ignore_notice(void *arg, const PGresult *result)
{
}

static StoreOpening
settle(Store *store, StoreOpening opening)
{
	if (opening != STORE_OPEN)
		return opening;
	PQsetNoticeReceiver(store->conn, ignore_notice, NULL);
	store->begin = BEGIN;
	store->settings = settings_for_all;
	return STORE_OPEN;
}

void
expect_verification(Store *store)
{
	store->settings = settings_to_verify;
}

StoreOpening
open_as_person(Store *store, const char *user, const char *password)
{
	ConnectOptions options = connect_options;

	options.is_person = true;
	options.user = user;
	options.password = password;
	options.application_name = APPLICATION_NAME;
	return settle(store, store_open_within(store, &options, CONNECT_SECONDS));
}

/* As the service role, by the options that the console was started with. */
static StoreOpening
open_as_service(Store *store)
{
	ConnectOptions options = connect_options;

	options.application_name = APPLICATION_NAME;
	return settle(store, store_open_within(store, &options, CONNECT_SECONDS));
}

/* A password that was refused is not tried again. */
static StoreOpening
end_if_refused(Session *session, StoreOpening opening)
{
	if (opening == STORE_REFUSED && session != NULL)
		session_end(session);
	return opening;
}

StoreOpening
open_another(Store *store, Session *session)
{
	if (session == NULL)
		return open_as_service(store);
	*store = (Store)
	{
		NULL
	};
	if (!session_is_live(session))
		return STORE_REFUSED;
	return end_if_refused(session, settle(store, store_open_like(store, session_store(session),
																 CONNECT_SECONDS)));
}

StoreOpening
revive(Store *store, Session *session)
{
	if (store->conn == NULL)
		return open_as_service(store);
	if (!store_is_alive(store))
		return end_if_refused(session, settle(store, store_reset(store, CONNECT_SECONDS)));
	if (store->schema == NULL)
		return settle(store, store_find_extension(store, CONNECT_SECONDS));
	return STORE_OPEN;
}

bool
connection_is_lost(const Store *store)
{
	return PQstatus(store->conn) != CONNECTION_OK;
}

/* invalid_schema_name, undefined_function, undefined_table */
bool
extension_is_lost(Store *store, const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (sqlstate == NULL ||
		(strcmp(sqlstate, "3F000") != 0 && strcmp(sqlstate, "42883") != 0 &&
		 strcmp(sqlstate, "42P01") != 0))
		return false;
	pg_free(store->schema);
	store->schema = NULL;
	return true;
}

void
server_name(const Store *store, char *name, size_t size)
{
	const char *host = PQhost(store->conn);

	if (host == NULL || host[0] == '\0' || host[0] == '/' || host[0] == '@')
		snprintf(name, size, "local, port %s", PQport(store->conn));
	else
		snprintf(name, size, "%s:%s", host, PQport(store->conn));
}
