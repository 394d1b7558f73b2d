/*-------------------------------------------------------------------------
 *
 * cli.h
 *	  What commands share: parsed options, the one connection, failing.
 *
 * Functions here end the process where something is wrong, with a message on
 * standard error and the exit code that it stands for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_H
#define FTF_CLI_H

#include "command.h"
#include "compat.h"
#include "pqexpbuffer.h"
#include "store/store.h"

/* How ftf was called: argv[0], from which its own path is found. */
extern const char *program_name;

/* How the connection was asked for: -d -h -p -U -w -W. */
extern ConnectOptions connect_options;

/*
 * Reads options of all commands up to the command's name (which is found at
 * *argc, *argv afterwards), or with a command its own ones too, leaving only
 * arguments.
 */
extern void parse_global_options(int *argc, char ***argv);
extern void parse_command_options(const Command *command, int *argc,
								  char ***argv);

/* A message, and a hint unless NULL; then the end. */
extern void fail(ExitCode code, const char *hint, const char *format,...)
			pg_attribute_printf(3, 4) pg_attribute_noreturn();

/* The same with a detail, unless NULL. */
extern void fail_with_detail(ExitCode code, const char *detail,
							 const char *hint, const char *format,...)
			pg_attribute_printf(4, 5) pg_attribute_noreturn();

/* The message alone, with what a terminal would obey or not show escaped. */
extern void log_error(const char *format, va_list args) pg_attribute_printf(1, 0);

/* "try ftf set --help", exit 2. */
extern void fail_usage(const char *format,...)
			pg_attribute_printf(1, 2) pg_attribute_noreturn();

/* What the database said, with detail and hint; then the end. */
extern void fail_query(Store *store, const PGresult *result)
			pg_attribute_noreturn();

/* The connection, made at the first call; the extension is there. */
extern Store *connect_store(void);

/* The same, also to a database without the extension. */
extern Store *connect_database(void);

/*
 * The same; false if no server answers at all.  One that answers and refuses
 * ends the process.
 */
extern bool connect_if_answered(void);

extern void disconnect_store(void);

/*
 * Sees NOTICEs before they are shown; true: this one is not to be shown.
 * NULL: shows all.
 */
typedef bool (*NoticeFilter) (const char *message);
extern void set_notice_filter(NoticeFilter filter);

/* A statement that must work.  The result is the caller's to clear. */
extern PGresult *must_query(const char *sql, int nparams,
							const char *const *params);

/* The one value of a statement that must work, or NULL; pg_free() it. */
extern char *must_query_value(const char *sql, int nparams,
							  const char *const *params);

/* A transaction around several statements; what fails ends it, too. */
extern void must_begin(void);
extern void must_commit(void);

/* The same for reading: all statements see the same state. */
extern void must_begin_reading(void);

/* The reason of -m, required by every command that changes something. */
extern const char *required_reason(const char *reason);

/* An option's or argument's whole number; ends with usage if it is none. */
extern int64 parse_number(const char *given, const char *what);

/* The number of -n, checked, for LIMIT; NULL, where it wasn't given, is all. */
extern const char *checked_limit(const char *limit);

/*
 * Asks on the terminal.  Without one, tells to use --yes and ends.  True: yes.
 */
extern bool confirm(const char *question);

/* A text array as SQL writes it, '{...}'; pg_free() it.  NULL items are null. */
extern char *text_array(const char *const *items, int count);

/* Standard input to its end, as it is; pg_free() it.  what names it in errors. */
extern char *read_all(FILE *file, const char *what, size_t *length);

/* The file at path, "-" being standard input; name is set for messages. */
extern char *read_path(const char *path, const char **name, size_t *length);

#endif							/* FTF_CLI_H */
