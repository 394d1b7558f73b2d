/*-------------------------------------------------------------------------
 *
 * diff.c
 *	  What differs between two revisions or two runs: ftf_diff, ftf_run_diff.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "called.h"
#include "env.h"
#include "funcapi.h"
#include "history.h"
#include "rules/secret.h"
#include "run.h"
#include "statement.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(ftf_diff);
PG_FUNCTION_INFO_V1(ftf_run_diff);

#define RUN_DIFF_COLUMNS 8

/* One result row; NULL stands for SQL's null. */
typedef struct Difference
{
	text	   *key;
	text	   *value_a;
	text	   *value_b;
	const char *source;			/* only between runs */
	FtfKeySpan *change;			/* the last change between, or NULL */
} Difference;

static void
put_text(Datum *values, bool *nulls, int column, text *value)
{
	values[column] = PointerGetDatum(value);
	nulls[column] = value == NULL;
}

static void
emit(ReturnSetInfo *result, const Difference *difference)
{
	Datum		values[RUN_DIFF_COLUMNS] = {0};
	bool		nulls[RUN_DIFF_COLUMNS];
	FtfKeySpan *change = difference->change;
	int			column = 0;

	memset(nulls, true, sizeof(nulls));
	put_text(values, nulls, column++, difference->key);
	put_text(values, nulls, column++, difference->value_a);
	put_text(values, nulls, column++, difference->value_b);
	if (difference->source != NULL)
		put_text(values, nulls, column++,
				 cstring_to_text(difference->source));
	if (change != NULL)
	{
		values[column] = Int64GetDatum(change->revision);
		nulls[column++] = false;
		put_text(values, nulls, column++, change->person);
		put_text(values, nulls, column++, change->reason);
		values[column] = TimestampTzGetDatum(change->changed_at);
		nulls[column] = false;
	}
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static int
by_key(const ListCell *a, const ListCell *b)
{
	const Difference *x = lfirst(a);
	const Difference *y = lfirst(b);

	return ftf_str_compare(ftf_str(x->key), ftf_str(y->key));
}

static void
emit_sorted(FunctionCallInfo fcinfo, List *differences)
{
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	list_sort(differences, by_key);
	foreach(lc, differences)
		emit((ReturnSetInfo *) fcinfo->resultinfo, lfirst(lc));
}

/*
 * ftf_diff(from_revision bigint, to_revision bigint)
 *		returns table (key, from_value, to_value, revision, operator, reason,
 *		changed_at)
 */
Datum
ftf_diff(PG_FUNCTION_ARGS)
{
	Snapshot	snapshot = ftf_caller_snapshot();
	int64		from = ftf_arg_required_int64(fcinfo, 0, "from_revision");
	int64		to = ftf_arg_required_int64(fcinfo, 1, "to_revision");
	int64		current;
	List	   *differences = NIL;
	HASH_SEQ_STATUS status;
	FtfKeySpan *span;

	ftf_remember_called(fcinfo);
	current = ftf_store_read(snapshot)->revision;
	ftf_check_revision(from, current);
	ftf_check_revision(to, current);

	hash_seq_init(&status, ftf_history_spans(Min(from, to), Max(from, to),
											 snapshot));
	while ((span = hash_seq_search(&status)) != NULL)
	{
		Difference *difference;

		if (ftf_text_equal(span->before, span->after))
			continue;
		difference = palloc0(sizeof(Difference));
		difference->key = cstring_to_text(span->key);
		difference->value_a = from <= to ? span->before : span->after;
		difference->value_b = from <= to ? span->after : span->before;
		difference->change = span;
		differences = lappend(differences, difference);
	}
	emit_sorted(fcinfo, differences);
	PG_RETURN_NULL();
}

/* A run and what it ran with. */
typedef struct RunEnv
{
	FtfRun		run;
	Jsonb	   *effective;
} RunEnv;

static void
read_run(FunctionCallInfo fcinfo, int n, const char *name, RunEnv *result)
{
	text	   *run_id = ftf_arg_required_text(fcinfo, n, name);
	Snapshot	snapshot = ftf_caller_snapshot();

	if (!ftf_run_find(run_id, snapshot, &result->run))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("run \"%s\" has no snapshot",
						ftf_shown(ftf_str(run_id))),
				 errhint("SELECT run_id FROM finetune_runs ORDER BY taken_at DESC lists the runs.")));
	result->effective = ftf_env_merge(ftf_run_base_env(&result->run, snapshot),
									  result->run.overrides);
}

static text *
env_text(Jsonb *env, FtfStr key)
{
	FtfStr		value;

	return ftf_env_find(env, key, &value) ? ftf_str_text(value) : NULL;
}

/* The differences, with that of the key added if there is one. */
static List *
compare_key(List *differences, RunEnv *a, RunEnv *b, HTAB *spans, FtfStr key)
{
	text	   *value_a = env_text(a->effective, key);
	text	   *value_b = env_text(b->effective, key);
	Difference *difference;
	FtfStr		ignored;

	if (ftf_text_equal(value_a, value_b))
		return differences;
	difference = palloc0(sizeof(Difference));
	difference->key = ftf_str_text(key);
	difference->value_a = value_a;
	difference->value_b = value_b;
	if (ftf_env_find(a->run.overrides, key, &ignored) ||
		ftf_env_find(b->run.overrides, key, &ignored))
		difference->source = "override";
	else
	{
		difference->source = "base_env";
		difference->change = hash_search(spans,
										 text_to_cstring(difference->key),
										 HASH_FIND, NULL);
	}
	return lappend(differences, difference);
}

/*
 * ftf_run_diff(run_a text, run_b text)
 *		returns table (key, value_a, value_b, source, revision, operator,
 *		reason, changed_at)
 */
Datum
ftf_run_diff(PG_FUNCTION_ARGS)
{
	RunEnv		a;
	RunEnv		b;
	HTAB	   *spans;
	List	   *differences = NIL;
	FtfEnvIterator item;
	FtfStr		ignored;

	ftf_remember_called(fcinfo);
	read_run(fcinfo, 0, "run_a", &a);
	read_run(fcinfo, 1, "run_b", &b);
	spans = ftf_history_spans(Min(a.run.revision, b.run.revision),
							  Max(a.run.revision, b.run.revision),
							  ftf_caller_snapshot());
	ftf_env_iterate(a.effective, &item);
	while (ftf_env_next(&item))
		differences = compare_key(differences, &a, &b, spans, item.key);
	ftf_env_iterate(b.effective, &item);
	while (ftf_env_next(&item))
		if (!ftf_env_find(a.effective, item.key, &ignored))
			differences = compare_key(differences, &a, &b, spans, item.key);
	emit_sorted(fcinfo, differences);
	PG_RETURN_NULL();
}
