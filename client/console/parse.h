/*-------------------------------------------------------------------------
 *
 * parse.h
 *	  What a request says, read without trusting it: pure functions on text,
 *	  which the fuzzer calls unchanged.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_PARSE_H
#define FTF_CONSOLE_PARSE_H

#define MAX_URI_BYTES		8192
#define MAX_PATH_SEGMENTS	4
#define MAX_QUERY_FIELDS	16

typedef struct QueryField
{
	char	   *name;
	char	   *value;
} QueryField;

/* All of it points into buffer, decoded in place. */
typedef struct Target
{
	char		buffer[MAX_URI_BYTES + 1];
	char	   *segments[MAX_PATH_SEGMENTS];
	int			nsegments;		/* "/" has none */
	QueryField	query[MAX_QUERY_FIELDS];
	int			nquery;
} Target;

typedef enum TargetFault
{
	TARGET_FINE,
	TARGET_TOO_LONG,
	TARGET_MALFORMED,			/* bad escapes, zero bytes, no UTF-8 */
	TARGET_NOWHERE				/* a path that no route can have */
} TargetFault;

/*
 * Undoes percent-encoding in place.  False on a bad escape, a zero byte, or what
 * is no clean UTF-8.
 */
extern bool decode_component(char *value, bool plus_is_space);

/*
 * Takes a request target apart.  Each segment and field is decoded by itself,
 * so that an escaped slash separates nothing.
 */
extern TargetFault parse_target(Target *target, const char *uri);

/* The field's value, or NULL. */
extern const char *query_value(const Target *target, const char *name);

/* Is it valid UTF-8 without control characters other than tab and line end? */
extern bool is_clean_utf8(const char *value);

/*
 * The value of the cookie of that name, copied to value (size bytes).  False
 * if there is none, if it is longer, or if there are several.
 */
extern bool cookie_value(const char *header, const char *name, char *value,
						 size_t size);

/* "application/json", alone or with parameters that say UTF-8. */
extern bool is_json_type(const char *content_type);

/* A whole number of decimal digits, at most max; -1 otherwise. */
extern long long parse_count(const char *value, long long max);

/*
 * The host and port of "host:port", "[v6]:port" or "host", in lower case, an
 * address of IPv6 in its shortest spelling; port 0: none given.  False if it has
 * not that form.
 */
extern bool parse_host_port(const char *value, char *host, size_t size,
							int *port);

/* An origin, "https://host:port", in parts; the port is never 0. */
extern bool parse_origin(const char *value, bool *https, char *host,
						 size_t size, int *port);

#endif							/* FTF_CONSOLE_PARSE_H */
