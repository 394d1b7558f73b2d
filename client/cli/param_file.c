/*-------------------------------------------------------------------------
 *
 * param_file.c
 *	  Parameters in a file: a JSON object of strings, or lines KEY=VALUE.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <ctype.h>
#include <jansson.h>

#include "fail.h"
#include "file.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "param_file.h"

/* Characters that a line needs no quotes for. */
#define PLAIN_CHARACTERS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:,+@%-"

#define KEY_CHARACTERS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"

/* Where in the content of lines reading is. */
typedef struct LineReader
{
	const char *at;
	int			line;
	bool		exported;		/* the line begins with "export" */
	StringInfo	error;
} LineReader;

void
param_file_free(ParamFile *file)
{
	for (int i = 0; i < file->count; i++)
	{
		pg_free(file->keys[i]);
		pg_free(file->values[i]);
	}
	pg_free(file->keys);
	pg_free(file->values);
	memset(file, 0, sizeof(*file));
}

/* Takes key and value over.  Room grows by doubling. */
static void
add_pair(ParamFile *file, char *key, char *value)
{
	int			count = file->count;

	if ((count & (count - 1)) == 0)
	{
		int			room = count == 0 ? 1 : 2 * count;

		file->keys = pg_realloc(file->keys, room * sizeof(char *));
		file->values = pg_realloc(file->values, room * sizeof(char *));
	}
	file->keys[count] = key;
	file->values[count] = value;
	file->count++;
}

const char *
param_file_value(const ParamFile *file, const char *key)
{
	for (int i = 0; i < file->count; i++)
	{
		if (strcmp(file->keys[i], key) == 0)
			return file->values[i];
	}
	return NULL;
}

static int
compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static bool
check_unique(const ParamFile *file, StringInfo error)
{
	const char **sorted = pg_malloc((file->count + 1) * sizeof(char *));
	bool		unique = true;

	for (int i = 0; i < file->count; i++)
		sorted[i] = file->keys[i];
	qsort(sorted, file->count, sizeof(char *), compare_keys);
	for (int i = 1; i < file->count && unique; i++)
	{
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
		{
			appendStringInfo(error, "key \"%s\" is named twice", sorted[i]);
			unique = false;
		}
	}
	pg_free(sorted);
	return unique;
}

static bool
parse_json(ParamFile *file, const char *content, size_t length,
		   StringInfo error)
{
	json_error_t problem;
	json_t	   *root = json_loadb(content, length, JSON_REJECT_DUPLICATES, &problem);

	if (root == NULL)
	{
		appendStringInfo(error, "line %d, column %d: %s", problem.line,
						 problem.column, problem.text);
		return false;
	}
	for (void *item = json_object_iter(root); item != NULL;
		 item = json_object_iter_next(root, item))
	{
		const char *key = json_object_iter_key(item);
		json_t	   *value = json_object_iter_value(item);

		if (!json_is_string(value))
		{
			appendStringInfo(error, "the value of \"%s\" is not a string", key);
			json_decref(root);
			return false;
		}
		add_pair(file, pg_strdup(key), pg_strdup(json_string_value(value)));
	}
	json_decref(root);
	return true;
}

static bool
line_error(LineReader *reader, const char *what)
{
	appendStringInfo(reader->error, "line %d: %s", reader->line, what);
	return false;
}

static void
skip_blanks(LineReader *reader)
{
	reader->at += strspn(reader->at, " \t");
}

/* To the next line's beginning, or the end; only a comment may be skipped. */
static bool
end_line(LineReader *reader)
{
	skip_blanks(reader);
	if (*reader->at == '#')
		reader->at += strcspn(reader->at, "\n");
	if (*reader->at == '\r' && reader->at[1] == '\n')
		reader->at++;
	if (*reader->at == '\0')
		return true;
	if (*reader->at != '\n')
		return line_error(reader, "white space in a value needs quotes");
	reader->at++;
	reader->line++;
	return true;
}

static void
append_and_count(LineReader *reader, StringInfo value, const char *content,
				 size_t length)
{
	appendBinaryStringInfo(value, content, length);
	for (size_t i = 0; i < length; i++)
		reader->line += content[i] == '\n';
}

/* Between single quotes everything stands for itself. */
static bool
read_single_quoted(LineReader *reader, StringInfo value)
{
	size_t		length = strcspn(++reader->at, "'");

	if (reader->at[length] == '\0')
		return line_error(reader, "a single quote is not closed");
	append_and_count(reader, value, reader->at, length);
	reader->at += length + 1;
	return true;
}

