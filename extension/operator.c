/*-------------------------------------------------------------------------
 *
 * operator.c
 *	  The person that a change is attributed to.
 *
 * A person logs in with a role of their own.  A service role (a console's)
 * speaks for many and must name one of them with ftf_act_as in each
 * transaction.  Both come from what the server authenticated, which SET ROLE,
 * SET SESSION AUTHORIZATION and SECURITY DEFINER functions do not change.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "admit.h"
#include "args.h"
#include "called.h"
#include "catalog/pg_auth_members.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_proc.h"
#include "compat.h"
#include "errors.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/pg_list.h"
#include "operator.h"
#include "statement.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_act_as);

/* One call of ftf_act_as; a rolled back savepoint takes its calls with it. */
typedef struct ActingAs
{
	SubTransactionId subid;
	text	   *person;
	bool		in_block;		/* other statements could follow */
	bool		used;
} ActingAs;

/* In TopTransactionContext, latest call first; NIL outside a transaction. */
static List *acting_as = NIL;

/*
 * What else the statement would do could not be known when the name was given:
 * "SELECT ftf_act_as(...), ftf_set(...)" is fine.
 */
void
ftf_operator_before_commit(void)
{
	ActingAs   *call = acting_as == NIL ? NULL : linitial(acting_as);

	if (call != NULL && !call->in_block && !call->used)
		ereport(WARNING,
				(errcode(ERRCODE_NO_ACTIVE_SQL_TRANSACTION),
				 errmsg("ftf_act_as() can only be used in transaction blocks"),
				 errdetail("The name ended with its transaction, in which nothing used it."),
				 errhint("BEGIN before it, and COMMIT after the changes.")));
}

void
ftf_operator_at_transaction_end(void)
{
	acting_as = NIL;
}

void
ftf_operator_at_subtransaction_abort(SubTransactionId mine)
{
	while (acting_as != NIL &&
		   ((ActingAs *) linitial(acting_as))->subid == mine)
		acting_as = list_delete_first(acting_as);
}

void
ftf_operator_at_subtransaction_commit(SubTransactionId mine,
									  SubTransactionId parent)
{
	ListCell   *lc;

	foreach(lc, acting_as)
	{
		ActingAs   *call = lfirst(lc);

		if (call->subid == mine)
			call->subid = parent;
	}
}

/* Roles are common to all databases, also to those of other encodings. */
static text *
role_text(const char *name)
{
	if (!pg_verifymbstr(name, strlen(name), true))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("the name of a role is not valid in UTF-8"),
				 errdetail("The role was made in a database of another encoding; a dump that holds its name could not be restored."),
				 errhint("Rename it there with ALTER ROLE ... RENAME TO ....")));
	return cstring_to_text(name);
}

text *
ftf_effective_role(void)
{
	return role_text(GetUserNameFromId(GetUserId(), false));
}

text *
ftf_session_role(void)
{
	char	   *name = GetUserNameFromId(GetAuthenticatedUserId(), true);

	if (name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_UNATTRIBUTED),
				 errmsg("the role that logged in does not exist any more"),
				 errhint("Connect again, with a role that exists.")));
	return role_text(name);
}

/* The roles whose privileges this one inherits, itself among them. */
static List *
inherited_roles(Oid roleid)
{
	List	   *roles = list_make1_oid(roleid);

	/* the list grows while it is gone through */
	for (int i = 0; i < list_length(roles); i++)
	{
		Oid			member = list_nth_oid(roles, i);
		CatCList   *memberships = SearchSysCacheList1(AUTHMEMMEMROLE,
													  ObjectIdGetDatum(member));

		for (int j = 0; j < memberships->n_members; j++)
		{
			Form_pg_auth_members membership = (Form_pg_auth_members)
				GETSTRUCT(&memberships->members[j]->tuple);

			if (ftf_membership_inherits(membership))
				roles = list_append_unique_oid(roles, membership->roleid);
		}
		ReleaseSysCacheList(memberships);
	}
	return roles;
}

/* Has the privileges of the other role, which being a superuser does not give. */
static bool
has_privileges(Oid roleid, Oid other)
{
	List	   *roles;
	bool		found;

	if (!superuser_arg(roleid))
		return has_privs_of_role(roleid, other);
	roles = inherited_roles(roleid);
	found = list_member_oid(roles, other);
	list_free(roles);
	return found;
}

