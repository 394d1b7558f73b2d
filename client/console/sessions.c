/*-------------------------------------------------------------------------
 *
 * sessions.c
 *	  Who is signed in.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>
#include <sys/random.h>

#include "cli/clock.h"
#include "common/logging.h"
#include "rules/bytes.h"
#include "rules/sha256.h"
#include "sessions.h"
#include "settings.h"

#define MAX_SESSIONS 200
#define MAX_SESSIONS_PER_USER 20

struct Session
{
	FtfHash		hash;
	Store		store;
	char	   *user;
	time_t		started;
	time_t		used;
	int			references;		/* the table's is one */
	bool		is_live;		/* in the table */
	bool		is_claimed;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Session *sessions[MAX_SESSIONS];

/* In a time that doesn't depend on where they differ. */
static bool
same_hash(const FtfHash *a, const FtfHash *b)
{
	uint8		difference = 0;

	for (int i = 0; i < FTF_HASH_BYTES; i++)
		difference |= a->bytes[i] ^ b->bytes[i];
	return difference == 0;
}

static void
make_token(char *token)
{
	uint8		bytes[TOKEN_BYTES];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		pg_fatal("could not get random bytes: %m");
	ftf_bytes_hex(bytes, TOKEN_BYTES, token);
	explicit_bzero(bytes, sizeof(bytes));
}

static bool
has_expired(const Session *session, time_t now)
{
	return now - session->used >= settings.idle_seconds ||
		now - session->started >= settings.session_seconds;
}

/* The lock is held.  The caller releases the table's reference afterwards. */
static Session *
take_out(int slot)
{
	Session    *session = sessions[slot];

	sessions[slot] = NULL;
	session->is_live = false;
	return session;
}

/* A free slot, at the cost of this user's oldest session if they have many. */
static int
find_slot(const char *user, Session **replaced)
{
	int			slot = -1;
	int			oldest = -1;
	int			own = 0;

	*replaced = NULL;
	for (int i = 0; i < MAX_SESSIONS; i++)
	{
		if (sessions[i] == NULL)
			slot = i;
		else if (strcmp(sessions[i]->user, user) == 0)
		{
			own++;
			if (oldest < 0 || sessions[i]->used < sessions[oldest]->used)
				oldest = i;
		}
	}
	if (own >= MAX_SESSIONS_PER_USER)
	{
		*replaced = take_out(oldest);
		return oldest;
	}
	return slot;
}

Session *
session_start(const Store *store, char *token)
{
	Session    *session = pg_malloc0(sizeof(Session));
	Session    *replaced;
	int			slot;

	make_token(token);
	ftf_sha256(token, strlen(token), &session->hash);
	session->store = *store;
	session->user = pg_strdup(PQuser(store->conn));
	session->started = session->used = seconds_now();
	session->is_live = true;
	session->references = 2;	/* the table's and the caller's */
	pthread_mutex_lock(&lock);
	slot = find_slot(session->user, &replaced);
	if (slot >= 0)
		sessions[slot] = session;
	pthread_mutex_unlock(&lock);
	if (replaced != NULL)
		session_release(replaced);
	if (slot >= 0)
		return session;
	pg_free(session->user);
	pg_free(session);
	return NULL;
}

Session *
session_find(const char *token, bool is_use)
{
	FtfHash		hash;
	Session    *found = NULL;
	time_t		now = seconds_now();

	ftf_sha256(token, strlen(token), &hash);
	pthread_mutex_lock(&lock);
	for (int i = 0; i < MAX_SESSIONS; i++)
	{
		if (sessions[i] != NULL && same_hash(&sessions[i]->hash, &hash) &&
			!has_expired(sessions[i], now))
			found = sessions[i];
	}
	if (found != NULL)
	{
		found->references++;
		if (is_use)
			found->used = now;
	}
	pthread_mutex_unlock(&lock);
	return found;
}

Session *
session_keep(Session *session)
{
	pthread_mutex_lock(&lock);
	session->references++;
	pthread_mutex_unlock(&lock);
	return session;
}

void
session_release(Session *session)
{
	bool		is_last;

	pthread_mutex_lock(&lock);
	is_last = --session->references == 0;
	pthread_mutex_unlock(&lock);
	if (!is_last)
		return;
	store_close(&session->store);
	pg_free(session->user);
	explicit_bzero(session, sizeof(Session));
	pg_free(session);
}

void
session_end(Session *session)
{
	bool		was_live = false;

	pthread_mutex_lock(&lock);
	for (int i = 0; i < MAX_SESSIONS; i++)
	{
		if (sessions[i] == session)
		{
			take_out(i);
			was_live = true;
		}
	}
	pthread_mutex_unlock(&lock);
	if (was_live)
		session_release(session);
}

bool
session_is_live(Session *session)
{
	bool		is_live;

	pthread_mutex_lock(&lock);
	is_live = session->is_live && !has_expired(session, seconds_now());
	pthread_mutex_unlock(&lock);
	return is_live;
}

const char *
session_user(const Session *session)
{
	return session->user;
}

bool
session_try_claim(Session *session)
{
	bool		is_mine;

	pthread_mutex_lock(&lock);
	is_mine = !session->is_claimed;
	session->is_claimed = true;
	pthread_mutex_unlock(&lock);
	return is_mine;
}

void
session_unclaim(Session *session)
{
	pthread_mutex_lock(&lock);
	session->is_claimed = false;
	pthread_mutex_unlock(&lock);
}

Store *
session_store(Session *session)
{
	return &session->store;
}

static void
end_sessions(bool all)
{
	Session    *ended[MAX_SESSIONS];
	int			count = 0;
	time_t		now = seconds_now();

	pthread_mutex_lock(&lock);
	for (int i = 0; i < MAX_SESSIONS; i++)
	{
		if (sessions[i] != NULL && (all || has_expired(sessions[i], now)))
			ended[count++] = take_out(i);
	}
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < count; i++)
		session_release(ended[i]);
}

void
sessions_expire(void)
{
	end_sessions(false);
}

void
sessions_end_all(void)
{
	end_sessions(true);
}
