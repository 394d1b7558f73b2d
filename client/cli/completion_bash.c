/*-------------------------------------------------------------------------
 *
 * completion_bash.c
 *	  What bash completes, from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "completion.h"
#include "completion_bash.h"
#include "options.h"

static void
print_option_names(const Option *options)
{
	for (; options != NULL && options->name != NULL; options++)
	{
		if (options->letter)
			printf("-%c ", options->letter);
		printf("--%s ", options->name);
	}
}

static void
print_bash_case(const Command *command)
{
	printf("    %s)\n        options='", command ? command->name : "''");
	if (command != NULL)
		print_option_names(command->options);
	print_option_names(global_options);
	fputs("' values=' ", stdout);
	if (command != NULL)
		print_option_values(command->options);
	print_option_values(global_options);
	printf("' kind=%s words='%s' ;;\n",
		   command ? completion_kind(command) : "commands",
		   command && command->words ? command->words : "");
}

static const char bash_begin[] =
"# bash completion for ftf, made by \"ftf completion bash\"\n"
"_ftf() {\n"
"    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
"    local command='' dashes='' value options values kind words word cut='' i=1\n"
"    local -a before=() found=()\n"
"    COMPREPLY=()\n"
"    # bash takes --option=VALUE apart, and KEY=VALUE, to which nothing can be said\n"
"    if [ \"$cur\" = = ]; then\n"
"        [[ $prev = -* ]] || return\n"
"        cur=''\n"
"    elif [ \"$prev\" = = ]; then\n"
"        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
"        [[ $prev = -* ]] || return\n"
"    fi\n";

static const char bash_loop[] =
"'\n"
"    while ((i < COMP_CWORD)); do\n"
"        word=${COMP_WORDS[i]}\n"
"        case $word in\n"
"        ";

static const char bash_after_pattern[] =
")\n"
"            [ \"${COMP_WORDS[i+1]}\" != = ] || ((i++))\n"
"            before+=(\"$word\" \"${COMP_WORDS[i+1]}\")\n"
"            ((i += 2)) ;;\n"
"        -*) before+=(\"$word\") && ((i++)) ;;\n"
"        *) command=$word && break ;;\n"
"        esac\n"
"    done\n"
"    for ((i++; i < COMP_CWORD; i++)); do\n"
"        [ \"${COMP_WORDS[i]}\" != -- ] || dashes=yes\n"
"    done\n"
"    case $command in\n";

static const char bash_end[] =
"    *) return ;;\n"
"    esac\n"
"    value=${values#* \"$prev\":}\n"
"    if [ -n \"$dashes\" ]; then\n"
"        [ \"$kind\" != programs ] || [ \"$prev\" = -- ] || kind=files\n"
"    elif [ \"$value\" != \"$values\" ]; then\n"
"        kind=${value%% *}\n"
"    elif [[ $cur = -* ]]; then\n"
"        kind=words words=$options\n"
"    elif [ \"$kind\" = programs ]; then\n"
"        kind=nothing\n"
"    fi\n"
"    case $kind in\n"
"    *'|'*) words=${kind//|/ } kind=words ;;\n"
"    second) [ \"$prev\" = \"$command\" ] || [[ $prev = -* ]] || kind=words ;;\n"
"    # bash takes run:ID apart, too\n"
"    states) [ \"$cur\" != : ] || { cut=$prev: && cur=''; }\n"
"        [ \"$prev\" != : ] || cut=${COMP_WORDS[COMP_CWORD-2]}: ;;\n"
"    esac\n"
"    case $kind in\n"
"    words) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\") ;;\n"
"    commands) mapfile -t COMPREPLY < <(compgen -W \"$commands\" -- \"$cur\") ;;\n"
"    files) compopt -o filenames 2>/dev/null\n"
"        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
"    programs) mapfile -t COMPREPLY < <(compgen -c -- \"$cur\") ;;\n"
"    keys | runs | states)\n"
"        mapfile -t found < <(\"${COMP_WORDS[0]}\" \"${before[@]}\" __complete \"$kind\" -- \"$cut$cur\" 2>/dev/null)\n"
"        for word in \"${found[@]}\"; do\n"
"            [[ $word != *: ]] || compopt -o nospace 2>/dev/null\n"
"            COMPREPLY+=(\"$(printf '%q' \"${word#\"$cut\"}\")\")\n"
"        done ;;\n"
"    esac\n"
"}\n"
"complete -F _ftf ftf\n";

void
print_bash_completion(const Command *const *commands)
{
	fputs(bash_begin, stdout);
	fputs("    local commands='", stdout);
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (!(*command)->hidden)
			printf("%s ", (*command)->name);
	}
	fputs(bash_loop, stdout);
	print_value_pattern();
	fputs(bash_after_pattern, stdout);
	print_bash_case(NULL);
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (!(*command)->hidden)
			print_bash_case(*command);
	}
	fputs(bash_end, stdout);
}
