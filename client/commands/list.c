/*-------------------------------------------------------------------------
 *
 * list.c
 *	  ftf list: parameters, and who changed them last.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/exit_codes.h"
#include "cli/output.h"
#include "commands.h"
#include "store/checked.h"
#include "store/rows.h"

/*
 * The last change of each key is one look into an index, so that the cost
 * grows with the parameters and not with the history.  A pattern becomes
 * LIKE's, with its own special characters escaped by !; it is compared in
 * small letters by the rules of C, which know ASCII wherever the database is
 * (in Turkish, I and i are two letters), and by those of the database.
 */
static const char list_sql[] =
"SELECT e.key, e.value, p.category, h.changed_at, h.operator, h.reason"
" FROM (SELECT j.key, j.value FROM jsonb_each_text(@extschema@.ftf_env()) j) e"
" LEFT JOIN @extschema@.ftf_parameter p ON p.key = e.key"
" LEFT JOIN LATERAL (SELECT c.changed_at, c.operator, c.reason"
"  FROM @extschema@.ftf_config_history c"
"  WHERE c.key = e.key AND c.kind IN ('set', 'unset')"
"  ORDER BY c.revision DESC LIMIT 1) h ON true"
" CROSS JOIN (SELECT CASE"
"   WHEN strpos(l.literal, '*') > 0 OR strpos(l.literal, '?') > 0"
"   THEN translate(l.literal, '*?', '%_')"
"   ELSE '%' || l.literal || '%' END AS pattern"
"  FROM (SELECT replace(replace(replace($1::text,"
"   '!', '!!'), '%', '!%'), '_', '!_') AS literal) l) w"
" WHERE (w.pattern IS NULL OR EXISTS (SELECT"
"   FROM unnest(ARRAY[e.key, e.value, p.description]) f"
"   WHERE lower(f COLLATE \"C\") LIKE lower(w.pattern COLLATE \"C\") ESCAPE '!'"
"   OR lower(f) LIKE lower(w.pattern) ESCAPE '!'))"
" AND ($2::text IS NULL OR lower(p.category) = lower($2::text))"
" AND ($3::timestamptz IS NULL OR h.changed_at >= $3::timestamptz)"
" ORDER BY e.key COLLATE \"C\"";

static const char *category;
static const char *changed_since;

static int
list(int argc, char **argv)
{
	const char *params[] = {argv[0], category, checked_time(changed_since, "--changed-since")};

	if (print_query_paged(list_sql, lengthof(params), params) == 0 && !told_empty())
		say("no parameter is like that");
	return EXIT_DONE;
}

static const Option options[] = {
	{"category", 0, OPTION_TEXT, &category, "NAME", "only parameters whose definition has this category"},
	{"changed-since", 0, OPTION_TEXT, &changed_since, "TIME", "only parameters whose value changed at TIME or after it"},
	{0}
};

const Command list_command = {
	.name = "list",
	.arguments = "[PATTERN]",
	.summary = "list parameters, with the last change of each",
	.description =
	"PATTERN is looked for in key, value and description, in any case: as a part\n"
	"of them, or, where it holds * (any characters) or ? (one), as the whole.\n"
	"TIME is anything that PostgreSQL reads as one, such as \"2026-11-24 09:00\",\n"
	"yesterday or today.",
	.options = options,
	.max_arguments = 1,
	.completes = ARGUMENT_KEY,
	.run = list
};
