/*-------------------------------------------------------------------------
 *
 * sessions.h
 *	  Who is signed in: each session holds the person's own connection to the
 *	  database, which one request at a time uses.
 *
 * The password is kept nowhere but in libpq's connection, which needs it to
 * connect again after the server was restarted, and wipes it when the session
 * ends.  Browsers hold a random token, of which only the hash is kept here.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_SESSIONS_H
#define FTF_CONSOLE_SESSIONS_H

#include "store/session.h"

/* 256 bits, as hexadecimal digits. */
#define TOKEN_BYTES 32
#define TOKEN_SIZE (2 * TOKEN_BYTES + 1)

typedef struct Session Session;

/* Takes the connection over; fills token.  NULL: there are too many. */
extern Session *session_start(const Store *store, char *token);

/*
 * The live session of a token, to be given back by session_release; NULL if
 * there is none.  As a use of it, this puts off its end.
 */
extern Session *session_find(const char *token, bool is_use);
extern Session *session_keep(Session *session);
extern void session_release(Session *session);

extern void session_end(Session *session);
extern bool session_is_live(Session *session);
extern const char *session_user(const Session *session);

/*
 * The connection is used between these two.  session_try_claim: false if
 * another request has it.  The store must be left without a transaction.
 */
extern bool session_try_claim(Session *session);
extern void session_unclaim(Session *session);
extern Store *session_store(Session *session);

/* Ends what was not used too long, or is too old. */
extern void sessions_expire(void);
extern void sessions_end_all(void);

#endif							/* FTF_CONSOLE_SESSIONS_H */
