/*-------------------------------------------------------------------------
 *
 * sarif.c
 *	  Findings in SARIF 2.1.0, which code hosts show beside the code.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <jansson.h>

#include "cli/output.h"
#include "lib/stringinfo.h"
#include "sarif.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* What a URI's path may hold as it is (RFC 3986). */
#define URI_CHARACTERS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"

/* Relative to where ftf was started, or file: for an absolute path. */
static char *
uri_of(const char *path)
{
	StringInfoData uri;

	initStringInfo(&uri);
	if (path[0] == '/')
		appendStringInfoString(&uri, "file://");
	for (; *path != '\0'; path++)
	{
		if (strchr(URI_CHARACTERS, *path) != NULL)
			appendStringInfoChar(&uri, *path);
		else
			appendStringInfo(&uri, "%%%02X", (unsigned char) *path);
	}
	return uri.data;
}

static json_t *
sarif_rules(void)
{
	json_t	   *rules = json_array();

	for (int i = 0; i < RULE_COUNT; i++)
		json_array_append_new(rules,
							  json_pack("{s:s, s:{s:s}, s:{s:s}}",
										"id", lint_rules[i].name,
										"shortDescription", "text", lint_rules[i].summary,
										"defaultConfiguration", "level", lint_rules[i].level));
	return rules;
}

static json_t *
sarif_location(const LintFinding *finding, const char *elsewhere)
{
	bool		has_place = finding->path != NULL;
	char	   *uri = uri_of(has_place ? finding->path : elsewhere);
	json_t	   *location = json_pack("{s:{s:{s:s}, s:{s:i, s:i}}}",
									 "physicalLocation",
									 "artifactLocation", "uri", uri,
									 "region", "startLine", has_place ? finding->line : 1,
									 "startColumn", has_place ? finding->column : 1);

	pg_free(uri);
	return location;
}

static json_t *
sarif_results(const LintFindings *findings, const char *elsewhere)
{
	json_t	   *results = json_array();

	for (int i = 0; i < findings->count; i++)
	{
		const LintFinding *finding = &findings->items[i];

		json_array_append_new(results,
							  json_pack("{s:s, s:i, s:s, s:{s:s}, s:[o], s:{s:s}}",
										"ruleId", lint_rules[finding->rule].name,
										"ruleIndex", (int) finding->rule,
										"level", lint_rules[finding->rule].level,
										"message", "text", finding->message,
										"locations", sarif_location(finding, elsewhere),
										"properties", "key", finding->key));
	}
	return results;
}

void
lint_print_sarif(const LintFindings *findings, const char *elsewhere)
{
	json_t	   *log = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}",
								"$schema", SCHEMA, "version", "2.1.0",
								"runs", "tool", "driver",
								"name", "ftf lint", "version", FTF_VERSION,
								"rules", sarif_rules(),
								"columnKind", "unicodeCodePoints",
								"results", sarif_results(findings, elsewhere));

	print_json_value(log, JSON_INDENT(1));
}
