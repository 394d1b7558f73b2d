/*-------------------------------------------------------------------------
 *
 * env.c
 *	  Sets of parameters: JSONB objects of strings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "compat.h"
#include "env.h"
#include "errors.h"
#include "libpq/pqformat.h"
#include "names.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"
#include "withhold.h"

#define ENV_DOMAIN "ftf_config env 1"

void
ftf_env_iterate(Jsonb *env, FtfEnvIterator *iterator)
{
	JsonbValue	unused;

	iterator->it = JsonbIteratorInit(&env->root);
	(void) JsonbIteratorNext(&iterator->it, &unused, true);
}

bool
ftf_env_next(FtfEnvIterator *iterator)
{
	JsonbValue	item;

	if (JsonbIteratorNext(&iterator->it, &item, true) != WJB_KEY)
		return false;
	iterator->key = ftf_str_jsonb(&item);
	(void) JsonbIteratorNext(&iterator->it, &item, true);
	iterator->is_null = item.type == jbvNull;
	if (item.type == jbvString)
		iterator->value = ftf_str_jsonb(&item);
	else
		iterator->value = ftf_str_c("");
	return true;
}

bool
ftf_env_find(Jsonb *env, FtfStr key, FtfStr *value)
{
	JsonbValue	item;

	if (getKeyJsonValueFromContainer(&env->root, key.data, key.len,
									 &item) == NULL ||
		item.type != jbvString)
		return false;
	*value = ftf_str_jsonb(&item);
	return true;
}

int
ftf_env_size(Jsonb *env)
{
	return JB_ROOT_COUNT(env);
}

/* Strings stand side by side, without padding. */
int64
ftf_env_bytes(Jsonb *env)
{
	return (int64) VARSIZE(env) - offsetof(Jsonb, root.children) -
		2 * (int64) JB_ROOT_COUNT(env) * sizeof(JEntry);
}

void
ftf_env_build(FtfEnvBuilder *builder)
{
	builder->state = NULL;
	pushJsonbValue(&builder->state, WJB_BEGIN_OBJECT, NULL);
}

static void
add_key(FtfEnvBuilder *builder, FtfStr key)
{
	JsonbValue	item;

	item.type = jbvString;
	item.val.string.val = unconstify(char *, key.data);
	item.val.string.len = key.len;
	pushJsonbValue(&builder->state, WJB_KEY, &item);
}

void
ftf_env_add(FtfEnvBuilder *builder, FtfStr key, FtfStr value)
{
	JsonbValue	item;

	add_key(builder, key);
	item.type = jbvString;
	item.val.string.val = unconstify(char *, value.data);
	item.val.string.len = value.len;
	pushJsonbValue(&builder->state, WJB_VALUE, &item);
}

void
ftf_env_add_null(FtfEnvBuilder *builder, FtfStr key)
{
	JsonbValue	item;

	add_key(builder, key);
	item.type = jbvNull;
	pushJsonbValue(&builder->state, WJB_VALUE, &item);
}

Jsonb *
ftf_env_built(FtfEnvBuilder *builder)
{
	return JsonbValueToJsonb(pushJsonbValue(&builder->state, WJB_END_OBJECT,
											NULL));
}

/* JSONB's order of an object's keys. */
static int
compare_keys(FtfStr a, FtfStr b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return memcmp(a.data, b.data, a.len);
}

/* Both sides are in order, and so is the result: no sorting, no look-ups. */
Jsonb *
ftf_env_merge(Jsonb *base, Jsonb *changes)
{
	FtfEnvBuilder merged;
	FtfEnvIterator old;
	FtfEnvIterator new;
	bool		more_old;
	bool		more_new;

	ftf_env_build(&merged);
	ftf_env_iterate(base, &old);
	ftf_env_iterate(changes, &new);
	more_old = ftf_env_next(&old);
	more_new = ftf_env_next(&new);
	while (more_old || more_new)
	{
		int			order = !more_new ? -1 : !more_old ? 1 :
			compare_keys(old.key, new.key);

		if (order < 0)
			ftf_env_add(&merged, old.key, old.value);
		else if (!new.is_null)
			ftf_env_add(&merged, new.key, new.value);
		if (order <= 0)
			more_old = ftf_env_next(&old);
		if (order >= 0)
			more_new = ftf_env_next(&new);
	}
	return ftf_env_built(&merged);
}

static void
add_all(FtfEnvBuilder *builder, Jsonb *changes)
{
	FtfEnvIterator item;

	ftf_env_iterate(changes, &item);
	while (ftf_env_next(&item))
	{
		if (item.is_null)
			ftf_env_add_null(builder, item.key);
		else
			ftf_env_add(builder, item.key, item.value);
	}
}

/* JSONB keeps the last of what one key is given. */
Jsonb *
ftf_env_overlay(Jsonb *first, Jsonb *second)
{
	FtfEnvBuilder builder;

	ftf_env_build(&builder);
	add_all(&builder, first);
	add_all(&builder, second);
	return ftf_env_built(&builder);
}

bool
ftf_is_env(Jsonb *value)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	item;

	if (!JB_ROOT_IS_OBJECT(value))
		return false;
	it = JsonbIteratorInit(&value->root);
	(void) JsonbIteratorNext(&it, &item, true);
	while ((token = JsonbIteratorNext(&it, &item, true)) != WJB_DONE)
		if (token == WJB_VALUE && item.type != jbvString)
			return false;
	return true;
}

