/*-------------------------------------------------------------------------
 *
 * slowdown.c
 *	  Failed logins make the next ones wait.
 *
 * A success clears what counts against its user, but not against its address:
 * else someone with an account of their own could go on guessing others'.
 * What counts against a user makes only those addresses wait that have failed,
 * too: else anyone could keep anyone out.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>
#include <sys/random.h>

#include "cli/clock.h"
#include "common/hashfn.h"
#include "common/logging.h"
#include "slowdown.h"

/* A set of few places is searched; what failed longest ago gives way. */
#define SETS 256
#define PLACES 8
#define FORGOTTEN_AFTER_S 900

typedef struct Failures
{
	uint64		who;			/* hash; 0: free */
	int			count;
	time_t		last;
} Failures;

typedef struct Rule
{
	int			free;			/* failures without a wait */
	int			longest_s;
} Rule;

static const Rule address_rule = {20, 60};
static const Rule user_rule = {5, 30};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Failures failures[SETS][PLACES];
static uint64 seed;

void
slowdown_init(void)
{
	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		pg_fatal("could not get random bytes: %m");
}

static uint64
address_key(const Address *address)
{
	return hash_bytes_extended(address->bytes, customer_bytes(address), seed) | 1;
}

static uint64
user_key(const char *user)
{
	return hash_bytes_extended((const unsigned char *) user, (int) strlen(user), seed + 1) | 1;
}

static Failures *
find_failures(uint64 who, time_t now)
{
	Failures   *set = failures[(who >> 8) % SETS];
	Failures   *place = &set[0];

	for (int i = 0; i < PLACES; i++)
	{
		if (set[i].who == who)
		{
			place = &set[i];
			break;
		}
		if (set[i].last < place->last)
			place = &set[i];
	}
	if (place->who != who || now - place->last > FORGOTTEN_AFTER_S)
		*place = (Failures)
	{
		.who = who,.last = now
	};
	return place;
}

/* 1, 2, 4 ... seconds after the last failure. */
static int
wait_of(const Failures *place, const Rule *rule, time_t now)
{
	int			over = place->count - rule->free;
	time_t		until;

	if (over < 0)
		return 0;
	until = place->last + Min(rule->longest_s, 1 << Min(over, 10));
	return until > now ? (int) (until - now) : 0;
}

int
slowdown_begin(const Address *address, const char *user)
{
	time_t		now = seconds_now();
	Failures   *by_address;
	Failures   *by_user;
	int			wait;

	pthread_mutex_lock(&lock);
	by_address = find_failures(address_key(address), now);
	wait = wait_of(by_address, &address_rule, now);
	if (wait == 0)
	{
		by_user = find_failures(user_key(user), now);
		if (by_address->count > 0)
			wait = wait_of(by_user, &user_rule, now);
		if (wait == 0)
		{
			by_address->count++;
			by_user->count++;
			by_address->last = by_user->last = now;
		}
	}
	pthread_mutex_unlock(&lock);
	return wait;
}

void
slowdown_forgive(const Address *address, const char *user, bool succeeded)
{
	time_t		now = seconds_now();
	Failures   *place;

	pthread_mutex_lock(&lock);
	place = find_failures(address_key(address), now);
	place->count = Max(place->count - 1, 0);
	place = find_failures(user_key(user), now);
	place->count = succeeded ? 0 : Max(place->count - 1, 0);
	pthread_mutex_unlock(&lock);
}
