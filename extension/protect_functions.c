/*-------------------------------------------------------------------------
 *
 * protect_functions.c
 *	  Functions that are not those that ftf_config made, that take the place of
 *	  one, or that anyone may execute.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "function_faults.h"
#include "protect_functions.h"
#include "utils/regproc.h"

typedef const char *(*Check) (const FtfFunction *function);

/* A line for each fault; true if there is none. */
static bool
check_each(FtfReport *report, FtfGuard guard, Check check)
{
	bool		holds = true;

	for (const FtfFunction *function = ftf_next_function(NULL);
		 function != NULL; function = ftf_next_function(function))
	{
		const char *fault = check(function);

		if (fault == NULL)
			continue;
		holds = false;
		ftf_report(report, guard, ftf_function_signature(function), fault, NULL);
	}
	return holds;
}

/* A line for each function of others; namesakes among ours are neighbours. */
static bool
check_strangers(FtfReport *report)
{
	bool		holds = true;
	const char *name = "";

	for (const FtfFunction *function = ftf_next_function(NULL);
		 function != NULL; function = ftf_next_function(function))
	{
		List	   *strangers = strcmp(function->name, name) == 0 ? NIL :
			ftf_function_strangers(function);
		ListCell   *lc;

		name = function->name;
		foreach(lc, strangers)
		{
			holds = false;
			ftf_report(report, FTF_GUARD_FUNCTION,
					   format_procedure(lfirst_oid(lc)),
					   "It is not part of the extension but has the name of a function that is, and can be called in its place.",
					   NULL);
		}
	}
	return holds;
}

void
ftf_protect_functions(FtfReport *report)
{
	bool		ours = check_each(report, FTF_GUARD_FUNCTION,
								  ftf_function_fault);

	if (check_strangers(report) && ours)
		ftf_report(report, FTF_GUARD_FUNCTION, FTF_EXTENSION_OBJECT, NULL,
				   "Its functions are those that ftf_config made.");
	if (check_each(report, FTF_GUARD_PRIVILEGE, ftf_function_privilege_fault))
		ftf_report(report, FTF_GUARD_PRIVILEGE, FTF_EXTENSION_OBJECT, NULL,
				   "PUBLIC may execute none of its functions, which superusers own.");
}