bool
ftf_env_equal(Jsonb *a, Jsonb *b)
{
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

static void
append_string(StringInfo buf, FtfStr value)
{
	pq_sendint32(buf, value.len);
	appendBinaryStringInfo(buf, value.data, value.len);
}

void
ftf_env_hash(Jsonb *env, FtfHash *hash)
{
	StringInfoData buf;
	FtfEnvIterator item;

	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, ENV_DOMAIN, sizeof(ENV_DOMAIN));
	ftf_env_iterate(env, &item);
	while (ftf_env_next(&item))
	{
		append_string(&buf, item.key);
		append_string(&buf, item.value);
	}
	ftf_sha256(buf.data, buf.len, hash);
	pfree(buf.data);
}

static const char *
json_type_name(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvNull:
			return "null";
		case jbvNumeric:
			return "a number";
		case jbvBool:
			return "a boolean";
		case jbvBinary:
			return JsonContainerIsArray(value->val.binary.data) ?
				"an array" : "an object";
		default:
			return "no string";
	}
}

void
ftf_env_check_shape(Jsonb *value, bool nulls_allowed, const char *what)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	item;
	FtfStr		key = {NULL, 0};
	FtfFault	fault;

	if (!JB_ROOT_IS_OBJECT(value))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s must be a JSON object", what),
				 errhint("Give keys and values, as in {\"CVN_ATR_PERIOD\": \"21\"}.")));
	if (!ftf_judge_env_bytes(psprintf("%s is", what), ftf_env_bytes(value), &fault))
		ftf_refuse(&fault);

	it = JsonbIteratorInit(&value->root);
	(void) JsonbIteratorNext(&it, &item, true);
	while ((token = JsonbIteratorNext(&it, &item, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = ftf_str_jsonb(&item);
		if (token != WJB_VALUE || item.type == jbvString ||
			(nulls_allowed && item.type == jbvNull))
			continue;
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("value of \"%s\" in %s is %s", ftf_shown(key),
						what, json_type_name(&item)),
				 errdetail("Values are strings, kept byte for byte; consumers convert them."),
				 errhint("Put the value in double quotes.")));
	}
}

/* Names of one object's members, innermost object first. */
typedef struct ObjectNames
{
	FtfNames   *names;
	struct ObjectNames *outer;
} ObjectNames;

typedef struct DuplicateCheck
{
	const char *what;
	ObjectNames *innermost;
} DuplicateCheck;

static ftf_json_action_result
enter_object(void *state)
{
	DuplicateCheck *check = state;
	ObjectNames *object = palloc(sizeof(ObjectNames));

	object->names = ftf_names_create();
	object->outer = check->innermost;
	check->innermost = object;
	FTF_JSON_ACTION_DONE;
}

static ftf_json_action_result
leave_object(void *state)
{
	DuplicateCheck *check = state;

	ftf_names_destroy(check->innermost->names);
	check->innermost = check->innermost->outer;
	FTF_JSON_ACTION_DONE;
}

static ftf_json_action_result
enter_member(void *state, char *name, bool isnull)
{
	DuplicateCheck *check = state;

	if (!ftf_names_add(check->innermost->names, name))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s names \"%s\" twice", check->what,
						ftf_shown(ftf_str_c(name))),
				 errhint("Name each key once.")));
	FTF_JSON_ACTION_DONE;
}

/*
 * Text that can't be checked must not reach the log with an error either.  An
 * error of ours says no more of it than may be said.
 */
static void
withhold_text(void *arg)
{
	ftf_withhold_statement();
	if (geterrcode() != ERRCODE_FTF_NOT_ADMITTED)
		errdetail("The text is not repeated here, since it may hold a secret.");
}

/* What it holds is not known, so that it must not reach the log. */
static void
refuse_long_text(text *json, const char *what, int64 max_bytes)
{
	if ((int64) VARSIZE_ANY_EXHDR(json) > max_bytes)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s is too long", what),
				 errdetail("It has %lld bytes of JSON text; at most %lld are read.",
						   (long long) VARSIZE_ANY_EXHDR(json), (long long) max_bytes),
				 errhidestmt(true), errhidecontext(true)));
}

Jsonb *
ftf_json_without_duplicates(text *json, const char *what, int max_bytes)
{
	JsonLexContext *lexer;
	DuplicateCheck check = {what, NULL};
	JsonSemAction actions = {0};
	ErrorContextCallback withhold = {error_context_stack, withhold_text, NULL};
	Jsonb	   *parsed;

	refuse_long_text(json, what, (int64) max_bytes * FTF_JSON_MAX_FACTOR);
	lexer = ftf_json_lexer(json);
	actions.semstate = &check;
	actions.object_start = enter_object;
	actions.object_end = leave_object;
	actions.object_field_start = enter_member;

	error_context_stack = &withhold;
	pg_parse_json_or_ereport(lexer, &actions);
	parsed = DatumGetJsonbP(DirectFunctionCall1(jsonb_in,
												CStringGetDatum(text_to_cstring(json))));
	error_context_stack = withhold.previous;
	return parsed;
}
