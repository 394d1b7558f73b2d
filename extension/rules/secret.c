/*-------------------------------------------------------------------------
 *
 * secret.c
 *	  Recognises credentials by their name and by their form.
 *
 * A key is read as words between underscores.  A word counts only as a whole
 * or at a word's end, so that CVN_MAX_TOKENS, CVN_TOKENIZER, CVN_KEY_LEVELS
 * and CVN_SECRETARY_RULE are ordinary keys.  The forms of values are those
 * that their issuers publish.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FRONTEND
#include "postgres.h"
#else
#include "postgres_fe.h"
#endif

#include "judge.h"
#include "pattern.h"
#include "secret.h"

/* Refused as a word of its own, in one of these spellings. */
static const char *const secret_words[] = {
	"BEARER", "CRED", "CREDENTIAL", "CREDENTIALS", "CREDS", "JWT", "MNEMONIC",
	"MNEMONICS", "PASSCODE", "PASSPHRASE", "PASSPHRASES", "PASSWD",
	"PASSWORD", "PASSWORDS", "PWD", "SECRET", "SECRETS", "TOKEN",
};

/* Refused as a word, and at the end of a longer one, as in DBPASSWORD. */
static const char *const secret_endings[] = {
	"ACCESSKEY", "ACCESSKEYID", "ACCESSTOKEN", "APIKEY", "APIKEYS",
	"APITOKEN", "AUTHTOKEN", "BOTTOKEN", "CREDENTIALS", "PASSPHRASE",
	"PASSWD", "PASSWORD", "PRIVATEKEY", "REFRESHTOKEN", "SECRET", "SECRETKEY",
	"SSHKEY",
};

/* Refused as two words side by side, the second also in the plural. */
static const char *const secret_pairs[][2] = {
	{"ACCESS", "KEY"}, {"ACCESS", "TOKEN"}, {"ACCOUNT", "KEY"},
	{"ACCOUNT", "PASS"}, {"API", "KEY"}, {"API", "PASS"}, {"API", "TOKEN"},
	{"AUTH", "KEY"}, {"AUTH", "TOKEN"}, {"BOT", "TOKEN"}, {"DB", "PASS"},
	{"ENCRYPTION", "KEY"}, {"EXCHANGE", "KEY"}, {"HMAC", "KEY"},
	{"LOGIN", "PASS"}, {"MASTER", "KEY"}, {"PRIV", "KEY"}, {"PRIVATE", "KEY"},
	{"RECOVERY", "PHRASE"}, {"REFRESH", "TOKEN"}, {"SECRET", "KEY"},
	{"SEED", "PHRASE"}, {"SESSION", "TOKEN"}, {"SIGNING", "KEY"},
	{"SSH", "KEY"}, {"USER", "PASS"}, {"USER", "TOKEN"}, {"WEBHOOK", "URL"},
};