/* Between double quotes a backslash counts before " \ $ ` and a line's end. */
static bool
read_double_quoted(LineReader *reader, StringInfo value)
{
	for (reader->at++; *reader->at != '"'; reader->at++)
	{
		if (*reader->at == '\0')
			return line_error(reader, "a double quote is not closed");
		if (*reader->at == '$' || *reader->at == '`')
			return line_error(reader, "nothing is expanded: write \\$ and \\`, or use single quotes");
		if (*reader->at == '\\' && reader->at[1] != '\0' && strchr("\"\\$`\n", reader->at[1]))
		{
			reader->at++;
			if (*reader->at == '\n')
			{
				reader->line++;
				continue;
			}
		}
		append_and_count(reader, value, reader->at, 1);
	}
	reader->at++;
	return true;
}

/*
 * One piece of a value that is not in quotes.  An argument of export is, other
 * than an assignment, a word whose braces bash expands.
 */
static bool
read_unquoted(LineReader *reader, StringInfo value)
{
	if (strchr("$`;&|<>()~", *reader->at) ||
		(reader->exported && *reader->at == '{'))
		return line_error(reader, "characters that mean something to a shell need single quotes");
	if (*reader->at == '\\')
	{
		reader->at++;
		if (*reader->at == '\0' || *reader->at == '\n' || *reader->at == '\r')
			return line_error(reader, "a backslash ends the line");
	}
	appendStringInfoChar(value, *reader->at++);
	return true;
}

static bool
at_value_end(const LineReader *reader)
{
	return *reader->at == '\0' || strchr(" \t\n", *reader->at) != NULL ||
		(*reader->at == '\r' && reader->at[1] == '\n');
}

static bool
read_value(LineReader *reader, StringInfo value)
{
	while (!at_value_end(reader))
	{
		bool		ok;

		if (*reader->at == '\'')
			ok = read_single_quoted(reader, value);
		else if (*reader->at == '"')
			ok = read_double_quoted(reader, value);
		else
			ok = read_unquoted(reader, value);
		if (!ok)
			return false;
	}
	return true;
}

/* "[export] KEY=VALUE" and the line's end. */
static bool
read_assignment(LineReader *reader, ParamFile *file)
{
	StringInfoData value;
	size_t		length;
	char	   *key;

	reader->exported = strncmp(reader->at, "export", 6) == 0 &&
		(reader->at[6] == ' ' || reader->at[6] == '\t');
	if (reader->exported)
	{
		reader->at += 6;
		skip_blanks(reader);
	}
	length = strspn(reader->at, KEY_CHARACTERS);
	if (length == 0 || isdigit((unsigned char) *reader->at) || reader->at[length] != '=')
		return line_error(reader, "not KEY=VALUE");
	key = pnstrdup(reader->at, length);
	reader->at += length + 1;
	initStringInfo(&value);
	if (!read_value(reader, &value))
	{
		pg_free(key);
		pg_free(value.data);
		return false;
	}
	add_pair(file, key, pg_strdup(value.data));
	pg_free(value.data);
	return end_line(reader);
}

static bool
parse_lines(ParamFile *file, const char *content, StringInfo error)
{
	LineReader	reader = {.at = content,.line = 1,.error = error};

	while (*reader.at != '\0')
	{
		skip_blanks(&reader);
		if (*reader.at != '\0' && strchr("#\r\n", *reader.at))
		{
			if (!end_line(&reader))
				return false;
		}
		else if (*reader.at != '\0' && !read_assignment(&reader, file))
			return false;
	}
	return true;
}

bool
param_file_parse(ParamFile *file, const char *content, size_t length,
				 StringInfo error)
{
	bool		ok;

	memset(file, 0, sizeof(*file));
	if (strlen(content) != length)
	{
		appendStringInfoString(error, "it holds a NUL byte");
		return false;
	}
	if (pg_encoding_verifymbstr(PG_UTF8, content, length) != (int) length)
	{
		appendStringInfoString(error, "it is not UTF-8");
		return false;
	}
	content = skip_byte_order_mark(content, &length);
	if (content[strspn(content, " \t\r\n")] == '{')
		ok = parse_json(file, content, length, error);
	else
		ok = parse_lines(file, content, error);
	ok = ok && check_unique(file, error);
	if (!ok)
		param_file_free(file);
	return ok;
}

void
param_file_read(ParamFile *file, const char *path)
{
	StringInfoData error;
	const char *name;
	size_t		length;
	char	   *content = read_path(path, &name, &length);

	initStringInfo(&error);
	if (!param_file_parse(file, content, length, &error))
		fail(EXIT_REFUSED,
			 "A file of parameters is a JSON object of strings, or lines KEY=VALUE as a shell reads them.",
			 "%s is not understood: %s", name, error.data);
	pg_free(error.data);
	pg_free(content);
}

void
append_env_value(StringInfo buffer, const char *value)
{
	if (value[strspn(value, PLAIN_CHARACTERS)] == '\0')
	{
		appendStringInfoString(buffer, value);
		return;
	}
	appendStringInfoChar(buffer, '\'');
	for (; *value != '\0'; value++)
	{
		if (*value == '\'')
			appendStringInfoString(buffer, "'\\''");
		else
			appendStringInfoChar(buffer, *value);
	}
	appendStringInfoChar(buffer, '\'');
}
