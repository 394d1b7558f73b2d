/*-------------------------------------------------------------------------
 *
 * change.h
 *	  What commands share that change something: their options, one
 *	  transaction, telling what changed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_CHANGE_H
#define FTF_COMMANDS_CHANGE_H

#include "cli/command.h"
#include "cli/compat.h"
#include "libpq-fe.h"

/* Only one command runs, so these are the options of whichever it is. */
typedef struct ChangeOptions
{
	const char *reason;
	const char *person;
	const char *if_revision;
	bool		yes;
} ChangeOptions;

extern ChangeOptions change_options;

#define REASON_OPTION \
	{"reason", 'm', OPTION_TEXT, &change_options.reason, "REASON", "why: stays in the history for good (required)"}
#define ACT_AS_OPTION \
	{"act-as", 0, OPTION_TEXT, &change_options.person, "NAME", "the person whom a service role changes it for"}
#define IF_REVISION_OPTION \
	{"if-revision", 0, OPTION_TEXT, &change_options.if_revision, "N", "refuse if a key changed after revision N"}
#define YES_OPTION \
	{"yes", 'y', OPTION_FLAG, &change_options.yes, NULL, "don't ask"}

/*
 * Rows of what changes, as these columns; revision is the same in all.  A
 * preview without changes is one row whose key is null.
 */
typedef enum ChangeColumn
{
	CHANGE_REVISION,
	CHANGE_KEY,
	CHANGE_OLD_VALUE,
	CHANGE_NEW_VALUE
} ChangeColumn;

/* The value, or NULL. */
extern const char *change_field(const PGresult *changes, int row,
								ChangeColumn column);

/* Ends with usage without -m. */
extern void require_reason(void);

/* --if-revision as it was given, after a look whether it is a number; or NULL. */
extern const char *if_revision_option(void);

/* Splits KEY=VALUE at its first '='; ends with usage if there is none. */
extern void split_assignment(const char *assignment, char **key, char **value);

/* Begins the transaction; names the person of --act-as. */
extern void begin_change(void);

/*
 * Sets keys to values, a NULL value removing the key; returns the revision.
 * That nothing is named twice and the like is the server's to check.
 */
extern char *apply_changes(const char *const *keys, const char *const *values,
						   int count, const char *if_revision);

/* What this transaction really changed when it made that revision. */
extern PGresult *read_changes(const char *revision);

/*
 * Ends the transaction and prints what it changed.  subject stands before each
 * key in lines for people, as in "definition of "; NULL: they saw the changes
 * before they agreed.
 */
extern void finish_change(const char *revision, const char *subject);

/* A preview that holds nothing to change. */
extern bool preview_is_empty(const PGresult *preview);

/*
 * Shows a preview on standard error and asks, unless it holds nothing or
 * --yes was given.  Ends with exit 1 if the answer is no.
 */
extern void agree_on(const PGresult *preview);

/*
 * Refuses with exit 5 and names who changed the key, or any if it is NULL,
 * after the revision.
 */
extern void fail_changed_since(const char *revision, const char *key) pg_attribute_noreturn();

#endif							/* FTF_COMMANDS_CHANGE_H */
