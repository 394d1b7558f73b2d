/*-------------------------------------------------------------------------
 *
 * ignore.c
 *	  What .gitignore files exclude.
 *
 * A pattern is split at its slashes into segments, and a segment at its stars
 * into pieces, so that fnmatch(3) is only asked about texts of a fixed length:
 * a pattern of many stars costs no more than its length times the path's.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fnmatch.h>
#include <locale.h>

#include "cli/file.h"
#include "ignore.h"

/* Between stars: as many bytes of a name as it has atoms. */
typedef struct Piece
{
	char	   *pattern;
	size_t		atoms;
} Piece;

typedef struct Segment
{
	bool		any_depth;		/* "**": any number of segments */
	bool		never;			/* not well-formed: matches nothing */
	int			piece_count;
	Piece	   *pieces;			/* a star between each and the next */
} Segment;

typedef struct IgnorePattern
{
	bool		negated;
	bool		only_directories;
	bool		only_name;		/* matched with the last segment of paths */
	int			segment_count;
	Segment    *segments;
} IgnorePattern;

struct IgnoreList
{
	const IgnoreList *parent;
	size_t		base;
	int			count;
	IgnorePattern *patterns;
};

/* The length of the bracket expression here; 0 if it doesn't end. */
static size_t
bracket_length(const char *at, const char *end)
{
	const char *start = at++;

	if (at < end && (*at == '!' || *at == '^'))
		at++;
	for (bool first = true; at < end; first = false)
	{
		const char *class_end;

		if (*at == ']' && !first)
			return at + 1 - start;
		if (*at == '\\')
			at++;
		else if (*at == '[' && at + 1 < end && at[1] == ':' &&
				 (class_end = memmem(at + 2, end - at - 2, ":]", 2)) != NULL)
			at = class_end + 1;
		at++;
	}
	return 0;
}

/* The length of what matches one byte at this place; 0: not well-formed. */
static size_t
atom_length(const char *at, const char *end)
{
	if (*at == '\\')
		return at + 1 < end ? 2 : 0;
	return *at == '[' ? bracket_length(at, end) : 1;
}

static void
add_piece(Segment *segment, const char *start, const char *end, size_t atoms)
{
	int			count = segment->piece_count++;

	if ((count & (count - 1)) == 0)
		segment->pieces = pg_realloc_array(segment->pieces, Piece, Max(1, 2 * count));
	segment->pieces[count].pattern = pnstrdup(start, end - start);
	segment->pieces[count].atoms = atoms;
}

static void
parse_segment(Segment *segment, const char *start, const char *end)
{
	const char *piece = start;
	size_t		atoms = 0;

	memset(segment, 0, sizeof(*segment));
	segment->any_depth = end - start >= 2 &&
		strspn(start, "*") >= (size_t) (end - start);
	for (const char *at = start; at < end;)
	{
		size_t		length;

		if (*at == '*')
		{
			add_piece(segment, piece, at, atoms);
			piece = ++at;
			atoms = 0;
			continue;
		}
		length = atom_length(at, end);
		if (length == 0)
		{
			segment->never = true;
			length = end - at;
		}
		at += length;
		atoms++;
	}
	add_piece(segment, piece, end, atoms);
}

/*
 * The next slash, or the backslash before it; NULL if there is none.  Those in
 * brackets are none, and match nothing.
 */
static const char *
find_slash(const char *at, const char *end)
{
	while (at < end && *at != '/' && !(*at == '\\' && at + 1 < end && at[1] == '/'))
		at += Max(atom_length(at, end), 1);
	return at < end ? at : NULL;
}

/* start to end is the pattern without !, and without a slash at either end. */
static void
parse_segments(IgnorePattern *pattern, const char *start, const char *end)
{
	for (;;)
	{
		const char *slash = find_slash(start, end);
		int			count = pattern->segment_count++;

		if ((count & (count - 1)) == 0)
			pattern->segments = pg_realloc_array(pattern->segments, Segment, Max(1, 2 * count));
		parse_segment(&pattern->segments[count], start, slash ? slash : end);
		if (slash == NULL)
			break;
		start = slash + (*slash == '\\' ? 2 : 1);
	}
}

/* Blanks at the end don't count, but behind a backslash. */
static const char *
trim_blanks(const char *start, const char *end)
{
	const char *kept = start;

	for (const char *at = start; at < end; at++)
	{
		if (*at == '\\' && at + 1 < end)
			kept = ++at + 1;
		else if (*at != ' ')
			kept = at + 1;
	}
	return kept;
}

