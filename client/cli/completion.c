/*-------------------------------------------------------------------------
 *
 * completion.c
 *	  What the scripts for the shells share.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "completion.h"
#include "options.h"

const char *
completion_kind(const Command *command)
{
	switch (command->completes)
	{
		case ARGUMENT_KEY:
			return "keys";
		case ARGUMENT_RUN:
			return "runs";
		case ARGUMENT_STATE:
			return "states";
		case ARGUMENT_FILE:
			return "files";
		case ARGUMENT_COMMAND:
			return "programs";
		case ARGUMENT_TOPIC:
			return "commands";
		case ARGUMENT_WORD:
			return "words";
		case ARGUMENT_SECOND_WORD:
			return "second";
		case ARGUMENT_NONE:
			break;
	}
	return "nothing";
}

const char *
completion_of_value(const Option *option)
{
	if (strcmp(option->argument, "FILE") == 0 || strcmp(option->argument, "PATH") == 0)
		return "files";
	if (strcmp(option->argument, "RUN_ID") == 0)
		return "runs";
	if (strchr(option->argument, '|') != NULL)
		return option->argument;
	return strncmp(option->argument, "KEY", 3) == 0 ? "keys" : "nothing";
}

void
print_quoted(const char *word, bool fish)
{
	putchar('\'');
	for (; *word != '\0'; word++)
	{
		if (*word == '\'')
			fputs(fish ? "\\'" : "'\\''", stdout);
		else if (*word == '\\' && fish)
			fputs("\\\\", stdout);
		else
			putchar(*word);
	}
	putchar('\'');
}

void
print_option_values(const Option *options)
{
	for (; options != NULL && options->name != NULL; options++)
	{
		if (options->argument == NULL)
			continue;
		if (options->letter)
			printf("-%c:%s ", options->letter, completion_of_value(options));
		printf("--%s:%s ", options->name, completion_of_value(options));
	}
}

void
print_value_pattern(void)
{
	const char *separator = "";

	for (const Option *option = global_options; option->name != NULL; option++)
	{
		if (option->argument == NULL)
			continue;
		if (option->letter)
			printf("%s-%c", separator, option->letter);
		printf("%s--%s", option->letter ? "|" : separator, option->name);
		separator = "|";
	}
}
