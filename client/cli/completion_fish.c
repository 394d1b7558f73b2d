/*-------------------------------------------------------------------------
 *
 * completion_fish.c
 *	  What fish completes, from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "completion.h"
#include "completion_fish.h"
#include "options.h"

/* How to complete an option's value. */
static void
print_fish_value(const Option *option)
{
	const char *kind = completion_of_value(option);

	if (strcmp(kind, "files") == 0)
		fputs(" -rF", stdout);
	else if (strcmp(kind, "nothing") == 0)
		fputs(" -x", stdout);
	else if (strchr(kind, '|') == NULL)
		printf(" -x -a '(__ftf_names %s)'", kind);
	else
		printf(" -x -a '(string split \"|\" \"%s\")'", kind);
}

static void
print_fish_options(const Option *options, const char *condition)
{
	for (; options != NULL && options->name != NULL; options++)
	{
		fputs("complete -c ftf", stdout);
		if (condition != NULL)
			printf(" -n '__ftf_is %s'", condition);
		if (options->letter)
			printf(" -s %c", options->letter);
		printf(" -l %s", options->name);
		if (options->argument != NULL)
			print_fish_value(options);
		fputs(" -d ", stdout);
		print_quoted(options->help, true);
		putchar('\n');
	}
}

static const char fish_begin[] =
"# fish completion for ftf, made by \"ftf completion fish\"\n"
"function __ftf_command\n"
"    set -l skip no\n"
"    for word in (commandline -opc)[2..]\n"
"        if test $skip = yes\n"
"            set skip no\n"
"        else if string match -qr -- '^(";

static const char fish_functions[] =
")$' $word\n"
"            set skip yes\n"
"        else if not string match -q -- '-*' $word\n"
"            echo $word\n"
"            return 0\n"
"        end\n"
"    end\n"
"    return 1\n"
"end\n"
"function __ftf_is\n"
"    contains -- (__ftf_command; or echo -) $argv\n"
"end\n"
"function __ftf_second\n"
"    set -l last (commandline -opc)[-1]\n"
"    not string match -q -- '-*' $last; and test $last != (__ftf_command; or echo -)\n"
"end\n"
"function __ftf_names\n"
"    set -l before\n"
"    for word in (commandline -opc)[2..]\n"
"        test $word != (__ftf_command); or break\n"
"        set before $before $word\n"
"    end\n"
"    ftf $before __complete $argv[1] -- (commandline -ct) 2>/dev/null\n"
"end\n"
"complete -c ftf -f\n";

static void
print_fish_command(const Command *command)
{
	switch (command->completes)
	{
		case ARGUMENT_KEY:
		case ARGUMENT_RUN:
		case ARGUMENT_STATE:
			printf("complete -c ftf -n '__ftf_is %s' -a '(__ftf_names %s)'\n",
				   command->name, completion_kind(command));
			break;
		case ARGUMENT_FILE:
			printf("complete -c ftf -n '__ftf_is %s' -F\n", command->name);
			break;
		case ARGUMENT_COMMAND:
			printf("complete -c ftf -n '__ftf_is %s; and contains -- -- (commandline -opc)'"
				   " -x -a '(__fish_complete_subcommand)'\n", command->name);
			break;
		case ARGUMENT_WORD:
			printf("complete -c ftf -n '__ftf_is %s' -a '%s'\n",
				   command->name, command->words);
			break;
		case ARGUMENT_SECOND_WORD:
			printf("complete -c ftf -n '__ftf_is %s; and __ftf_second' -a '%s'\n",
				   command->name, command->words);
			break;
		case ARGUMENT_TOPIC:
		case ARGUMENT_NONE:
			break;
	}
	print_fish_options(command->options, command->name);
}

void
print_fish_completion(const Command *const *commands)
{
	fputs(fish_begin, stdout);
	print_value_pattern();
	fputs(fish_functions, stdout);
	print_fish_options(global_options, NULL);
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if ((*command)->hidden)
			continue;
		printf("complete -c ftf -n '__ftf_is - help' -a %s -d ", (*command)->name);
		print_quoted((*command)->summary, true);
		putchar('\n');
		print_fish_command(*command);
	}
}
