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
#include "miscadmin.h"
#include "protect_privileges.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* What lets others than the owner write, or hook something in. */
#define WRITE_PRIVILEGES (ACL_INSERT | ACL_UPDATE | ACL_DELETE | \
	ACL_TRUNCATE | ACL_TRIGGER | ACL_REFERENCES)

/* A role other than the owner that the ACL lets write, or NULL. */
static const char *
acl_writer(Datum datum, Oid owner)
{
	Acl		   *acl = DatumGetAclP(datum);

	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		AclItem    *item = &ACL_DAT(acl)[i];

		if (item->ai_grantee != owner &&
			(ACLITEM_GET_PRIVS(*item) & WRITE_PRIVILEGES) != 0)
			return item->ai_grantee == ACL_ID_PUBLIC ? "PUBLIC" :
				GetUserNameFromId(item->ai_grantee, true);
	}
	return NULL;
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

void
ftf_protect_privileges(FtfReport *report, Relation rel)
{
	HeapTuple	tuple = SearchSysCache1(RELOID,
										ObjectIdGetDatum(RelationGetRelid(rel)));
	const char *writer = NULL;
	const char *fault = NULL;
	bool		isnull = true;
	Datum		acl = 0;

	if (HeapTupleIsValid(tuple))
	{
		acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &isnull);
		if (!isnull)
			writer = acl_writer(acl, rel->rd_rel->relowner);
		ReleaseSysCache(tuple);
	}
	if (writer == NULL)
		writer = column_writer(rel);

	if (writer != NULL)
		fault = psprintf("Role %s holds more than SELECT.", writer);
	else if (!superuser_arg(rel->rd_rel->relowner))
		fault = psprintf("Its owner %s is not a superuser.",
						 GetUserNameFromId(rel->rd_rel->relowner, true));
	ftf_report(report, FTF_GUARD_PRIVILEGE, RelationGetRelationName(rel), fault,
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
