/*-------------------------------------------------------------------------
 *
 * completion.c
 *	  What bash and zsh complete, from the table of commands.
 *
 * Each script finds the command among the words typed so far, sets what it
 * takes, and completes that.  Names of parameters and runs come from the store
 * by the hidden command __complete, with the options typed before the command,
 * and are never evaluated.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "completion.h"

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

/* " -d:nothing --anchor-file:files ": the options that take a value. */
static void
print_values(const Option *options)
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

static void
print_bash_case(const Command *command)
{
	printf("    %s)\n        options='", command ? command->name : "''");
	if (command != NULL)
		print_option_names(command->options);
	print_option_names(global_options);
	fputs("' values=' ", stdout);
	if (command != NULL)
		print_values(command->options);
	print_values(global_options);
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
print_bash_completion(void)
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
		print_values(command->options);
	print_values(global_options);
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
print_zsh_completion(void)
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
