/*-------------------------------------------------------------------------
 *
 * json_text.h
 *	  Several texts as one parameter: JSON, which no setting reads otherwise.
 *
 * (What is in '{...}' depends on array_nulls.)  Of a key that stands twice, the
 * json type keeps both.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_JSON_TEXT_H
#define FTF_STORE_JSON_TEXT_H

/* A parameter that json_list() made, as text[]; null if it is null. */
#define TEXTS(parameter) \
	"CASE WHEN " parameter "::json IS NOT NULL" \
	" THEN ARRAY(SELECT json_array_elements_text(" parameter "::json)) END"

/* '["...", null]' and '{"...": "...", "...": null}'; pg_free() them. */
extern char *json_list(const char *const *items, int count);
extern char *json_pairs(const char *const *keys, const char *const *values,
						int count);

#endif							/* FTF_STORE_JSON_TEXT_H */
