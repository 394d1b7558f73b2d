/*-------------------------------------------------------------------------
 *
 * log.c
 *	  The console's log.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <time.h>

#include "log.h"

#define LOGGED_BYTES 200
#define MESSAGE_BYTES 1000

/* What could disturb a terminal, or would be less than "lowest", is a dot. */
static void
make_printable(const char *from, size_t length, char lowest, size_t most, char *to)
{
	if (length > most)
		length = most;
	for (size_t i = 0; i < length; i++)
		to[i] = from[i] >= lowest && from[i] < 0x7f ? from[i] : '.';
	to[length] = '\0';
}

/* Without spaces, which would pass for another column. */
static void
make_column(const char *from, size_t length, char *to)
{
	make_printable(from, length, '!', LOGGED_BYTES, to);
}

void
log_request(const Request *request)
{
	const char *who = request_person(request);
	char		path[LOGGED_BYTES + 1];
	char		person[LOGGED_BYTES + 1];
	char		method[LOGGED_BYTES + 1];
	char		client[ADDRESS_SIZE];
	char		moment[32];
	time_t		now = time(NULL);
	struct tm	broken_down;

	gmtime_r(&now, &broken_down);
	strftime(moment, sizeof(moment), "%Y-%m-%dT%H:%M:%SZ", &broken_down);
	make_column(request->uri, strcspn(request->uri, "?"), path);
	make_column(who, strlen(who), person);
	make_column(request->method, strlen(request->method), method);
	address_text(&request->client, client, sizeof(client));
	fprintf(stderr, "%s %s %s %s %s %u %.1f ms\n", moment, client, person,
			method, path, request->status, request_milliseconds(request));
}

void
log_message(const char *label, const char *message)
{
	size_t		length = strlen(message);
	char		printable[MESSAGE_BYTES + 1];

	while (length > 0 && message[length - 1] == '\n')
		length--;
	make_printable(message, length, ' ', MESSAGE_BYTES, printable);
	fprintf(stderr, "%s: %s\n", label, printable);
}
