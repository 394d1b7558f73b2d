/*-------------------------------------------------------------------------
 *
 * fallback.c
 *	  ftf run --fallback: parameters from a file where no server answers.
 *
 * This is the one place where the client judges keys and values itself, since
 * there is no database to ask: by the store's own code, as the store judges
 * what has no definition.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/file.h"
#include "cli/shown.h"
#include "common/logging.h"
#include "fallback.h"
#include "lib/stringinfo.h"
#include "rules/judge.h"
#include "rules/sha256.h"

static void
check_rules(const ParamFile *parameters, const char *origin)
{
	const FtfStr prefix = ftf_str_c(FTF_DEFAULT_PREFIX);
	FtfFault	fault;

	for (int i = 0; i < parameters->count; i++)
	{
		FtfStr		key = ftf_str_c(parameters->keys[i]);
		FtfStr		value = ftf_str_c(parameters->values[i]);

		if (!ftf_judge_key(key, &prefix, 1, &fault) ||
			!ftf_judge_value(key, value, 0, &fault))
			fail_with_detail(EXIT_REFUSED, fault.detail,
							 "What ftf_set refuses without a definition, a fallback can't bring in either.",
							 "%s: %s", origin, fault.message);
	}
}

/* The bytes that are hashed are the bytes that are used. */
static char *
read_parameters(ParamFile *parameters, const char *path)
{
	FILE	   *file = fopen(path, "rbe");
	StringInfoData error;
	size_t		length;
	char	   *content;
	FtfHash		hash;

	if (file == NULL)
		fail(EXIT_OTHER, NULL, "could not open \"%s\": %m", path);
	content = read_all(file, path, &length);
	fclose(file);
	initStringInfo(&error);
	if (!param_file_parse(parameters, content, length, &error))
		fail(EXIT_REFUSED,
			 "A fallback is a JSON object of strings, or lines KEY=VALUE as a shell reads them.",
			 "\"%s\" is not understood: %s", path, error.data);
	pg_free(error.data);
	ftf_sha256(content, length, &hash);
	pg_free(content);
	return ftf_hash_hex(&hash);
}

/* An override replaces what is there, and is missing where nothing is. */
static void
lay_overrides(ParamFile *parameters, const ParamFile *overrides)
{
	for (int i = 0; i < overrides->count; i++)
	{
		int			at = 0;

		while (at < parameters->count &&
			   strcmp(parameters->keys[at], overrides->keys[i]) != 0)
			at++;
		if (at == parameters->count)
			fail(EXIT_MISSING, NULL, "parameter is missing in the fallback: %s",
				 overrides->keys[i]);
		for (int j = 0; j < i; j++)
		{
			if (strcmp(overrides->keys[i], overrides->keys[j]) == 0)
				fail(EXIT_REFUSED, NULL, "key \"%s\" is overridden twice",
					 overrides->keys[i]);
		}
		parameters->values[at] = pg_strdup(overrides->values[i]);
	}
}

void
fallback_read(RunInput *input, const char *path, const ParamFile *overrides)
{
	char	   *hash = read_parameters(&input->parameters, path);

	if (input->parameters.count == 0)
		fail(EXIT_MISSING, NULL, "\"%s\" holds no parameters", path);
	check_rules(&input->parameters, path);
	check_rules(overrides, "--with");
	lay_overrides(&input->parameters, overrides);
	simple_string_list_append(&input->prefixes, FTF_DEFAULT_PREFIX);
	input->source = psprintf("file:%s sha256=%s", path, hash);
	pg_free(hash);
	pg_log_warning("NO SERVER ANSWERS: PARAMETERS COME FROM A FILE, NOT FROM THE STORE");
	pg_log_warning("%s", shown_message(input->source));
	pg_log_warning("nothing records this run: it is good for development and tests only");
}
