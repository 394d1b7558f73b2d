/*-------------------------------------------------------------------------
 *
 * fuzz_console.c
 *	  Fuzz target: what the console reads of a request before it trusts any of
 *	  it.  The functions are the console's own, unchanged.
 *
 * The input is a line of the method and the target, lines of cookies, host and
 * origin, and the body after an empty line; what is missing is empty.
 * test/fuzz/run.sh builds and runs it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "check.h"
#include "console/addresses.h"
#include "console/body.h"
#include "console/routes.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Target target;

/* The next line, ended by a zero byte in place; empty at the end. */
static char *
next_line(char **rest)
{
	char	   *line = *rest;
	size_t		length = strcspn(line, "\n");

	*rest = line + length + (line[length] != '\0');
	line[length] = '\0';
	return line;
}

static void
read_headers(char **rest)
{
	char		token[65];
	char		host[256];
	int			port;
	bool		https;
	Address		address;

	if (cookie_value(next_line(rest), "ftf_session", token, sizeof(token)))
		check(strlen(token) < sizeof(token), "a cookie fits");
	if (parse_host_port(next_line(rest), host, sizeof(host), &port))
		check(host[0] != '\0' && port >= 0 && port <= 65535, "a host has a name, and a port if any");
	if (parse_origin(next_line(rest), &https, host, sizeof(host), &port))
		check(host[0] != '\0' && port > 0, "an origin has a host and a port");
	parse_forwarded(next_line(rest), &address);
	is_json_type(next_line(rest));
	parse_count(next_line(rest), PG_INT64_MAX);
}

/* What a decoded target promises to those who read it. */
static void
check_target(void)
{
	for (int i = 0; i < target.nsegments; i++)
	{
		check(target.segments[i][0] != '\0', "a segment is not empty");
		check(strcmp(target.segments[i], "..") != 0, "a segment does not lead up");
		check(is_clean_utf8(target.segments[i]), "a segment is text");
	}
	for (int i = 0; i < target.nquery; i++)
		check(is_clean_utf8(target.query[i].value), "a value is text");
}

static void
read_body(const Route *route, const char *body, size_t length)
{
	const char *fault;
	json_t	   *parsed = parse_body(route, body, length, &fault);

	check((parsed == NULL) == (fault != NULL), "what is refused has a fault");
	json_decref(parsed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *input = malloc(size + 1);
	char	   *rest = input;
	char	   *method;
	char	   *uri;
	const char *allow;
	const Route *route = NULL;

	memcpy(input, data, size);
	input[size] = '\0';
	method = next_line(&rest);
	uri = strchr(method, ' ');
	if (uri != NULL)
		*uri++ = '\0';
	if (parse_target(&target, uri ? uri : "") == TARGET_FINE)
	{
		check_target();
		route = find_route(&target, method, &allow);
		if (route != NULL && query_fits(route, &target))
			path_variable(route, &target);
	}
	read_headers(&rest);
	if (route != NULL && route->method == METHOD_POST)
		read_body(route, rest, size - (rest - input));
	free(input);
	return 0;
}
