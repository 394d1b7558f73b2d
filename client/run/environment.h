/*-------------------------------------------------------------------------
 *
 * environment.h
 *	  The environment that a run's command gets.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RUN_ENVIRONMENT_H
#define FTF_RUN_ENVIRONMENT_H

#include "cli/param_file.h"
#include "fe_utils/simple_list.h"

/* What a run's command is given; a NULL becomes no variable. */
typedef struct RunInput
{
	ParamFile	parameters;
	SimpleStringList prefixes;	/* that are governed */
	const char *run_id;
	const char *revision;
	const char *head;
	const char *source;
} RunInput;

/* Entries NAME=VALUE in the order in which the command sees them. */
typedef struct Environment
{
	int			count;
	char	  **entries;		/* NULL-terminated */
	const ParamFile *parameters;	/* that are among them */
} Environment;

/*
 * Our own environment with the parameters and FTF_ variables in place.  A
 * governed variable that is there already and isn't what input says ends the
 * process with exit 4, all of them named; with drop_inherited it is left out.
 */
extern void environment_lay(Environment *environment, const RunInput *input,
							bool drop_inherited);

/* The value, or NULL; of a name that is there twice, the one getenv finds. */
extern const char *environment_get(const Environment *environment,
								   const char *name);

/* Replaces or adds a variable; NULL removes it. */
extern void environment_set(Environment *environment, const char *name,
							const char *value);

#endif							/* FTF_RUN_ENVIRONMENT_H */
