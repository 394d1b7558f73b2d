/*-------------------------------------------------------------------------
 *
 * replay.c
 *	  The state that a history leads to, entry by entry.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "env.h"
#include "replay.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"

typedef struct Held
{
	char		key[FTF_KEY_MAX_BYTES + 1]; /* hash key */
	text	   *value;
	bool		met;			/* asked for since it was replaced */
} Held;

struct FtfReplay
{
	MemoryContext context;
	HTAB	   *parameters;
	HTAB	   *definitions;
	text	   *prefixes;		/* NULL before genesis */
};

static HTAB *
make_table(const char *name)
{
	HASHCTL		ctl = {0};

	ctl.keysize = FTF_KEY_MAX_BYTES + 1;
	ctl.entrysize = sizeof(Held);
	ctl.hcxt = CurrentMemoryContext;
	return hash_create(name, 256, &ctl,
					   HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
}

FtfReplay *
ftf_replay_begin(void)
{
	FtfReplay  *replay = palloc0(sizeof(FtfReplay));

	replay->context = CurrentMemoryContext;
	replay->parameters = make_table("ftf_config replayed parameters");
	replay->definitions = make_table("ftf_config replayed definitions");
	return replay;
}

static text *
copy_text(FtfReplay *replay, text *value)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(replay->context);
	text	   *copy = ftf_text_copy(value);

	MemoryContextSwitchTo(oldcontext);
	return copy;
}

static char *
entry_name(const FtfEntry *entry)
{
	return psprintf("entry %lld", (long long) entry->entry_id);
}

/* Replace a key's value in the table; new_value NULL removes it. */
static void
replace(FtfReplay *replay, HTAB *table, const FtfEntry *entry,
		FtfFindings *findings)
{
	char	   *key = text_to_cstring(entry->key);
	Held	   *held;
	bool		found;

	if (strlen(key) > FTF_KEY_MAX_BYTES)
	{
		ftf_finding(findings, FTF_TAMPERED, "entry", entry_name(entry),
					"Its key is longer than a key can be.");
		return;
	}
	held = hash_search(table, key, HASH_FIND, NULL);
	if (!ftf_text_equal(held == NULL ? NULL : held->value, entry->old_value))
		ftf_finding(findings, FTF_TAMPERED, "replay", entry_name(entry),
					psprintf("The old_value of %s is not its value before this entry.",
							 ftf_shown(ftf_str(entry->key))));
	if (entry->new_value == NULL)
	{
		if (held != NULL)
			pfree(held->value);
		hash_search(table, key, HASH_REMOVE, NULL);
		return;
	}
	held = hash_search(table, key, HASH_ENTER, &found);
	if (found)
		pfree(held->value);
	held->value = copy_text(replay, entry->new_value);
	held->met = false;
}

static void
replace_prefixes(FtfReplay *replay, const FtfEntry *entry,
				 FtfFindings *findings)
{
	if (!ftf_text_equal(replay->prefixes, entry->old_value))
		ftf_finding(findings, FTF_TAMPERED, "replay", entry_name(entry),
					"Its old_value is not the prefixes before this entry.");
	replay->prefixes = copy_text(replay, entry->new_value);
}

void
ftf_replay_entry(FtfReplay *replay, const FtfEntry *entry,
				 FtfFindings *findings)
{
	char	   *kind = text_to_cstring(entry->kind);
	bool		removes = strcmp(kind, "unset") == 0 ||
		strcmp(kind, "undefine") == 0;
	bool		parameter = strcmp(kind, "set") == 0 ||
		strcmp(kind, "unset") == 0;
	bool		definition = strcmp(kind, "define") == 0 ||
		strcmp(kind, "undefine") == 0;

	if (strcmp(kind, "genesis") == 0 || strcmp(kind, "govern") == 0)
		replace_prefixes(replay, entry, findings);
	else if ((parameter || definition) && entry->key != NULL &&
			 removes == (entry->new_value == NULL))
		replace(replay, parameter ? replay->parameters : replay->definitions,
				entry, findings);
	else if (strcmp(kind, "restored") != 0)
		ftf_finding(findings, FTF_TAMPERED, "entry", entry_name(entry),
					"No function makes an entry of this kind.");
}

Jsonb *
ftf_replay_env(FtfReplay *replay)
{
	FtfEnvBuilder env;
	HASH_SEQ_STATUS status;
	Held	   *held;

	ftf_env_build(&env);
	hash_seq_init(&status, replay->parameters);
	while ((held = hash_seq_search(&status)) != NULL)
		ftf_env_add(&env, ftf_str_c(held->key), ftf_str(held->value));
	return ftf_env_built(&env);
}

text *
ftf_replay_meet_definition(FtfReplay *replay, text *key, bool *again)
{
	FtfStr		name = ftf_str(key);
	Held	   *held = NULL;

	*again = false;
	if (name.len <= FTF_KEY_MAX_BYTES)
		held = hash_search(replay->definitions, text_to_cstring(key),
						   HASH_FIND, NULL);
	if (held == NULL)
		return NULL;
	*again = held->met;
	held->met = true;
	return held->value;
}

static int
compare_texts(const ListCell *a, const ListCell *b)
{
	return ftf_str_compare(ftf_str(lfirst(a)), ftf_str(lfirst(b)));
}

List *
ftf_replay_unmet_definitions(FtfReplay *replay)
{
	List	   *keys = NIL;
	HASH_SEQ_STATUS status;
	Held	   *held;

	hash_seq_init(&status, replay->definitions);
	while ((held = hash_seq_search(&status)) != NULL)
		if (!held->met)
			keys = lappend(keys, cstring_to_text(held->key));
	list_sort(keys, compare_texts);
	return keys;
}

text *
ftf_replay_prefixes(FtfReplay *replay)
{
	return replay->prefixes;
}
