/*-------------------------------------------------------------------------
 *
 * yaml.c
 *	  YAML: compose, CI and Kubernetes files.
 *
 * Read line by line, by indentation, as far as variables go: a key that is a
 * governed name and has a value, "- NAME=VALUE", and a "name:" beside a
 * "value:" or "valueFrom:" assign; $NAME and ${NAME} in values read; the text
 * under keys such as "run:" is a shell script.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "expand.h"
#include "shell.h"
#include "words.h"
#include "yaml.h"

/* Keys whose text is a shell script. */
#define SCRIPT_KEYS \
	"run script before_script after_script command commands entrypoint args test "

/* How null is written. */
#define NULLS "null Null NULL ~ "

/* Names and values of one mapping, as Kubernetes writes them. */
typedef struct NamedValue
{
	int			indent;			/* of the mapping's keys; -1: there is none */
	size_t		name;			/* governed; 0: not seen yet */
	size_t		name_end;
	bool		has_value;
} NamedValue;

typedef struct Yaml
{
	LintSource *source;
	const char *data;
	size_t		at;				/* a line's start */
	NamedValue	item;
	int			script_indent;	/* of a key such as run:; -1: not in one */
} Yaml;

/* A scalar's text without its quotes. */
typedef struct Scalar
{
	size_t		start;
	size_t		end;
} Scalar;

static size_t
yaml_line_end(const Yaml *yaml, size_t at)
{
	size_t		length = yaml->source->length;
	const char *newline = at < length ? memchr(yaml->data + at, '\n', length - at) : NULL;

	return newline ? (size_t) (newline - yaml->data) : length;
}

static bool
scalar_in(const Yaml *yaml, Scalar scalar, const char *words)
{
	return in_words(yaml->data + scalar.start, scalar.end - scalar.start, words);
}

static Scalar
unquoted(const Yaml *yaml, size_t start, size_t end)
{
	while (start < end && strchr(" \t", yaml->data[start]) != NULL)
		start++;
	while (end > start && strchr(" \t\r", yaml->data[end - 1]) != NULL)
		end--;
	if (end - start >= 2 && (yaml->data[start] == '"' || yaml->data[start] == '\'') &&
		yaml->data[end - 1] == yaml->data[start])
		start++, end--;
	return (Scalar)
	{
		start, end
	};
}

/*
 * Where the scalar at "at" ends: at one of these characters outside quotes, at
 * ": ", or at the comment or the line's end.
 */
static size_t
scalar_end(const Yaml *yaml, size_t at, size_t end, const char *stops)
{
	size_t		start = at;
	char		quote = '\0';

	for (; at < end; at++)
	{
		char		c = yaml->data[at];

		if (quote == '"' && c == '\\')
			at++;
		else if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (at == start && (c == '"' || c == '\''))
			quote = c;
		else if (c == '#' && (at == start || isspace((unsigned char) yaml->data[at - 1])))
			break;
		else if (c == ':' && (at + 1 >= end || isspace((unsigned char) yaml->data[at + 1]) ||
							  (*stops != '\0' && strchr(",}]", yaml->data[at + 1]) != NULL)))
			break;
		else if (c != '\0' && strchr(stops, c) != NULL)
			break;
	}
	return Min(at, end);
}

/* A value, or an item of a list: what is replaced in it, or NAME=VALUE. */
static void
read_scalar(Yaml *yaml, Scalar scalar, bool script)
{
	LintSource *source = yaml->source;
	size_t		name_end = lint_name_end(source, scalar.start, scalar.end);

	if (script)
		lint_shell_range(source, scalar.start, scalar.end);
	else
		lint_expansions(source, scalar.start, scalar.end);
	if (name_end == scalar.end)
		lint_note(source, USE_MENTION, scalar.start, name_end);
	else if (yaml->data[name_end] == '=' && !script &&
			 !lint_passes_through(source, name_end + 1, scalar.end, scalar.start, name_end))
		lint_note(source, USE_ASSIGNED, scalar.start, name_end);
}

static void
note_named_value(Yaml *yaml, NamedValue *item, Scalar key, Scalar value)
{
	if (scalar_in(yaml, key, "name ") &&
		lint_governed(yaml->source, value.start, value.end))
	{
		item->name = value.start;
		item->name_end = value.end;
	}
	if (scalar_in(yaml, key, "value valueFrom "))
		item->has_value = true;
	if (item->name > 0 && item->has_value)
	{
		lint_note(yaml->source, USE_ASSIGNED, item->name, item->name_end);
		item->name = 0;
	}
}

/* Is there a value, be it ""? */
static bool
has_value(const Yaml *yaml, Scalar value)
{
	if (value.start == value.end)
		return strchr("\"'", yaml->data[value.start]) != NULL &&
			yaml->data[value.start - 1] == yaml->data[value.start];
	return yaml->data[value.start] != '{' && !scalar_in(yaml, value, NULLS);
}

/* A governed key with a value assigns; without one it is passed through. */
static void
read_pair(Yaml *yaml, Scalar key, Scalar value)
{
	LintSource *source = yaml->source;

	read_scalar(yaml, value, scalar_in(yaml, key, SCRIPT_KEYS));
	if (has_value(yaml, value) &&
		!lint_passes_through(source, value.start, value.end, key.start, key.end))
		lint_note(source, USE_ASSIGNED, key.start, key.end);
	else
		lint_note(source, USE_MENTION, key.start, key.end);
}

