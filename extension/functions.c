/*-------------------------------------------------------------------------
 *
 * functions.c
 *	  The extension's SQL functions: what each is and who may execute it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "called.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "functions.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/syscache.h"

#define READS PROVOLATILE_STABLE
#define WRITES PROVOLATILE_VOLATILE

/* Versions of the extension that have a function. */
#define IN_1_0		0x01
#define SINCE_1_1	0x02
#define EVER		(IN_1_0 | SINCE_1_1)

static const FtfFunction functions[] = {
	{"ftf_guard_row", {0}, 0, TRIGGEROID, "", "ftf_guard_row", WRITES, 0, EVER},
	{"ftf_guard_statement", {0}, 0, TRIGGEROID, "", "ftf_guard_statement", WRITES, 0, EVER},

	{"ftf_set", {TEXTOID, TEXTOID, TEXTOID, INT8OID}, 1, INT8OID,
	"key value reason if_revision", "ftf_set", WRITES, FTF_EDITOR, EVER},
	{"ftf_unset", {TEXTOID, TEXTOID, INT8OID}, 1, INT8OID,
	"key reason if_revision", "ftf_unset", WRITES, FTF_EDITOR, EVER},
	{"ftf_apply", {JSONBOID, TEXTOID, INT8OID}, 1, INT8OID,
	"changes reason if_revision", "ftf_apply", WRITES, FTF_EDITOR, EVER},
	{"ftf_apply", {JSONOID, TEXTOID, INT8OID}, 1, INT8OID,
	"changes reason if_revision", "ftf_apply_text", WRITES, FTF_EDITOR, SINCE_1_1},
	{"ftf_apply", {TEXTOID, TEXTOID, INT8OID}, 1, INT8OID,
	"changes reason if_revision", "ftf_apply_text", WRITES, FTF_EDITOR, EVER},
	{"ftf_revert", {INT8OID, TEXTOID, TEXTOID}, 1, INT8OID,
	"to_revision reason key", "ftf_revert", WRITES, FTF_EDITOR, EVER},
	{"ftf_define", {TEXTOID, JSONBOID, TEXTOID}, 0, INT8OID,
	"key definition reason", "ftf_define", WRITES, FTF_EDITOR, EVER},
	{"ftf_define", {TEXTOID, JSONOID, TEXTOID}, 0, INT8OID,
	"key definition reason", "ftf_define_text", WRITES, FTF_EDITOR, SINCE_1_1},
	{"ftf_define", {TEXTOID, TEXTOID, TEXTOID}, 0, INT8OID,
	"key definition reason", "ftf_define_text", WRITES, FTF_EDITOR, EVER},
	{"ftf_undefine", {TEXTOID, TEXTOID}, 0, INT8OID,
	"key reason", "ftf_undefine", WRITES, FTF_EDITOR, EVER},
	{"ftf_govern", {TEXTARRAYOID, TEXTOID}, 0, INT8OID,
	"prefixes reason", "ftf_govern", WRITES, FTF_ADMIN, EVER},
	{"ftf_act_as", {TEXTOID}, 0, VOIDOID,
	"operator", "ftf_act_as", WRITES, FTF_ACT_AS, EVER},

	{"ftf_get", {TEXTOID}, 0, TEXTOID, "key", "ftf_get", READS, FTF_READER, EVER},
	{"ftf_env", {0}, 0, JSONBOID, "", "ftf_env", READS, FTF_READER, EVER},
	{"ftf_env_at", {INT8OID}, 0, JSONBOID,
	"revision", "ftf_env_at_revision", READS, FTF_READER, EVER},
	{"ftf_env_at", {TIMESTAMPTZOID}, 0, JSONBOID,
	"at", "ftf_env_at_time", READS, FTF_READER, IN_1_0},
	{"ftf_env_at_time", {TIMESTAMPTZOID}, 0, JSONBOID,
	"at", "ftf_env_at_time", READS, FTF_READER, SINCE_1_1},
	{"ftf_require", {TEXTARRAYOID}, 0, INT8OID,
	"keys", "ftf_require", READS, FTF_READER, EVER},
	{"ftf_diff", {INT8OID, INT8OID}, 0, RECORDOID,
	"from_revision to_revision key from_value to_value revision operator reason changed_at",
	"ftf_diff", READS, FTF_READER, EVER},

	{"ftf_snapshot", {TEXTOID, JSONBOID, TEXTARRAYOID}, 2, JSONBOID,
	"run_id overrides required", "ftf_snapshot", WRITES, FTF_PIPELINE, EVER},
	{"ftf_snapshot", {TEXTOID, JSONOID, TEXTARRAYOID}, 1, JSONBOID,
	"run_id overrides required", "ftf_snapshot_text", WRITES, FTF_PIPELINE, SINCE_1_1},
	{"ftf_snapshot", {TEXTOID, TEXTOID, TEXTARRAYOID}, 1, JSONBOID,
	"run_id overrides required", "ftf_snapshot_text", WRITES, FTF_PIPELINE, EVER},
	{"ftf_run_diff", {TEXTOID, TEXTOID}, 0, RECORDOID,
	"run_a run_b key value_a value_b source revision operator reason changed_at",
	"ftf_run_diff", READS, FTF_READER, EVER},

	{"ftf_head", {0}, 0, TEXTOID, "", "ftf_head", READS, FTF_READER, EVER},
	{"ftf_entry_bytes", {INT8OID}, 0, BYTEAOID,
	"entry_id", "ftf_entry_bytes", READS, FTF_READER, EVER},
	{"ftf_verify", {TEXTOID}, 1, RECORDOID,
	"anchor finding part object detail", "ftf_verify", READS, FTF_READER, EVER},
	{"ftf_protection", {0}, 0, RECORDOID,
	"guard object holds detail", "ftf_protection", READS, FTF_READER, IN_1_0},
	{"ftf_protection", {0}, 0, RECORDOID,
	"guard object severity holds detail", "ftf_protection_1_1", READS, FTF_READER, SINCE_1_1},
	{"ftf_grant", {TEXTOID, TEXTOID}, 0, VOIDOID,
	"role access", "ftf_grant", WRITES, FTF_ADMIN, EVER},
	{"ftf_revoke", {TEXTOID, TEXTOID}, 0, VOIDOID,
	"role access", "ftf_revoke", WRITES, FTF_ADMIN, EVER},
	{NULL}
};

