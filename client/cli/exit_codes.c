/*-------------------------------------------------------------------------
 *
 * exit_codes.c
 *	  Which exit code stands for a SQLSTATE.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "exit_codes.h"

/* The extension's own errors first; 42501 is insufficient_privilege. */
static const struct
{
	const char *prefix;			/* of the SQLSTATE */
	ExitCode	code;
}			codes[] =

{
	{"UF001", EXIT_MISSING},
	{"UF002", EXIT_CHANGED},
	{"UF003", EXIT_PERMISSION},
	{"UF004", EXIT_USAGE},
	{"UF005", EXIT_REFUSED},
	{"UF006", EXIT_REFUSED},
	{"UF007", EXIT_CHANGED},
	{"UF008", EXIT_LEDGER},
	{"22021", EXIT_REFUSED},	/* not UTF-8 */
	{"42501", EXIT_PERMISSION},
	{"40001", EXIT_CHANGED},	/* serialization_failure */
	{"08", EXIT_NO_CONNECTION},
	{"57P0", EXIT_NO_CONNECTION},	/* the server shuts down, or crashed */
};

ExitCode
exit_code_of_sqlstate(const char *sqlstate)
{
	for (int i = 0; sqlstate != NULL && i < (int) lengthof(codes); i++)
	{
		if (strncmp(sqlstate, codes[i].prefix, strlen(codes[i].prefix)) == 0)
			return codes[i].code;
	}
	return EXIT_OTHER;
}
