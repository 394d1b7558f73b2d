/*-------------------------------------------------------------------------
 *
 * settings.c
 *	  What the console was told, checked and made ready.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <netdb.h>

#include "addresses.h"
#include "cli/fail.h"
#include "commands/console.h"
#include "parse.h"
#include "settings.h"

#define DEFAULT_LISTEN "127.0.0.1:8059"

Settings	settings;

static void
resolve_listen(const char *value)
{
	struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV,.ai_socktype = SOCK_STREAM};
	struct addrinfo *found;
	char		port[16];
	int			status;

	if (!parse_host_port(value, settings.listen_host, HOST_SIZE, &settings.listen_port) ||
		settings.listen_port == 0)
		fail_usage("--listen is ADDR:PORT, with IPv6 addresses in brackets: \"%s\"", value);
	snprintf(port, sizeof(port), "%d", settings.listen_port);
	status = getaddrinfo(settings.listen_host, port, &hints, &found);
	if (status != 0)
		fail(EXIT_OTHER, NULL, "could not find address \"%s\": %s",
			 settings.listen_host, gai_strerror(status));
	memcpy(&settings.address, found->ai_addr, found->ai_addrlen);
	settings.address_length = found->ai_addrlen;
	settings.listens_on_loopback = address_is_loopback(found->ai_addr);
	freeaddrinfo(found);
}

static void
check_tls_options(void)
{
	if ((console_options.certificate == NULL) != (console_options.key == NULL))
		fail_usage("--tls-certificate and --tls-key belong together");
	settings.tls = console_options.certificate != NULL;
}

static void
parse_base_url(void)
{
	const char *value = console_options.base_url;
	char	   *origin;
	size_t		length;

	if (value == NULL)
		return;
	origin = pg_strdup(value);
	length = strlen(origin);
	if (length > 0 && origin[length - 1] == '/')
		origin[length - 1] = '\0';
	if (!parse_origin(origin, &settings.base_https, settings.base_host,
					  HOST_SIZE, &settings.base_port))
		fail_usage("--base-url is http://HOST[:PORT] or https://HOST[:PORT], without a path: \"%s\"", value);
	pg_free(origin);
}

static void
parse_operator_header(void)
{
	const char *name = console_options.operator_header;

	settings.operator_header = name;
	if (name == NULL)
		return;
	if (*name == '\0' ||
		strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name))
		fail_usage("--operator-header is a header's name, of letters, digits and \"-\": \"%s\"", name);
	if (console_options.trusted_proxies.head == NULL)
		fail_usage("--operator-header needs a --trusted-proxy, the only one who may send it");
}

static int
parse_duration(const char *value, const char *name, int by_default, int unit)
{
	long long	count;

	if (value == NULL)
		return by_default * unit;
	count = parse_count(value, 365 * 24 * 60);
	if (count <= 0)
		fail_usage("%s is a whole number from 1 on: \"%s\"", name, value);
	return (int) Min(count * unit, PG_INT32_MAX / 2);
}

void
settings_init(void)
{
	resolve_listen(console_options.listen ? console_options.listen : DEFAULT_LISTEN);
	check_tls_options();
	parse_base_url();
	parse_operator_header();
	for (SimpleStringListCell *cell = console_options.trusted_proxies.head;
		 cell != NULL; cell = cell->next)
	{
		if (!trust_address(cell->val))
			fail_usage("--trusted-proxy is an IP address, or ADDR/BITS: \"%s\"", cell->val);
	}
	settings.idle_seconds = parse_duration(console_options.idle_minutes, "--idle-minutes", 60, 60);
	settings.session_seconds = parse_duration(console_options.session_hours, "--session-hours", 12, 3600);
	settings.secure = settings.tls || settings.base_https;
}
