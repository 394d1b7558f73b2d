/*-------------------------------------------------------------------------
 *
 * fallback.c
 *	  ftf run --fallback: parameters from a file where no server answers.
 *
 * This is the one place where the client judges keys and values itself, since
 * there is no database to ask.  It checks what the store never admits, and
 * what it admits only by a definition, of which a file has none; invisible
 * characters and what looks like a credential are left to the store, which
 * keeps them for ever as a file does not.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli.h"
#include "common/cryptohash.h"
#include "common/logging.h"
#include "common/sha2.h"
#include "fallback.h"

/* What a store governs until it is told otherwise. */
#define DEFAULT_PREFIX "CVN_"

#define KEY_MAX_BYTES 128
#define ENTRY_MAX_BYTES 131072	/* KEY=VALUE and its end */

#define KEY_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
#define SPACES " \t\n"

/* C0 but for newline and tab, DEL, and C1, which UTF-8 writes as C2 80..9F. */
static bool
has_control_character(const char *value)
{
	for (const unsigned char *c = (const unsigned char *) value; *c != '\0'; c++)
	{
		if ((*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7F ||
			(c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F))
			return true;
	}
	return false;
}

static const char *
fault_of_key(const char *key)
{
	if (key[strspn(key, KEY_CHARACTERS)] != '\0' || strlen(key) > KEY_MAX_BYTES)
		return "is not a parameter's name: 1 to 128 capital letters, digits and underscores";
	if (strncmp(key, DEFAULT_PREFIX, strlen(DEFAULT_PREFIX)) != 0 ||
		key[strlen(DEFAULT_PREFIX)] == '\0')
		return "has no governed prefix: without a store, that is " DEFAULT_PREFIX;
	return NULL;
}

static const char *
fault_of_value(const char *key, const char *value)
{
	size_t		length = strlen(value);

	if (strlen(key) + length + 2 > ENTRY_MAX_BYTES)
		return "has a value that is too long for an environment";
	if (has_control_character(value))
		return "has a value with a control character";
	if (length > 0 && (strchr(SPACES, value[0]) || strchr(SPACES, value[length - 1])))
		return "has a value with white space at an end";
	return NULL;
}

static void
check_rules(const ParamFile *parameters, const char *origin)
{
	for (int i = 0; i < parameters->count; i++)
	{
		const char *key = parameters->keys[i];
		const char *fault = fault_of_key(key);

		if (fault == NULL)
			fault = fault_of_value(key, parameters->values[i]);
		if (fault != NULL)
			fail(EXIT_REFUSED, NULL, "%s: key \"%.200s\" %s", origin, key, fault);
	}
}

static char *
sha256_hex(const char *content, size_t length)
{
	pg_cryptohash_ctx *context = pg_cryptohash_create(PG_SHA256);
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	char	   *hex = pg_malloc(2 * sizeof(digest) + 1);

	if (context == NULL || pg_cryptohash_init(context) < 0 ||
		pg_cryptohash_update(context, (const uint8 *) content, length) < 0 ||
		pg_cryptohash_final(context, digest, sizeof(digest)) < 0)
		fail(EXIT_OTHER, NULL, "could not compute SHA-256");
	pg_cryptohash_free(context);
	for (int i = 0; i < (int) sizeof(digest); i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
	return hex;
}

/* The bytes that are hashed are the bytes that are used. */
static char *
read_parameters(ParamFile *parameters, const char *path)
{
	FILE	   *file = fopen(path, "rbe");
	PQExpBufferData error;
	size_t		length;
	char	   *content;
	char	   *hash;

	if (file == NULL)
		fail(EXIT_OTHER, NULL, "could not open \"%s\": %m", path);
	content = read_all(file, path, &length);
	fclose(file);
	initPQExpBuffer(&error);
	if (!param_file_parse(parameters, content, length, &error))
		fail(EXIT_REFUSED,
			 "A fallback is a JSON object of strings, or lines KEY=VALUE as a shell reads them.",
			 "\"%s\" is not understood: %s", path, error.data);
	termPQExpBuffer(&error);
	hash = sha256_hex(content, length);
	pg_free(content);
	return hash;
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

	check_rules(&input->parameters, path);
	check_rules(overrides, "--with");
	lay_overrides(&input->parameters, overrides);
	simple_string_list_append(&input->prefixes, DEFAULT_PREFIX);
	input->source = psprintf("file:%s sha256=%s", path, hash);
	pg_free(hash);
	pg_log_warning("NO SERVER ANSWERS: PARAMETERS COME FROM A FILE, NOT FROM THE STORE");
	pg_log_warning("%s", input->source);
	pg_log_warning("nothing records this run: it is good for development and tests only");
}