/* {KEY: VALUE, ...} or [VALUE, ...], nested or not, also over several lines. */
static size_t
read_flow(Yaml *yaml, size_t at)
{
	size_t		length = yaml->source->length;
	NamedValue	item = {0};
	int			depth = 0;
	size_t		stop = at;		/* the line's end */

	do
	{
		char		c = yaml->data[at];
		size_t		end;

		if (c == '{' || c == '[')
			depth++;
		if (c == '}' || c == ']')
			depth--;
		if (c == '{' || c == '}')
			memset(&item, 0, sizeof(item));
		if (strchr("{}[], \t\r\n", c) != NULL)
		{
			at++;
			continue;
		}
		if (at >= stop)
			stop = yaml_line_end(yaml, at);
		end = scalar_end(yaml, at, stop, ",{}[]");
		if (end < stop && yaml->data[end] == ':')
		{
			size_t		value = Min(end + 1, stop);
			size_t		value_end = scalar_end(yaml, value + strspn(yaml->data + value, " "),
											   stop, ",{}[]");

			read_pair(yaml, unquoted(yaml, at, end), unquoted(yaml, value, Max(value, value_end)));
			note_named_value(yaml, &item, unquoted(yaml, at, end),
							 unquoted(yaml, value, Max(value, value_end)));
			end = Max(value, value_end);
		}
		else if (yaml->data[end] == '#' && end == at)
		{
			lint_comment(yaml->source, at, stop);
			end = stop;
		}
		else
			read_scalar(yaml, unquoted(yaml, at, end), false);
		at = Max(end, at + 1);
	} while (depth > 0 && at < length);
	return at;
}

/* The lines below that are indented more than the key: where they end. */
static size_t
block_end(const Yaml *yaml, size_t at, int indent)
{
	while (at < yaml->source->length)
	{
		size_t		end = yaml_line_end(yaml, at);
		size_t		first = at;

		while (first < end && yaml->data[first] == ' ')
			first++;
		if (first < end && yaml->data[first] != '\r' && (int) (first - at) <= indent)
			return at;
		at = Min(end + 1, yaml->source->length);
	}
	return at;
}

/* | or >: text as it stands. */
static void
read_block(Yaml *yaml, Scalar key, size_t line_end, int indent)
{
	size_t		start = Min(line_end + 1, yaml->source->length);
	size_t		end = block_end(yaml, start, indent);

	if (scalar_in(yaml, key, SCRIPT_KEYS) || yaml->script_indent >= 0)
		lint_shell_range(yaml->source, start, end);
	else
		lint_expansions(yaml->source, start, end);
	lint_note(yaml->source, USE_ASSIGNED, key.start, key.end);
	yaml->at = end;
}

/* What follows the indentation and the dashes of a line. */
static void
read_entry(Yaml *yaml, size_t at, size_t end, int indent, int parent)
{
	size_t		key_end = scalar_end(yaml, at, end, "");
	Scalar		key = unquoted(yaml, at, key_end);
	Scalar		none = {at, at};
	bool		is_flow = strchr("{[", yaml->data[at]) != NULL;
	bool		is_pair = !is_flow && key_end < end && yaml->data[key_end] == ':';
	size_t		value = is_pair ? key_end + 1 : at;

	while (value < end && strchr(" \t", yaml->data[value]) != NULL)
		value++;
	if (value < end && strchr("|>", yaml->data[value]) != NULL)
		read_block(yaml, is_pair ? key : none, end, is_pair ? indent : parent);
	else if (value < end && strchr("{[", yaml->data[value]) != NULL)
	{
		if (is_pair && indent == yaml->item.indent)
			note_named_value(yaml, &yaml->item, key, none);
		yaml->at = Max(yaml->at, read_flow(yaml, value));
	}
	else if (is_pair)
	{
		Scalar		content = unquoted(yaml, value, Max(value, scalar_end(yaml, value, end, "")));

		read_pair(yaml, key, content);
		if (indent == yaml->item.indent)
			note_named_value(yaml, &yaml->item, key, content);
		if (content.start == content.end && scalar_in(yaml, key, SCRIPT_KEYS))
			yaml->script_indent = indent;
	}
	else
		read_scalar(yaml, key, yaml->script_indent >= 0);
}

static void
read_yaml_line(Yaml *yaml)
{
	size_t		start = yaml->at;
	size_t		end = yaml_line_end(yaml, start);
	size_t		at = start;
	int			parent;

	yaml->at = Min(end + 1, yaml->source->length);
	while (at < end && yaml->data[at] == ' ')
		at++;
	if (at == end || strchr("#\r", yaml->data[at]) != NULL)
	{
		lint_comment(yaml->source, at, end);
		return;
	}
	parent = at - start;
	if (parent <= yaml->script_indent && yaml->data[at] != '-')
		yaml->script_indent = -1;
	if (parent < yaml->item.indent)
		yaml->item.indent = -1;
	while (at + 1 < end && yaml->data[at] == '-' && yaml->data[at + 1] == ' ')
	{
		parent = at - start;
		while (at + 1 < end && yaml->data[++at] == ' ')
			;
		memset(&yaml->item, 0, sizeof(yaml->item));
		yaml->item.indent = at - start;
	}
	lint_comment(yaml->source, at, end);
	read_entry(yaml, at, end, at - start, parent);
}

void
lint_read_yaml(LintSource *source)
{
	Yaml		yaml = {.source = source,.data = source->data,.script_indent = -1};

	yaml.item.indent = -1;
	while (yaml.at < source->length)
		read_yaml_line(&yaml);
}
