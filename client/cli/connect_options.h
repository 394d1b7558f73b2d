/*-------------------------------------------------------------------------
 *
 * connect_options.h
 *	  How a connection is asked for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_CONNECT_OPTIONS_H
#define FTF_CLI_CONNECT_OPTIONS_H

typedef enum PasswordPrompt
{
	PASSWORD_IF_NEEDED,
	PASSWORD_NEVER,				/* -w */
	PASSWORD_ALWAYS				/* -W */
} PasswordPrompt;

/* NULL leaves a field to libpq: environment, service file, defaults. */
typedef struct ConnectOptions
{
	const char *database;		/* a name, a connection string or a URI */
	const char *host;
	const char *port;
	const char *user;
	const char *password;
	const char *application_name;
	PasswordPrompt prompt;
	bool		is_person;		/* user and password count more than what a
								 * connection string says */
} ConnectOptions;

/* As the command line asks: -d -h -p -U -w -W. */
extern ConnectOptions connect_options;

#endif							/* FTF_CLI_CONNECT_OPTIONS_H */
