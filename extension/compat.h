/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Differences between PostgreSQL majors (15 to 18), all in one place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMPAT_H
#define FTF_COMPAT_H

#include "access/genam.h"
#include "common/jsonapi.h"
#include "executor/executor.h"
#include "utils/jsonfuncs.h"

#if PG_VERSION_NUM < 150000 || PG_VERSION_NUM >= 190000
#error "ftf_config supports PostgreSQL 15 to 18"
#endif

#if PG_VERSION_NUM >= 180000
#define ftf_index_beginscan(heap, index, snapshot, nkeys) \
	index_beginscan(heap, index, snapshot, NULL, nkeys, 0)
#else
#define ftf_index_beginscan(heap, index, snapshot, nkeys) \
	index_beginscan(heap, index, snapshot, nkeys, 0)
#endif

#if PG_VERSION_NUM >= 160000
#define ftf_evalplanqual_init(epqstate, estate) \
	EvalPlanQualInit(epqstate, estate, NULL, NIL, -1, NIL)
typedef JsonParseErrorType ftf_json_action_result;
#define FTF_JSON_ACTION_DONE return JSON_SUCCESS
#else
#define ftf_evalplanqual_init(epqstate, estate) \
	EvalPlanQualInit(epqstate, estate, NULL, NIL, -1)
typedef void ftf_json_action_result;
#define FTF_JSON_ACTION_DONE return
#endif

#if PG_VERSION_NUM >= 170000
#define ftf_json_lexer(input) makeJsonLexContext(NULL, input, true)
#else
#define ftf_json_lexer(input) makeJsonLexContext(input, true)
#endif

#endif							/* FTF_COMPAT_H */
