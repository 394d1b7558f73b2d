/*-------------------------------------------------------------------------
 *
 * state.c
 *	  A state of the parameters as people name it: a revision, a run, a file.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/number.h"
#include "cli/param_file.h"
#include "state.h"
#include "store/checked.h"
#include "store/connection.h"
#include "store/json_text.h"

/* Refuses a time before the first revision as ftf_env_at_time() does. */
static const char revision_at_sql[] =
"SELECT coalesce((SELECT h.revision FROM @extschema@.ftf_config_history h"
"  WHERE h.changed_at <= $1::timestamptz ORDER BY h.entry_id DESC LIMIT 1),"
" (SELECT 0 FROM @extschema@.ftf_env_at_time($1::timestamptz)))";

/* 0: nothing was ever changed. */
static const char current_sql[] =
"SELECT @extschema@.ftf_require('{}'::text[])";

static const char check_run_sql[] =
"SELECT count(*) FROM @extschema@.ftf_run_diff($1::text, $1::text)";

static const char run_revision_sql[] =
"SELECT r.revision FROM @extschema@.finetune_runs r WHERE r.run_id = $1::text";

/* What follows the prefix, or NULL. */
static const char *
after_prefix(const char *named, const char *prefix)
{
	size_t		length = strlen(prefix);

	return strncmp(named, prefix, length) == 0 ? named + length : NULL;
}

void
state_parse(State *state, const char *named)
{
	memset(state, 0, sizeof(*state));
	state->named = named;
	if (strcmp(named, STATE_NOW) == 0 || after_prefix(named, TIME_PREFIX) ||
		after_prefix(named, FILE_PREFIX))
		return;
	state->run = after_prefix(named, RUN_PREFIX);
	if (state->run != NULL)
		return;
	if (named[0] == '\0' || named[strspn(named, "0123456789")] != '\0')
		fail_usage("\"%s\" is neither a revision nor @TIME, run:ID, file:PATH or now", named);
	parse_number(named, "the revision");
	state->revision = named;
}

static void
read_file(State *state, const char *path)
{
	ParamFile	file;

	param_file_read(&file, path);
	state->parameters = json_pairs((const char *const *) file.keys,
								   (const char *const *) file.values, file.count);
	param_file_free(&file);
}

static void
resolve_now(State *state)
{
	char	   *current = must_query_value(current_sql, 0, NULL);

	if (strcmp(current, "0") != 0)
	{
		state->revision = current;
		return;
	}
	pg_free(current);
	state->parameters = json_pairs(NULL, NULL, 0);
}

void
state_check_run(const char *run_id)
{
	PQclear(must_query(check_run_sql, 1, &run_id));
}

static void
resolve_run(State *state)
{
	state_check_run(state->run);
	state->run_revision = must_query_value(run_revision_sql, 1, &state->run);
}

void
state_resolve(State *state)
{
	const char *time = after_prefix(state->named, TIME_PREFIX);
	const char *path = after_prefix(state->named, FILE_PREFIX);

	if (strcmp(state->named, STATE_NOW) == 0)
		resolve_now(state);
	else if (time != NULL && checked_time(time, "@TIME"))
		state->revision = must_query_value(revision_at_sql, 1, &time);
	else if (path != NULL)
		read_file(state, path);
	else if (state->run != NULL)
		resolve_run(state);
}