/* TOKEN after or before one of these is a model's or a coin, not a key. */
static const char *const token_kinds[] = {
	"BASE", "BOS", "CLS", "EOS", "FEE", "MASK", "PAD", "QUOTE", "SEP", "UNK",
};
static const char *const token_properties[] = {
	"BUCKET", "COUNT", "DIM", "EMBEDDING", "ID", "IDS", "LEN", "LENGTH",
	"LIMIT", "SIZE", "TYPE",
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
word_is(FtfStr word, const char *name)
{
	return ftf_str_equal(word, ftf_str_c(name));
}

static bool
word_ends(FtfStr word, const char *ending)
{
	int			len = strlen(ending);

	return word.len >= len &&
		memcmp(word.data + word.len - len, ending, len) == 0;
}

/* The key's next word from *position on; false at the end. */
static bool
next_word(FtfStr key, int *position, FtfStr *word)
{
	int			start = *position;
	int			end = start;

	if (start > key.len)
		return false;
	while (end < key.len && key.data[end] != '_')
		end++;
	*position = end + 1;

	while (end > start && is_digit(key.data[end - 1]))
		end--;					/* TOKEN2 is TOKEN */
	word->data = key.data + start;
	word->len = end - start;
	return true;
}

static bool
is_one_of(FtfStr word, const char *const *names, size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (word_is(word, names[i]))
			return true;
	return false;
}

/* TOKEN between other words: what a model reads, or what is traded. */
static bool
is_ordinary_token(FtfStr before, FtfStr word, FtfStr after)
{
	return word_is(word, "TOKEN") &&
		(is_one_of(before, token_kinds, lengthof(token_kinds)) ||
		 is_one_of(after, token_properties, lengthof(token_properties)));
}

static const char *
secret_word(FtfStr word)
{
	for (size_t i = 0; i < lengthof(secret_words); i++)
		if (word_is(word, secret_words[i]))
			return secret_words[i];
	for (size_t i = 0; i < lengthof(secret_endings); i++)
		if (word_ends(word, secret_endings[i]))
			return secret_endings[i];
	return NULL;
}

static const char *
secret_pair(FtfStr first, FtfStr second)
{
	FtfStr		singular = second;

	if (second.len > 0 && second.data[second.len - 1] == 'S')
		singular.len--;
	for (size_t i = 0; i < lengthof(secret_pairs); i++)
		if (word_is(first, secret_pairs[i][0]) &&
			(word_is(second, secret_pairs[i][1]) ||
			 word_is(singular, secret_pairs[i][1])))
			return psprintf("%s_%s", secret_pairs[i][0], secret_pairs[i][1]);
	return NULL;
}

const char *
ftf_secret_key(FtfStr key)
{
	FtfStr		previous = {NULL, 0};
	FtfStr		word;
	int			position = 0;

	while (next_word(key, &position, &word))
	{
		int			ahead = position;
		FtfStr		next = {NULL, 0};
		const char *found = secret_pair(previous, word);

		(void) next_word(key, &ahead, &next);
		if (found == NULL && !is_ordinary_token(previous, word, next))
			found = secret_word(word);
		if (found != NULL)
			return found;
		if (word.len > 0)		/* API__KEY is API_KEY */
			previous = word;
	}
	return NULL;
}

static bool
contains(FtfStr value, const char *needle, bool any_case)
{
	int			len = strlen(needle);

	if (!any_case)
		return memmem(value.data, value.len, needle, len) != NULL;
	for (int i = 0; i + len <= value.len; i++)
		if (pg_strncasecmp(value.data + i, needle, len) == 0)
			return true;
	return false;
}

/*
 * The secret halves of AWS's and of exchanges' keys have no mark, but a
 * shape: 40 or 64 random characters of base64.  There capitals follow small
 * letters, and digits touch letters, at some 17 of 40 places; in words, paths
 * and numbers far less often.
 */
static bool
is_random_key(FtfStr value)
{
	bool		upper = false;
	bool		lower = false;
	bool		base64_only = false;
	int			irregular = 0;
	char		before = '/';

	if (value.len != 40 && value.len != 64)
		return false;
	for (int i = 0; i < value.len; i++)
	{
		char		c = value.data[i];

		if (!is_digit(c) && !is_capital(c) && !is_small(c) && c != '+' && c != '/')
			return false;
		upper |= is_capital(c);
		lower |= is_small(c);
		base64_only |= c == '+' || c == '/';
		if ((is_capital(c) && is_small(before)) ||
			(c != '/' && before != '/' && is_digit(c) != is_digit(before)))
			irregular++;
		before = c;
	}
	/* a letter-only name in camel case has no slash */
	return upper && lower &&
		irregular >= (base64_only ? value.len / 5 : value.len / 4);
}

/* 5, K or L, and 50 or 51 characters of base58. */
static bool
is_wallet_key(FtfStr value)
{
	if (value.len < 51 || value.len > 52 || strchr("5KL", value.data[0]) == NULL)
		return false;
	for (int i = 1; i < value.len; i++)
	{
		char		c = value.data[i];

		if ((!is_digit(c) && !is_capital(c) && !is_small(c)) || strchr("0IOl", c) != NULL)
			return false;
	}
	return true;
}

/* "sk-" at this place, and not at the end of a word. */
static bool
is_key_mark(FtfStr value, int at)
{
	char		before = at > 0 ? value.data[at - 1] : ' ';

	return at + 3 <= value.len && memcmp(value.data + at, "sk-", 3) == 0 &&
		!is_digit(before) && !is_capital(before) && !is_small(before);
}

/*
 * "sk-" and at least 20 characters with a digit and a capital among them:
 * many words put together have not both.  What begins later in the same word
 * has no more of them.
 */
static bool
has_mixed_key(FtfStr value)
{
	for (int at = 0; at < value.len; at++)
	{
		int			first = at + 3;
		bool		digit = false;
		bool		capital = false;

		if (!is_key_mark(value, at))
			continue;
		for (at = first; at < value.len; at++)
		{
			char		c = value.data[at];

			if (!is_digit(c) && !is_capital(c) && !is_small(c) && c != '_' && c != '-')
				break;
			digit |= is_digit(c);
			capital |= is_capital(c);
		}
		if (at - first >= 20 && digit && capital)
			return true;
	}
	return false;
}

typedef struct SecretForm
{
	const char *what;
	const char *anchor;			/* bytes without which the form can't match */
	const char *pattern;		/* as pattern.h says; NULL: has_mixed_key() */
} SecretForm;

/* What PostgreSQL's \s is, to be put in brackets. */
#define SPACE " \t\n\v\f\r"

static const SecretForm secret_forms[] = {
	{"a PEM block", "-----BEGIN", "-----BEGIN [A-Z0-9 ]+-----"},
	{"an SSH key", "---- BEGIN", "---- BEGIN [A-Z0-9 ]+ ----"},
	{"a PuTTY key", "PuTTY-User-Key-File", "PuTTY-User-Key-File"},
	{"an age key", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1"},
	{"an AWS access key id", "AKIA", "(^|[^A-Za-z0-9])AKIA[A-Z0-9]{16}($|[^A-Za-z0-9])"},
	{"an AWS access key id", "ASIA", "(^|[^A-Za-z0-9])ASIA[A-Z0-9]{16}($|[^A-Za-z0-9])"},
	{"an Alibaba access key id", "LTAI", "(^|[^A-Za-z0-9])LTAI[A-Za-z0-9]{12,}"},
	{"a Google API key", "AIza", "AIza[A-Za-z0-9_-]{35}"},
	{"a Google OAuth token", "ya29.", "ya29\\.[A-Za-z0-9_-]{20}"},
	{"an Azure key", "AccountKey=", "AccountKey=[A-Za-z0-9+/=]{40}"},
	{"an Azure key", "SharedAccessKey=", "SharedAccessKey=[A-Za-z0-9+/=]{40}"},
	{"an Azure key", "==", "^[A-Za-z0-9+/]{86}==$"},
	{"a JSON Web Token", "eyJ", "eyJ[A-Za-z0-9_-]{5,}\\.eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*"},
	{"a GitHub token", "gh", "(^|[^A-Za-z0-9])gh[opsur]_[A-Za-z0-9]{36}"},
	{"a GitHub token", "github_pat_", "github_pat_[A-Za-z0-9_]{22}"},
	{"a GitLab token", "glpat-", "glpat-[A-Za-z0-9_-]{20}"},
	{"a Slack token", "xox", "xox[abeoprs]-[A-Za-z0-9-]{10}"},
	{"a Slack token", "xapp-", "xapp-[0-9]+-[A-Za-z0-9-]{10}"},
	{"a Slack webhook", "hooks.slack.com/services/", "hooks\\.slack\\.com/services/[A-Z0-9]"},
	{"a Stripe key", "k_", "(^|[^A-Za-z0-9])[rs]k_(live|test)_[A-Za-z0-9]{16}"},
	{"a Hugging Face token", "hf_", "(^|[^A-Za-z0-9])hf_[A-Za-z0-9]{30}"},
	{"an npm token", "npm_", "(^|[^A-Za-z0-9])npm_[A-Za-z0-9]{36}"},
	{"a SendGrid key", "SG.", "SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"},
	{"a Databricks token", "dapi", "(^|[^A-Za-z0-9])dapi[0-9a-f]{32}"},
	{"a Telegram token", ":AA", "(^|[^0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"},
	{"an API key", "sk-", NULL},
	{"a wallet's key", "0x", "(^|[^A-Za-z0-9])0x[0-9a-fA-F]{64}($|[^A-Za-z0-9])"},
	{"a bearer token", "bearer", FTF_ANY_CASE "(^|[^a-z0-9])bearer[" SPACE "]+[a-z0-9._~+/=-]{20}"},
	{"a URL with a password", "://", "[A-Za-z][A-Za-z0-9+.-]*://[^" SPACE "/?#:]*:[^" SPACE "/?#]+@"},
	{"a credential in a setting", "=", FTF_ANY_CASE "(^|[" SPACE ";&?,{\"'_])(password|passwd|pwd|secret|api[_-]?key|access[_-]?key)[" SPACE "]*=[" SPACE "]*[^" SPACE "]"},
	{"a credential in a setting", "\":", FTF_ANY_CASE "(password|passwd|pwd|secret|api[_-]?key|access[_-]?key)\"[" SPACE "]*:[" SPACE "]*\"[^\"]"},
	{"a credential in a setting", ":", FTF_ANY_CASE "(^|[" SPACE ";,{_-])(password|passwd|pwd|secret|api[_-]?key|access[_-]?key):[ \t]*[^" SPACE "]+[ \t]*($|\n)"},
};

static bool
has_form(FtfStr value, const SecretForm *form)
{
	bool		any_case = form->pattern != NULL &&
		strncmp(form->pattern, FTF_ANY_CASE, strlen(FTF_ANY_CASE)) == 0;

	return contains(value, form->anchor, any_case) &&
		(form->pattern != NULL ? ftf_pattern_found(value, form->pattern) :
		 has_mixed_key(value));
}

/* What is longer than any value gets in nowhere: its start tells enough. */
const char *
ftf_secret_value(FtfStr value)
{
	value.len = Min(value.len, FTF_ENTRY_MAX_BYTES);
	for (size_t i = 0; i < lengthof(secret_forms); i++)
		if (has_form(value, &secret_forms[i]))
			return secret_forms[i].what;
	if (is_wallet_key(value))
		return "a wallet's key";
	return is_random_key(value) ? "a random key" : NULL;
}

char *
ftf_shown(FtfStr value)
{
	return ftf_secret_value(value) == NULL ? ftf_str_shown(value) :
		pstrdup("(withheld: looks like a credential)");
}
