/*-------------------------------------------------------------------------
 *
 * completion_zsh.c
 *	  What zsh completes, from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "completion.h"
#include "completion_zsh.h"
#include "options.h"

/* 'name:what it is' */
static void
print_zsh_item(const char *prefix, const char *name, const char *help)
{
	char	   *item = psprintf("%s%s:%s", prefix, name, help);

	putchar(' ');
	print_quoted(item, false);
	pg_free(item);
}

static void
print_zsh_options(const Option *options)
{
	for (; options != NULL && options->name != NULL; options++)
	{
		char		letter[2] = {options->letter, '\0'};

		if (options->letter)
			print_zsh_item("-", letter, options->help);
		print_zsh_item("--", options->name, options->help);
	}
}

static void
print_zsh_case(const Command *command)
{
	printf("    (%s)\n        options=(", command ? command->name : "''");
	if (command != NULL)
		print_zsh_options(command->options);
	print_zsh_options(global_options);
	fputs(")\n        values=' ", stdout);
	if (command != NULL)
		print_option_values(command->options);
	print_option_values(global_options);
	printf("' kind=%s items=(%s) ;;\n",
		   command ? completion_kind(command) : "commands",
		   command && command->words ? command->words : "");
}

static const char zsh_begin[] =
"#compdef ftf\n"
"# zsh completion for ftf, made by \"ftf completion zsh\"\n"
"_ftf() {\n"
"    local cur=$words[CURRENT] prev=$words[CURRENT-1] command='' kind values value word i=2\n"
"    local -a before options items commands found\n"
"    while ((i < CURRENT)); do\n"
"        word=$words[i]\n"
"        case $word in\n"
"        (";

static const char zsh_after_pattern[] =
") before+=(\"$word\" \"$words[i+1]\") && ((i += 2)) ;;\n"
"        (-*) before+=(\"$word\") && ((i += 1)) ;;\n"
"        (*) command=$word && break ;;\n"
"        esac\n"
"    done\n"
"    commands=(";

static const char zsh_end[] =
"    (*) return 1 ;;\n"
"    esac\n"
"    if [[ $cur = --*=* ]]; then\n"
"        prev=${cur%%=*} cur=${cur#*=}\n"
"        compset -P '*='\n"
"    fi\n"
"    value=${values#* $prev:}\n"
"    if ((${words[(I)--]} > i && ${words[(I)--]} < CURRENT)); then\n"
"        [[ $kind != programs || $prev = -- ]] || kind=files\n"
"    elif [[ $value != $values ]]; then\n"
"        kind=${value%% *}\n"
"    elif [[ $cur = -* ]]; then\n"
"        kind=options\n"
"    elif [[ $kind = programs ]]; then\n"
"        kind=nothing\n"
"    fi\n"
"    [[ $kind != *'|'* ]] || items=(${(s:|:)kind}) kind=words\n"
"    [[ $kind != second || $prev = $command || $prev = -* ]] || kind=words\n"
"    case $kind in\n"
"    (options) _describe -o option options ;;\n"
"    (words) compadd -- $items ;;\n"
"    (commands) _describe command commands ;;\n"
"    (files) _files ;;\n"
"    (programs) _command_names -e ;;\n"
"    (keys | runs | states)\n"
"        found=(${(f)\"$($words[1] $before __complete $kind -- \"$cur\" 2>/dev/null)\"})\n"
"        compadd -S '' -- ${(M)found:#*:}\n"
"        compadd -- ${found:#*:} ;;\n"
"    esac\n"
"}\n"
"if [ \"$funcstack[1]\" = _ftf ]; then\n"
"    _ftf \"$@\"\n"
"elif (($+functions[compdef])); then\n"
"    compdef _ftf ftf\n"
"fi\n";

void
print_zsh_completion(const Command *const *commands)
{
	fputs(zsh_begin, stdout);
	print_value_pattern();
	fputs(zsh_after_pattern, stdout);
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (!(*command)->hidden)
			print_zsh_item("", (*command)->name, (*command)->summary);
	}
	fputs(")\n    case $command in\n", stdout);
	print_zsh_case(NULL);
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (!(*command)->hidden)
			print_zsh_case(*command);
	}
	fputs(zsh_end, stdout);
}