typedef bool (*Relationship) (Oid roleid, Oid other);

/*
 * True if the ACL of one of the extension's functions of this name gives
 * EXECUTE to a role that roleid has the relationship to, or to PUBLIC.  The
 * owner's own right does not count.
 */
static bool
granted_execute(Oid roleid, const char *function, Relationship relationship)
{
	CatCList   *candidates = SearchSysCacheList1(PROCNAMEARGSNSP,
												 CStringGetDatum(function));
	bool		found = false;

	for (int i = 0; i < candidates->n_members && !found; i++)
	{
		HeapTuple	tuple = &candidates->members[i]->tuple;
		Form_pg_proc proc = (Form_pg_proc) GETSTRUCT(tuple);
		bool		isnull;
		Datum		datum;
		Acl		   *acl;

		if (!ftf_is_member_function(proc->oid))
			continue;
		datum = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proacl, &isnull);
		if (isnull)				/* the default is EXECUTE to PUBLIC */
		{
			found = true;
			break;
		}
		acl = DatumGetAclP(datum);
		for (int j = 0; j < ACL_NUM(acl) && !found; j++)
		{
			AclItem    *item = &ACL_DAT(acl)[j];

			if ((ACLITEM_GET_PRIVS(*item) & ACL_EXECUTE) != 0 &&
				item->ai_grantee != proc->proowner)
				found = item->ai_grantee == ACL_ID_PUBLIC ||
					relationship(roleid, item->ai_grantee);
		}
	}
	ReleaseSysCacheList(candidates);
	return found;
}

/*
 * True if the role may execute the extension's function by a grant to it, to
 * a role that it inherits from, or to one that it has become by SET ROLE.
 */
static bool
holds_execute(Oid roleid, const char *function)
{
	return granted_execute(roleid, function, has_privileges) ||
		(!superuser_arg(roleid) &&
		 granted_execute(GetUserId(), function, has_privileges) &&
		 granted_execute(roleid, function, ftf_may_set_role));
}

/* A service role may speak for others and is not an administrator. */
static bool
is_service_role(Oid roleid)
{
	return holds_execute(roleid, "ftf_act_as") &&
		!holds_execute(roleid, "ftf_grant");
}

text *
ftf_operator_or_service(void)
{
	text	   *role;

	if (acting_as != NIL)
	{
		ActingAs   *call = linitial(acting_as);

		call->used = true;
		return call->person;
	}
	role = ftf_session_role();
	ftf_admit_operator(role);	/* a role can have any name, also a blank */
	return role;
}

text *
ftf_operator(void)
{
	if (acting_as == NIL && is_service_role(GetAuthenticatedUserId()))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_UNATTRIBUTED),
				 errmsg("role \"%s\" must name the person that it acts for",
						text_to_cstring(ftf_session_role())),
				 errhint("Call ftf_act_as(operator) in this transaction first.")));
	return ftf_operator_or_service();
}

static Datum
act_as(FunctionCallInfo fcinfo, Jsonb *none)
{
	Oid			roleid = GetAuthenticatedUserId();
	text	   *person = ftf_arg_text(fcinfo, 0);
	MemoryContext oldcontext;
	ActingAs   *call;

	ftf_remember_called(fcinfo);
	ftf_check_own_name("ftf_act_as()");
	if (!superuser_arg(roleid) && !holds_execute(roleid, "ftf_act_as"))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("role \"%s\" may not act for others",
						text_to_cstring(ftf_session_role())),
				 errhint("An administrator can allow it: SELECT ftf_grant('%s', 'console').",
						 text_to_cstring(ftf_session_role()))));
	ftf_admit_operator(person);

	oldcontext = MemoryContextSwitchTo(TopTransactionContext);
	call = palloc(sizeof(ActingAs));
	call->subid = GetCurrentSubTransactionId();
	call->person = (text *) PG_DETOAST_DATUM_COPY(PointerGetDatum(person));
	call->in_block = IsTransactionBlock();
	call->used = false;
	acting_as = lcons(call, acting_as);
	MemoryContextSwitchTo(oldcontext);

	PG_RETURN_VOID();
}

/*
 * ftf_act_as(operator text) returns void
 *
 * The role that logged in must itself be allowed to, so that a SECURITY
 * DEFINER wrapper can't lend the right to speak for others.
 */
Datum
ftf_act_as(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, act_as);
}
