/*-------------------------------------------------------------------------
 *
 * queries_parameters.h
 *	  Statements of the API: who one is, and parameters with their last change.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_QUERIES_PARAMETERS_H
#define FTF_CONSOLE_QUERIES_PARAMETERS_H

/* Each tells its parameters. */
extern const char session_query[];	/* person, server */
extern const char session_without_access_query[];	/* person, server */
extern const char parameters_query[];
extern const char parameter_query[];	/* key */

#endif							/* FTF_CONSOLE_QUERIES_PARAMETERS_H */
