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
#include "access/htup_details.h"
#include "catalog/pg_auth_members.h"
#include "catalog/pg_authid.h"
#include "common/jsonapi.h"
#include "executor/executor.h"
#include "utils/acl.h"
#include "utils/jsonfuncs.h"
#include "utils/syscache.h"
#include "utils/tuplesort.h"

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
#include "varatt.h"
#define ftf_evalplanqual_init(epqstate, estate) \
	EvalPlanQualInit(epqstate, estate, NULL, NIL, -1, NIL)
typedef JsonParseErrorType ftf_json_action_result;
#define FTF_JSON_ACTION_DONE return JSON_SUCCESS
#define ftf_may_set_role member_can_set_role
#define ftf_tuplesort_getdatum(sort, value, isnull) \
	tuplesort_getdatum(sort, true, true, value, isnull, NULL)
/* a view's query began with the view itself, as OLD and as NEW */
#define FTF_VIEW_OWN_RANGES 0
#else
#define ftf_evalplanqual_init(epqstate, estate) \
	EvalPlanQualInit(epqstate, estate, NULL, NIL, -1)
typedef void ftf_json_action_result;
#define FTF_JSON_ACTION_DONE return
#define ftf_may_set_role is_member_of_role
#define ftf_tuplesort_getdatum(sort, value, isnull) \
	tuplesort_getdatum(sort, true, value, isnull, NULL)
#define FTF_VIEW_OWN_RANGES 2
#endif

#if PG_VERSION_NUM >= 170000
#define ftf_json_lexer(input) makeJsonLexContext(NULL, input, true)
#else
#define ftf_json_lexer(input) makeJsonLexContext(input, true)
#endif

/* True if the member has what the role may: a matter of the member, up to 15. */
static inline bool
ftf_membership_inherits(Form_pg_auth_members membership)
{
#if PG_VERSION_NUM >= 160000
	return membership->inherit_option;
#else
	HeapTuple	tuple = SearchSysCache1(AUTHOID,
										ObjectIdGetDatum(membership->member));
	bool		inherits = false;

	if (HeapTupleIsValid(tuple))
	{
		inherits = ((Form_pg_authid) GETSTRUCT(tuple))->rolinherit;
		ReleaseSysCache(tuple);
	}
	return inherits;
#endif
}

#endif							/* FTF_COMPAT_H */
