/*-------------------------------------------------------------------------
 *
 * access.c
 *	  Who may do what: ftf_grant and ftf_revoke.
 *
 * An access is a list of ordinary privileges on the extension's functions and
 * tables, given by GRANT in the name of the extension's owner.  So pg_dump
 * keeps them, and \dp and has_function_privilege() tell them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/xact.h"
#include "args.h"
#include "called.h"
#include "catalog.h"
#include "catalog/namespace.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "durable.h"
#include "functions.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "rules/secret.h"
#include "statement.h"
#include "storage/lock.h"
#include "str.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

PG_FUNCTION_INFO_V1(ftf_grant);
PG_FUNCTION_INFO_V1(ftf_revoke);

/* Apart from pg_advisory_lock's classes and from those of runs and installations. */
#define ACCESS_LOCK_CLASS 5

static const struct
{
	const char *name;
	int			parts;
}			accesses[] = {
	{"reader", FTF_READER},
	{"pipeline", FTF_READER | FTF_PIPELINE},
	{"editor", FTF_READER | FTF_EDITOR},
	{"console", FTF_READER | FTF_EDITOR | FTF_ACT_AS},
	{"admin", FTF_READER | FTF_PIPELINE | FTF_EDITOR | FTF_ACT_AS | FTF_ADMIN},
};

/* What a reader may SELECT from. */
static const char *const readable[] = {
	"ftf_config", "ftf_config_history", "ftf_parameter", "ftf_run",
	"ftf_run_env", "finetune_runs",
};

static int
access_parts(text *access)
{
	for (size_t i = 0; i < lengthof(accesses); i++)
		if (ftf_str_equal(ftf_str(access), ftf_str_c(accesses[i].name)))
			return accesses[i].parts;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("access \"%s\" does not exist",
					ftf_shown(ftf_str(access))),
			 errhint("It is reader, pipeline, editor, console or admin.")));
}

static List *
qualified_name(const char *name)
{
	return list_make2(makeString(get_namespace_name(ftf_schema_oid())),
					  makeString(pstrdup(name)));
}

/* The function as GRANT names it. */
static ObjectWithArgs *
function_object(const FtfFunction *function)
{
	ObjectWithArgs *object = makeNode(ObjectWithArgs);

	object->objname = qualified_name(function->name);
	for (int i = 0; i < FTF_MAX_ARGUMENTS; i++)
		if (OidIsValid(function->arguments[i]))
			object->objargs = lappend(object->objargs,
									  makeTypeNameFromOid(function->arguments[i],
														  -1));
	return object;
}

/* GRANT or REVOKE one privilege on objects of one type. */
static void
execute_grant(bool is_grant, ObjectType type, List *objects,
			  const char *privilege, const char *role)
{
	GrantStmt  *stmt = makeNode(GrantStmt);
	AccessPriv *priv = makeNode(AccessPriv);
	RoleSpec   *grantee = makeNode(RoleSpec);

	priv->priv_name = pstrdup(privilege);
	grantee->roletype = ROLESPEC_CSTRING;
	grantee->rolename = pstrdup(role);
	grantee->location = -1;
	stmt->is_grant = is_grant;
	stmt->targtype = ACL_TARGET_OBJECT;
	stmt->objtype = type;
	stmt->objects = objects;
	stmt->privileges = list_make1(priv);
	stmt->grantees = list_make1(grantee);
	stmt->behavior = DROP_RESTRICT;
	ExecuteGrantStmt(stmt);
}

static void
change_access(bool is_grant, int parts, const char *role)
{
	List	   *callable = NIL;
	List	   *tables = NIL;

	for (const FtfFunction *function = ftf_next_function(NULL);
		 function != NULL; function = ftf_next_function(function))
		if ((function->part & parts) != 0 &&
			OidIsValid(ftf_function_oid(function)))
			callable = lappend(callable, function_object(function));
	if (callable == NIL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the function that was called is not part of the extension"),
				 errhint("SELECT * FROM ftf_protection() WHERE NOT holds shows what was changed.")));
	for (size_t i = 0; i < lengthof(readable); i++)
		tables = lappend(tables,
						 makeRangeVarFromNameList(qualified_name(readable[i])));

	execute_grant(is_grant, OBJECT_FUNCTION, callable, "execute", role);
	execute_grant(is_grant, OBJECT_TABLE, tables, "select", role);

	/* on revoking, the schema is left: other things in it may need it */
	if (is_grant &&
		!DatumGetBool(DirectFunctionCall3(has_schema_privilege_id_id,
										  ObjectIdGetDatum(get_role_oid(role, false)),
										  ObjectIdGetDatum(ftf_schema_oid()),
										  CStringGetTextDatum("USAGE"))))
		execute_grant(true, OBJECT_SCHEMA,
					  list_make1(makeString(get_namespace_name(ftf_schema_oid()))),
					  "usage", role);
}

/*
 * Until the transaction ends: two that changed one catalog row at the same
 * time would not both succeed.
 */
static void
lock_access(void)
{
	LOCKTAG		tag;

	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, 0, 0, ACCESS_LOCK_CLASS);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);
}

static Datum
change_access_as_owner(FunctionCallInfo fcinfo, bool is_grant,
					   const char *function)
{
	text	   *role = ftf_arg_required_text(fcinfo, 0, "role");
	text	   *access = ftf_arg_required_text(fcinfo, 1, "access");
	Relation	config;
	Oid			owner;
	Oid			caller;
	int			context;

	ftf_remember_called(fcinfo);
	ftf_check_may_write(function);
	(void) get_role_oid(text_to_cstring(role), false);
	lock_access();
	config = table_open(ftf_table_oid(FTF_CONFIG), AccessShareLock);
	owner = config->rd_rel->relowner;
	table_close(config, AccessShareLock);

	/* an error on the way restores the identity with the transaction */
	GetUserIdAndSecContext(&caller, &context);
	SetUserIdAndSecContext(owner, context | SECURITY_LOCAL_USERID_CHANGE);
	change_access(is_grant, access_parts(access), text_to_cstring(role));
	SetUserIdAndSecContext(caller, context);
	ftf_durable_note(FTF_DONE_ACCESS);
	PG_RETURN_VOID();
}

/* ftf_grant(role text, access text) returns void */
Datum
ftf_grant(PG_FUNCTION_ARGS)
{
	return change_access_as_owner(fcinfo, true, "ftf_grant()");
}

/* ftf_revoke(role text, access text) returns void */
Datum
ftf_revoke(PG_FUNCTION_ARGS)
{
	return change_access_as_owner(fcinfo, false, "ftf_revoke()");
}
