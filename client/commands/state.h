/*-------------------------------------------------------------------------
 *
 * state.h
 *	  A state of the parameters as people name it: a revision, a run, a file.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_STATE_H
#define FTF_COMMANDS_STATE_H

/* States that are no revisions: one that is a word, and how others begin. */
#define STATE_NOW "now"
#define TIME_PREFIX "@"
#define RUN_PREFIX "run:"
#define FILE_PREFIX "file:"

/* Texts are parameters for STATE_ENV; those that don't apply are NULL. */
typedef struct State
{
	const char *named;			/* as it was given */
	const char *revision;		/* of the store's parameters */
	const char *run;			/* run_id */
	const char *run_revision;	/* that the run took */
	char	   *parameters;		/* JSON: what a file holds */
} State;

/*
 * What N, @TIME, run:ID, file:PATH or now names; ends with usage if it is none
 * of them.  Nothing is read yet.
 */
extern void state_parse(State *state, const char *named);

/* Reads the file, or looks the run or time up, which must be there. */
extern void state_resolve(State *state);

/*
 * The head of the row r of finetune_runs as ftf_head() writes it: an anchor for
 * ftf_verify().
 */
#define RUN_HEAD \
	"coalesce((SELECT h.entry_id || ':' FROM @extschema@.ftf_config_history h" \
	" WHERE h.revision = r.revision AND h.hash = r.head), '') || encode(r.head, 'hex') AS head"

/* Ends if the run isn't there (exit 1) or does not verify (8). */
extern void state_check_run(const char *run_id);

/*
 * The parameters of a state as SQL, given the numbers of its texts: revision,
 * run, parameters.  Of a run, with its overrides.
 */
#define STATE_ENV(revision, run, parameters) \
	"CASE WHEN " revision "::bigint IS NOT NULL" \
	" THEN @extschema@.ftf_env_at(" revision "::bigint)" \
	" WHEN " run "::text IS NOT NULL" \
	" THEN (SELECT r.base_env || r.overrides FROM @extschema@.finetune_runs r" \
	"  WHERE r.run_id = " run "::text)" \
	" ELSE " parameters "::jsonb END"

#endif							/* FTF_COMMANDS_STATE_H */
