/*-------------------------------------------------------------------------
 *
 * help.c
 *	  Help, version, man page: made from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli.h"
#include "help.h"
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
		printf("  %-28s %s\n", left, options->help);
	}
}

void
print_help(void)
{
	printf("ftf reads and changes the parameters that ftf_config keeps in PostgreSQL.\n\n"
		   "%sUsage:%s\n  ftf [OPTION]... COMMAND [ARGUMENT]...\n\n%sCommands:%s\n",
		   colour(COLOUR_BOLD), colour(COLOUR_NONE),
		   colour(COLOUR_BOLD), colour(COLOUR_NONE));
	for (const Command *const *command = commands; *command != NULL; command++)
		printf("  %-12s %s\n", (*command)->name, (*command)->summary);
	printf("\n%sOptions of every command:%s\n", colour(COLOUR_BOLD), colour(COLOUR_NONE));
	print_options(global_options);
	printf("\n\"ftf COMMAND --help\" explains a command, \"man ftf\" all of them. What isn't given\n"
		   "comes from libpq's environment: PGHOST, PGDATABASE, PGSERVICE, PGPASSFILE ...\n");
}

void
print_command_help(const Command *command)
{
	printf("ftf %s: %s\n\n%sUsage:%s\n  ftf %s [OPTION]... %s\n",
		   command->name, command->summary, colour(COLOUR_BOLD), colour(COLOUR_NONE),
		   command->name, command->arguments);
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

void
print_version(void)
{
	puts("ftf (ftf_config) " FTF_VERSION);
	finish_output();
	exit(EXIT_DONE);
}

/* Text in man(7): no backslash, dot or quote of it means anything. */
static void
print_man_text(const char *text)
{
	bool		line_start = true;

	for (; *text !='\0'; text ++)
	{
		if (line_start && (*text == '.' || *text == '\''))
			fputs("\\&", stdout);
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
		line_start = *text == '\n';
	}
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
		print_man_text(options->name);
		if (options->argument != NULL)
			printf("=\\fI%s\\fR", options->argument);
		putchar('\n');
		print_man_text(options->help);
		fputs(".\n", stdout);
	}
}

void
print_man_sections(void)
{
	puts(".SH COMMANDS");
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		printf(".SS \"%s ", (*command)->name);
		print_man_text((*command)->arguments);
		puts("\"");
		print_man_text((*command)->summary);
		puts(".");
		if ((*command)->description != NULL)
		{
			puts(".PP");
			print_man_text((*command)->description);
			putchar('\n');
		}
		if ((*command)->options != NULL)
			print_man_options((*command)->options);
	}
	puts(".SH OPTIONS\nEvery command takes these:");
	print_man_options(global_options);
}
