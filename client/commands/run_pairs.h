/*-------------------------------------------------------------------------
 *
 * run_pairs.h
 *	  SQL that compares each run of a list with the run before it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_RUN_PAIRS_H
#define FTF_COMMANDS_RUN_PAIRS_H

/* Newest first. */
#define RUN_ORDER(run) run ".taken_at DESC, " run ".run_id DESC"

/*
 * The rows of a list of runs (with run_id, revision, overrides, taken_at), each
 * with the run_id, revision and overrides of the next, which is the run before.
 */
#define RUN_PAIRS(list) \
	"SELECT n.*, lead(n.run_id) OVER w AS before_id," \
	" lead(n.revision) OVER w AS before_revision," \
	" lead(n.overrides) OVER w AS before_overrides" \
	" FROM " list " n WINDOW w AS (ORDER BY " RUN_ORDER("n") ")"

/*
 * In how many parameters pair p differs, by what the runs ran with; null where
 * there is none before.  Only keys that an override of either names, or that
 * changed between their revisions, can differ.  An empty object is added for
 * the parameters to be uncompressed once, not at each look into them.
 */
#define RUN_CHANGED_COUNT \
	"(SELECT count(*) FROM (SELECT a.base_env || '{}' AS env, b.base_env || '{}' AS before_env" \
	"   FROM @extschema@.finetune_runs a, @extschema@.finetune_runs b" \
	"   WHERE a.run_id = p.run_id AND b.run_id = p.before_id OFFSET 0) e" \
	"  CROSS JOIN LATERAL (SELECT jsonb_object_keys(p.overrides) AS key" \
	"   UNION SELECT jsonb_object_keys(p.before_overrides)" \
	"   UNION SELECT d.key FROM @extschema@.ftf_diff(p.before_revision, p.revision) d" \
	"    WHERE p.before_revision <> p.revision) k" \
	"  WHERE coalesce(p.overrides ->> k.key, e.env ->> k.key)" \
	"   IS DISTINCT FROM coalesce(p.before_overrides ->> k.key, e.before_env ->> k.key)" \
	"  HAVING p.before_id IS NOT NULL)"

#endif							/* FTF_COMMANDS_RUN_PAIRS_H */
