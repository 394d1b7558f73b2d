/*-------------------------------------------------------------------------
 *
 * parse.c
 *	  What a request says, read without trusting it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <arpa/inet.h>

#include "mb/pg_wchar.h"
#include "parse.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
is_clean_utf8(const char *value)
{
	const unsigned char *c = (const unsigned char *) value;
	const unsigned char *end = c + strlen(value);

	while (c < end)
	{
		int			length = pg_utf_mblen(c);

		if (length > end - c || !pg_utf8_islegal(c, length))
			return false;
		if (*c == 0x7f || (*c < 0x20 && *c != '\t' && *c != '\n' && *c != '\r'))
			return false;
		c += length;
	}
	return true;
}

bool
decode_component(char *value, bool plus_is_space)
{
	char	   *to = value;

	for (const char *from = value; *from != '\0'; from++)
	{
		if (*from == '%')
		{
			int			high = hex_digit(from[1]);
			int			low = high < 0 ? -1 : hex_digit(from[2]);

			if (low < 0 || (high == 0 && low == 0))
				return false;
			*to++ = (char) (high * 16 + low);
			from += 2;
		}
		else
			*to++ = plus_is_space && *from == '+' ? ' ' : *from;
	}
	*to = '\0';
	return is_clean_utf8(value);
}

static bool
is_dots(const char *segment)
{
	return strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0;
}

static TargetFault
parse_path(Target *target, char *path)
{
	if (*path != '/')
		return TARGET_MALFORMED;
	for (path++; path != NULL && *path != '\0';)
	{
		char	   *segment = path;

		path = strchr(path, '/');
		if (path != NULL)
			*path++ = '\0';
		if (!decode_component(segment, false))
			return TARGET_MALFORMED;
		/* "//", "/." and a slash at the end lead nowhere */
		if (*segment == '\0' || is_dots(segment) ||
			(path != NULL && *path == '\0') ||
			target->nsegments == MAX_PATH_SEGMENTS)
			return TARGET_NOWHERE;
		target->segments[target->nsegments++] = segment;
	}
	return TARGET_FINE;
}

static TargetFault
parse_query(Target *target, char *query)
{
	while (query != NULL && *query != '\0')
	{
		char	   *field = query;
		char	   *value;

		query = strchr(query, '&');
		if (query != NULL)
			*query++ = '\0';
		value = strchr(field, '=');
		if (value == NULL || target->nquery == MAX_QUERY_FIELDS)
			return TARGET_MALFORMED;
		*value++ = '\0';
		if (!decode_component(field, true) || !decode_component(value, true) ||
			query_value(target, field) != NULL)
			return TARGET_MALFORMED;
		target->query[target->nquery].name = field;
		target->query[target->nquery++].value = value;
	}
	return TARGET_FINE;
}

TargetFault
parse_target(Target *target, const char *uri)
{
	char	   *query;
	TargetFault fault;

	target->nsegments = target->nquery = 0;
	if (strlen(uri) > MAX_URI_BYTES)
		return TARGET_TOO_LONG;
	strcpy(target->buffer, uri);
	if (strchr(target->buffer, '#') != NULL)
		return TARGET_MALFORMED;
	query = strchr(target->buffer, '?');
	if (query != NULL)
		*query++ = '\0';
	fault = parse_path(target, target->buffer);
	return fault != TARGET_FINE ? fault : parse_query(target, query);
}

const char *
query_value(const Target *target, const char *name)
{
	for (int i = 0; i < target->nquery; i++)
	{
		if (strcmp(target->query[i].name, name) == 0)
			return target->query[i].value;
	}
	return NULL;
}

bool
cookie_value(const char *header, const char *name, char *value, size_t size)
{
	size_t		name_length = strlen(name);
	bool		found = false;

	while (*header != '\0')
	{
		size_t		length;

		header += strspn(header, " \t;");
		length = strcspn(header, ";");
		if (length > name_length && header[name_length] == '=' &&
			strncmp(header, name, name_length) == 0)
		{
			size_t		value_length = length - name_length - 1;

			if (found || value_length >= size)
				return false;
			memcpy(value, header + name_length + 1, value_length);
			value[value_length] = '\0';
			found = true;
		}
		header += length;
	}
	return found;
}

bool
is_json_type(const char *content_type)
{
	static const char json[] = "application/json";
	const char *rest = content_type + strlen(json);

	if (pg_strncasecmp(content_type, json, strlen(json)) != 0)
		return false;
	rest += strspn(rest, " \t");
	if (*rest == '\0')
		return true;
	if (*rest++ != ';')
		return false;
	rest += strspn(rest, " \t");
	return pg_strcasecmp(rest, "charset=utf-8") == 0;
}

long long
parse_count(const char *value, long long max)
{
	long long	count = 0;

	if (*value == '\0')
		return -1;
	for (; *value != '\0'; value++)
	{
		if (*value < '0' || *value > '9')
			return -1;
		if (count > (max - (*value - '0')) / 10)
			return -1;
		count = count * 10 + (*value - '0');
	}
	return count;
}

static bool
is_host_character(char c, bool in_brackets)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' ||
		(in_brackets ? c == ':' : c == '-' || c == '_');
}

/* The one spelling of an address of IPv6 that has many. */
static bool
settle_spelling(char *host, size_t size)
{
	struct in6_addr address;

	return inet_pton(AF_INET6, host, &address) == 1 &&
		inet_ntop(AF_INET6, &address, host, size) != NULL;
}

bool
parse_host_port(const char *value, char *host, size_t size, int *port)
{
	bool		in_brackets = *value == '[';
	size_t		length = 0;

	*port = 0;
	if (in_brackets)
		value++;
	for (;; value++)
	{
		char		c = pg_ascii_tolower((unsigned char) *value);

		if (!is_host_character(c, in_brackets))
			break;
		if (length + 1 >= size)
			return false;
		host[length++] = c;
	}
	host[length] = '\0';
	if (length == 0 ||
		(in_brackets && (*value++ != ']' || !settle_spelling(host, size))))
		return false;
	if (*value == '\0')
		return true;
	if (*value != ':')
		return false;
	*port = (int) parse_count(value + 1, 65535);
	return *port > 0;
}

bool
parse_origin(const char *value, bool *https, char *host, size_t size, int *port)
{
	if (strncmp(value, "https://", 8) == 0)
		*https = true;
	else if (strncmp(value, "http://", 7) == 0)
		*https = false;
	else
		return false;
	if (!parse_host_port(value + (*https ? 8 : 7), host, size, port))
		return false;
	if (*port == 0)
		*port = *https ? 443 : 80;
	return true;
}