/* False: the line holds no pattern. */
static bool
parse_line(IgnorePattern *pattern, const char *start, const char *end)
{
	memset(pattern, 0, sizeof(*pattern));
	if (end > start && end[-1] == '\r')
		end--;
	if (start == end || *start == '#')
		return false;
	end = trim_blanks(start, end);
	if (start < end && *start == '!')
	{
		pattern->negated = true;
		start++;
	}
	if (start < end && end[-1] == '/')
	{
		pattern->only_directories = true;
		end--;
	}
	if (start == end)
		return false;
	pattern->only_name = memchr(start, '/', end - start) == NULL;
	if (*start == '/')
		start++;
	parse_segments(pattern, start, end);
	return true;
}

IgnoreList *
ignore_list_parse(const char *content, size_t length, size_t base, const IgnoreList *parent)
{
	IgnoreList *list = pg_malloc0(sizeof(IgnoreList));
	const char *end = content + length;

	list->base = base;
	list->parent = parent;
	content = skip_byte_order_mark(content, &length);
	while (content < end)
	{
		const char *newline = memchr(content, '\n', end - content);
		const char *line_end = newline ? newline : end;

		if ((list->count & (list->count - 1)) == 0)
			list->patterns = pg_realloc_array(list->patterns, IgnorePattern,
											  Max(1, 2 * list->count));
		if (parse_line(&list->patterns[list->count], content, line_end))
			list->count++;
		content = newline ? newline + 1 : end;
	}
	return list;
}

void
ignore_list_free(IgnoreList *list)
{
	if (list == NULL)
		return;
	for (int i = 0; i < list->count; i++)
	{
		IgnorePattern *pattern = &list->patterns[i];

		for (int j = 0; j < pattern->segment_count; j++)
		{
			for (int k = 0; k < pattern->segments[j].piece_count; k++)
				pg_free(pattern->segments[j].pieces[k].pattern);
			pg_free(pattern->segments[j].pieces);
		}
		pg_free(pattern->segments);
	}
	pg_free(list->patterns);
	pg_free(list);
}

static bool
piece_matches(const Piece *piece, const char *name)
{
	char		small[256];
	char	   *copy = small;
	bool		matches;

	if (piece->atoms >= sizeof(small))
		copy = pg_malloc(piece->atoms + 1);
	memcpy(copy, name, piece->atoms);
	copy[piece->atoms] = '\0';
	matches = fnmatch(piece->pattern, copy, 0) == 0;
	if (copy != small)
		pg_free(copy);
	return matches;
}

/* The first piece at the start, the last at the end, others as early as can be. */
static bool
segment_matches(const Segment *segment, const char *name, size_t length)
{
	const Piece *last = &segment->pieces[segment->piece_count - 1];
	size_t		at = segment->pieces[0].atoms;

	if (segment->never || at > length || !piece_matches(&segment->pieces[0], name))
		return false;
	if (segment->piece_count == 1)
		return at == length;
	for (const Piece *piece = segment->pieces + 1; piece < last; piece++)
	{
		while (at + piece->atoms <= length && !piece_matches(piece, name + at))
			at++;
		at += piece->atoms;
	}
	return at + last->atoms <= length && piece_matches(last, name + length - last->atoms);
}

static size_t
segment_end(const char *path)
{
	return strcspn(path, "/");
}

/*
 * As with stars in a segment, only the last "**" that was passed needs to be
 * tried with more segments of the path.
 */
static bool
path_matches(const IgnorePattern *pattern, const char *path)
{
	int			i = 0;
	int			retry = -1;
	const char *retry_path = NULL;

	while (*path != '\0')
	{
		size_t		length = segment_end(path);

		if (i < pattern->segment_count && pattern->segments[i].any_depth)
		{
			if (i == pattern->segment_count - 1)
				return true;	/* what is below */
			retry = i++;
			retry_path = path;
			continue;
		}
		if (i < pattern->segment_count && segment_matches(&pattern->segments[i], path, length))
		{
			i++;
			path += length;
		}
		else if (retry >= 0)
		{
			i = retry + 1;
			path = retry_path + segment_end(retry_path);
			if (*path == '/')
				path++;
			retry_path = path;
			continue;
		}
		else
			return false;
		if (*path == '/')
			path++;
	}
	return i == pattern->segment_count;
}

bool
ignore_list_excludes(const IgnoreList *list, const char *path, bool is_directory)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	for (; list != NULL; list = list->parent)
	{
		for (int i = list->count - 1; i >= 0; i--)
		{
			const IgnorePattern *pattern = &list->patterns[i];

			if (pattern->only_directories && !is_directory)
				continue;
			if (pattern->only_name ?
				segment_matches(&pattern->segments[0], name, strlen(name)) :
				path_matches(pattern, path + list->base))
				return !pattern->negated;
		}
	}
	return false;
}
