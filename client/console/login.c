/*-------------------------------------------------------------------------
 *
 * login.c
 *	  Signing in and out.
 *
 * The database judges the password.  Where it asks for none (trust, peer,
 * certificates), it has judged the console and not the person: then only the
 * user who runs the console is let in, from this machine.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "api.h"
#include "database.h"
#include "log.h"
#include "login.h"
#include "proxy.h"
#include "responses.h"
#include "settings.h"
#include "slowdown.h"

#define COOKIE_SIZE 256

static void
set_cookie(Request *request, const char *token)
{
	char		cookie[COOKIE_SIZE];

	snprintf(cookie, sizeof(cookie), "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
			 cookie_name(), token, settings.secure ? "; Secure" : "",
			 token[0] == '\0' ? "; Max-Age=0" : "");
	add_header(request->response, MHD_HTTP_HEADER_SET_COOKIE, cookie);
	explicit_bzero(cookie, sizeof(cookie));
}

/* What MHD tells of a connection is valid until it is asked again. */
static bool
is_own_user_here(Request *request)
{
	const union MHD_ConnectionInfo *info;

	if (from_trusted_proxy(request) ||
		request_header(request, "X-Forwarded-For") != NULL ||
		request_header(request, "Forwarded") != NULL)
		return false;
	info = MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	return info != NULL && peer_is_own_user(info->connect_fd);
}

/* Is the person whom the server let in the one who asked? */
static bool
is_proven(Request *request, const Store *store, const char *user, const char *password)
{
	if (strcmp(PQuser(store->conn), user) != 0)
		return false;
	if (store_checked_password(store, password))
		return true;
	return !PQconnectionUsedPassword(store->conn) && is_own_user_here(request);
}

static void
refuse(Request *request)
{
	respond_error(request, MHD_HTTP_UNAUTHORIZED, "this role and password do not fit", NULL);
}

/* The store is the session's from here on, or closed. */
static void
start_session(Request *request, Store *store)
{
	char		token[TOKEN_SIZE];
	Session    *session;

	session = session_start(store, token);
	if (session == NULL)
	{
		respond_error(request, MHD_HTTP_SERVICE_UNAVAILABLE, "too many people are signed in", NULL);
		store_close(store);
		return;
	}
	/* whoever was signed in with this browser is not any more */
	if (request->session != NULL)
	{
		session_end(request->session);
		session_release(request->session);
	}
	request->session = session;
	respond_empty(request, MHD_HTTP_NO_CONTENT);
	set_cookie(request, token);
	explicit_bzero(token, sizeof(token));
}

static void
sign_in(Request *request, const char *user, const char *password)
{
	Store		store;
	StoreOpening opening = open_as_person(&store, user, password);

	bool		is_let_in = opening == STORE_OPEN || opening == STORE_WITHOUT_EXTENSION;
	bool		proven = is_let_in && is_proven(request, &store, user, password);

	if (proven || opening == STORE_UNREACHABLE)
		slowdown_forgive(&request->client, user, proven);
	if (proven && opening == STORE_OPEN)
	{
		start_session(request, &store);
		return;
	}
	if (proven || opening == STORE_UNREACHABLE)
		respond_not_open(request, opening);
	else
		refuse(request);
	if (!is_let_in)
		log_message("login", PQerrorMessage(store.conn));
	else if (!proven)
		log_message("login", "the server asked for no password, or took one that was not this person's");
	store_close(&store);
}

/* PostgreSQL cuts longer names, so that several would be one. */
static bool
is_role_name(const char *user)
{
	return user[0] != '\0' && strlen(user) < NAMEDATALEN &&
		is_clean_utf8(user) && strpbrk(user, "\t\r\n") == NULL;
}

void
run_login(Job *job, Worker *worker)
{
	Request    *request = job->request;
	const char *user = json_string_value(json_object_get(request->json, "user"));
	const char *password = json_string_value(json_object_get(request->json, "password"));
	int			wait = slowdown_begin(&request->client, user);

	if (wait > 0)
	{
		char		seconds[16];

		snprintf(seconds, sizeof(seconds), "%d", wait);
		respond_error(request, MHD_HTTP_TOO_MANY_REQUESTS, "too many failed logins", "Try again later.");
		add_header(request->response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
	}
	else if (!is_role_name(user))
		refuse(request);
	else
		sign_in(request, user, password);
	request_wipe_body(request);

	/* MHD's buffer, in which the body stood, goes back to the system */
	add_header(request->response, MHD_HTTP_HEADER_CONNECTION, "close");
}

void
answer_logout(Request *request)
{
	session_end(request->session);
	respond_empty(request, MHD_HTTP_NO_CONTENT);
	set_cookie(request, "");
}