const FtfFunction *
ftf_next_function(const FtfFunction *function)
{
	function = function == NULL ? functions : function + 1;
	while (function->name != NULL && function->versions != EVER &&
		   function->versions != (ftf_called_is_1_0() ? IN_1_0 : SINCE_1_1))
		function++;
	return function->name == NULL ? NULL : function;
}

static int
argument_count(const FtfFunction *function)
{
	int			count = 0;

	while (count < FTF_MAX_ARGUMENTS && OidIsValid(function->arguments[count]))
		count++;
	return count;
}

HeapTuple
ftf_function_tuple(const FtfFunction *function)
{
	return SearchSysCache3(PROCNAMEARGSNSP, CStringGetDatum(function->name),
						   PointerGetDatum(buildoidvector(function->arguments,
														  argument_count(function))),
						   ObjectIdGetDatum(ftf_schema_oid()));
}

Oid
ftf_function_oid(const FtfFunction *function)
{
	HeapTuple	tuple = ftf_function_tuple(function);
	Oid			oid = InvalidOid;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	oid = ((Form_pg_proc) GETSTRUCT(tuple))->oid;
	ReleaseSysCache(tuple);
	return ftf_is_member_function(oid) ? oid : InvalidOid;
}

char *
ftf_function_signature(const FtfFunction *function)
{
	StringInfoData signature;

	initStringInfo(&signature);
	appendStringInfo(&signature, "%s(", function->name);
	for (int i = 0; i < argument_count(function); i++)
		appendStringInfo(&signature, "%s%s", i > 0 ? "," : "",
						 format_type_be(function->arguments[i]));
	appendStringInfoChar(&signature, ')');
	return signature.data;
}

/* In the place of one of the extension's: what it is, its own fault tells. */
static bool
is_listed(Oid oid)
{
	bool		listed = false;

	for (const FtfFunction *function = ftf_next_function(NULL);
		 function != NULL && !listed; function = ftf_next_function(function))
	{
		HeapTuple	tuple = ftf_function_tuple(function);

		if (!HeapTupleIsValid(tuple))
			continue;
		listed = ((Form_pg_proc) GETSTRUCT(tuple))->oid == oid;
		ReleaseSysCache(tuple);
	}
	return listed;
}

List *
ftf_function_strangers(const FtfFunction *function)
{
	CatCList   *namesakes = SearchSysCacheList1(PROCNAMEARGSNSP,
												CStringGetDatum(function->name));
	List	   *strangers = NIL;

	for (int i = 0; i < namesakes->n_members; i++)
	{
		Form_pg_proc proc = (Form_pg_proc)
			GETSTRUCT(&namesakes->members[i]->tuple);

		if (proc->pronamespace == ftf_schema_oid() &&
			!ftf_is_member_function(proc->oid) && !is_listed(proc->oid))
			strangers = lappend_oid(strangers, proc->oid);
	}
	ReleaseSysCacheList(namesakes);
	return strangers;
}
