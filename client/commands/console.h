/*-------------------------------------------------------------------------
 *
 * console.h
 *	  ftf console: what it can be told.  ftf passes it on to ftf-console,
 *	  which reads it by the same table.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_CONSOLE_H
#define FTF_COMMANDS_CONSOLE_H

#include "cli/command.h"

typedef struct ConsoleOptions
{
	const char *listen;
	const char *base_url;
	const char *operator_header;
	SimpleStringList trusted_proxies;
	const char *certificate;
	const char *key;
	const char *idle_minutes;
	const char *session_hours;
} ConsoleOptions;

extern ConsoleOptions console_options;

#endif							/* FTF_COMMANDS_CONSOLE_H */
