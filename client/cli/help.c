/*-------------------------------------------------------------------------
 *
 * help.c
 *	  Help and man page: made from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "help.h"
#include "options.h"
#include "output.h"

static void
print_options(const Option *options)
{
	for (; options->name != NULL; options++)
	{
		char		left[80];

		snprintf(left, sizeof(left), "%c%c%s --%s%s%s",
				 options->letter ? '-' : ' ',
				 options->letter ? options->letter : ' ',
				 options->letter ? "," : " ",
				 options->name, options->argument ? "=" : "",
				 options->argument ? options->argument : "");
		printf("  %-27s  %s\n", left, options->help);
	}
}

void
print_help(const Command *const *commands)
{
	printf("ftf reads and changes the parameters that ftf_config keeps in PostgreSQL.\n\n"
		   "%sUsage:%s\n  ftf [OPTION]... COMMAND [ARGUMENT]...\n\n%sCommands:%s\n",
		   colour(COLOUR_BOLD), colour(COLOUR_NONE),
		   colour(COLOUR_BOLD), colour(COLOUR_NONE));
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (!(*command)->hidden)
			printf("  %-12s %s\n", (*command)->name, (*command)->summary);
	}
	printf("\n%sOptions of every command:%s\n", colour(COLOUR_BOLD), colour(COLOUR_NONE));
	print_options(global_options);
	printf("\n\"ftf COMMAND --help\" explains a command, \"man ftf\" all of them. What isn't given\n"
		   "comes from libpq's environment: PGHOST, PGDATABASE, PGSERVICE, PGPASSFILE ...\n");
}

void
print_command_help(const Command *command)
{
	printf("ftf %s: %s\n\n%sUsage:%s\n  ftf %s [OPTION]...%s%s\n",
		   command->name, command->summary, colour(COLOUR_BOLD), colour(COLOUR_NONE),
		   command->name, command->arguments[0] ? " " : "", command->arguments);
	if (command->description != NULL)
		printf("\n%s\n", command->description);
	if (command->options != NULL)
	{
		printf("\n%sOptions:%s\n", colour(COLOUR_BOLD), colour(COLOUR_NONE));
		print_options(command->options);
	}
	printf("\n%sOptions of every command:%s\n", colour(COLOUR_BOLD), colour(COLOUR_NONE));
	print_options(global_options);
}

/* Text in man(7), on one line: none of it means anything to roff. */
static void
print_man_text(const char *text, int length)
{
	for (int i = 0; i < length; i++)
	{
		if (i == 0 && (text[i] == '.' || text[i] == '\''))
			fputs("\\&", stdout);
		if (text[i] == '\\')
			fputs("\\e", stdout);
		else if (text[i] == '-')
			fputs("\\-", stdout);
		else if (text[i] == '"')
			fputs("\\(dq", stdout);
		else
			putchar(text[i]);
	}
}

/* Empty lines begin a paragraph; indented ones are shown as they are. */
static void
print_man_description(const char *line)
{
	bool		example = false;

	puts(".PP");
	while (*line != '\0')
	{
		int			length = strcspn(line, "\n");
		bool		indented = line[0] == ' ';

		if (indented != example && length > 0)
			puts(indented ? ".RS\n.nf" : ".fi\n.RE");
		if (length > 0)
			example = indented;
		if (length == 0 && !example && line[1] != ' ')
			fputs(".PP", stdout);
		else if (length == 0)
			fputs(".sp", stdout);
		else
			print_man_text(line + 2 * indented, length - 2 * indented);
		putchar('\n');
		line += length + (line[length] == '\n');
	}
	if (example)
		puts(".fi\n.RE");
}

static void
print_man_options(const Option *options)
{
	for (; options->name != NULL; options++)
	{
		fputs(".TP\n.B ", stdout);
		if (options->letter)
			printf("\\-%c, ", options->letter);
		fputs("\\-\\-", stdout);
		print_man_text(options->name, strlen(options->name));
		if (options->argument != NULL)
			printf("=\\fI%s\\fR", options->argument);
		putchar('\n');
		print_man_text(options->help, strlen(options->help));
		fputs(".\n", stdout);
	}
}

void
print_man_sections(const Command *const *commands)
{
	puts(".SH COMMANDS");
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		const char *arguments = (*command)->arguments;
		const char *summary = (*command)->summary;

		if ((*command)->hidden)
			continue;
		printf(".SS \"%s%s", (*command)->name, arguments[0] ? " " : "");
		print_man_text(arguments, strlen(arguments));
		puts("\"");
		putchar(pg_toupper((unsigned char) summary[0]));
		print_man_text(summary + 1, strlen(summary + 1));
		puts(".");
		if ((*command)->description != NULL)
			print_man_description((*command)->description);
		if ((*command)->options != NULL)
			print_man_options((*command)->options);
	}
	puts(".SH OPTIONS\nEvery command takes these:");
	print_man_options(global_options);
}
