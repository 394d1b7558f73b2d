/*-------------------------------------------------------------------------
 *
 * protect_functions.c
 *	  Functions that are not those that ftf_config made, or that anyone may
 *	  execute.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "functions.h"
#include "protect.h"

typedef const char *(*Check) (const FtfFunction *function);

/* A line for each fault, or one that says that there is none. */
static void
check_each(FtfReport *report, FtfGuard guard, Check check, const char *sound)
{
	bool		holds = true;

	for (const FtfFunction *function = ftf_functions; function->name != NULL; function++)
	{
		const char *fault = check(function);

		if (fault == NULL)
			continue;
		holds = false;
		ftf_report(report, guard, ftf_function_signature(function), fault, NULL);
	}
	if (holds)
		ftf_report(report, guard, FTF_EXTENSION_OBJECT, NULL, sound);
}

void
ftf_protect_functions(FtfReport *report)
{
	check_each(report, FTF_GUARD_FUNCTION, ftf_function_fault,
			   "Its functions are those that ftf_config made.");
	check_each(report, FTF_GUARD_PRIVILEGE, ftf_function_privilege_fault,
			   "PUBLIC may execute none of its functions, which superusers own.");
}
