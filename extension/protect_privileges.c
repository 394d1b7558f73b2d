/*-------------------------------------------------------------------------
 *
 * protect_privileges.c
 *	  Who may write the tables and the view, or drop them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "called.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "protect_privileges.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* What lets others than the owner write, or hook something in. */
#define WRITE_PRIVILEGES (ACL_INSERT | ACL_UPDATE | ACL_DELETE | \
	ACL_TRUNCATE | ACL_TRIGGER | ACL_REFERENCES)

/* A role other than the owner to which the ACL gives one of these, or NULL. */
static const char *
acl_holder(Acl *acl, Oid owner, AclMode privileges)
{
	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		AclItem    *item = &ACL_DAT(acl)[i];

		if (item->ai_grantee != owner &&
			(ACLITEM_GET_PRIVS(*item) & privileges) != 0)
			return item->ai_grantee == ACL_ID_PUBLIC ? "PUBLIC" :
				GetUserNameFromId(item->ai_grantee, true);
	}
	return NULL;
}

static const char *
acl_writer(Datum acl, Oid owner)
{
	return acl_holder(DatumGetAclP(acl), owner, WRITE_PRIVILEGES);
}

static const char *
column_writer(Relation rel)
{
	for (int i = 1; i <= RelationGetNumberOfAttributes(rel); i++)
	{
		HeapTuple	tuple = SearchSysCache2(ATTNUM,
											ObjectIdGetDatum(RelationGetRelid(rel)),
											Int16GetDatum(i));
		bool		isnull = true;
		Datum		acl = 0;
		const char *writer;

		if (HeapTupleIsValid(tuple))
			acl = SysCacheGetAttr(ATTNUM, tuple, Anum_pg_attribute_attacl,
								  &isnull);
		writer = isnull ? NULL : acl_writer(acl, rel->rd_rel->relowner);
		if (HeapTupleIsValid(tuple))
			ReleaseSysCache(tuple);
		if (writer != NULL)
			return writer;
	}
	return NULL;
}

/* A role other than the owner that holds what it must not, or NULL. */
static const char *
relation_writer(Relation rel)
{
	HeapTuple	tuple = SearchSysCache1(RELOID,
										ObjectIdGetDatum(RelationGetRelid(rel)));
	const char *writer = NULL;
	bool		isnull;
	Datum		acl;

	if (HeapTupleIsValid(tuple))
	{
		acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &isnull);
		if (!isnull)
			writer = acl_writer(acl, rel->rd_rel->relowner);
		ReleaseSysCache(tuple);
	}
	return writer != NULL ? writer : column_writer(rel);
}

/*
 * A role that was given the use of the row type, or NULL.  By default PUBLIC
 * has it, which is told apart: pg_upgrade makes row types anew.
 */
static const char *
row_type_user(Relation rel, bool *by_default)
{
	HeapTuple	tuple = SearchSysCache1(TYPEOID,
										ObjectIdGetDatum(rel->rd_rel->reltype));
	const char *user = NULL;
	Datum		acl;

	*by_default = false;
	if (HeapTupleIsValid(tuple))
	{
		acl = SysCacheGetAttr(TYPEOID, tuple, Anum_pg_type_typacl, by_default);
		if (!*by_default)
			user = acl_holder(DatumGetAclP(acl), rel->rd_rel->relowner,
							  ACL_USAGE);
		ReleaseSysCache(tuple);
	}
	return user;
}

static const char *
privilege_fault(Relation rel, const char *type_user)
{
	const char *writer = relation_writer(rel);

	if (writer != NULL)
		return psprintf("Role %s holds more than SELECT.", writer);
	if (!superuser_arg(rel->rd_rel->relowner))
		return psprintf("Its owner %s is not a superuser.",
						GetUserNameFromId(rel->rd_rel->relowner, true));
	if (type_user != NULL)
		return psprintf("Role %s holds USAGE on its row type: a column of that type would stand in the way of upgrades.",
						type_user);
	return NULL;
}

void
ftf_protect_privileges(FtfReport *report, Relation rel)
{
	const char *name = RelationGetRelationName(rel);
	bool		by_default;
	const char *type_user = row_type_user(rel, &by_default);
	const char *fault = privilege_fault(rel, type_user);
	const char *note = NULL;

	/* 1.0.0 left the use of the types to PUBLIC */
	if (by_default && !ftf_called_is_1_0())
		note = psprintf("PUBLIC holds USAGE on its row type, as after pg_upgrade: REVOKE USAGE ON TYPE %s FROM PUBLIC.",
						quote_qualified_identifier(get_namespace_name(ftf_schema_oid()), name));
	if (fault != NULL)
		ftf_report(report, FTF_GUARD_PRIVILEGE, name, fault, NULL);
	else
		ftf_report_note(report, FTF_GUARD_PRIVILEGE, name, note,
						"Nobody but the owner, a superuser, holds more than SELECT.");
}

/* A role that isn't a superuser can drop what is in its schema or database. */
void
ftf_protect_schema(FtfReport *report)
{
	Oid			owner = ftf_schema_owner();

	ftf_report(report, FTF_GUARD_PRIVILEGE, get_namespace_name(ftf_schema_oid()),
			   superuser_arg(owner) ? NULL :
			   psprintf("The schema's owner %s is not a superuser and can drop it with all that is in it.",
						GetUserNameFromId(owner, true)),
			   "The schema's owner is a superuser.");
}
