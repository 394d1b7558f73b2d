/*-------------------------------------------------------------------------
 *
 * protect_view.c
 *	  Whether finetune_runs shows what is stored, and can't be written.
 *
 * A view has no ENABLE ALWAYS triggers.  Its rules make a write to it one to
 * ftf_run, whose guards refuse it; without them PostgreSQL itself would, since
 * the view is simple enough, but not for every column.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/relation.h"
#include "as_installed.h"
#include "called.h"
#include "catalog.h"
#include "commands/trigger.h"
#include "nodes/parsenodes.h"
#include "parser/parsetree.h"
#include "protect_privileges.h"
#include "protect_view.h"
#include "rewrite/prs2lock.h"
#include "rewrite/rewriteDefine.h"
#include "utils/lsyscache.h"

static const struct
{
	CmdType		command;
	const char *name;
}			writes[] = {
	{CMD_INSERT, "INSERT"},
	{CMD_UPDATE, "UPDATE"},
	{CMD_DELETE, "DELETE"},
};

/* Whatever else the statement says: ftf_run's statement trigger is first. */
static bool
is_write_to_run(const Query *action, CmdType command)
{
	return action->commandType == command && action->cteList == NIL &&
		rt_fetch(action->resultRelation, action->rtable)->relid ==
		ftf_table_oid(FTF_RUN);
}

static bool
is_guard_rule(const RewriteRule *rule)
{
	return rule->isInstead && rule->qual == NULL &&
		(rule->enabled == RULE_FIRES_ON_ORIGIN ||
		 rule->enabled == RULE_FIRES_ALWAYS) &&
		list_length(rule->actions) == 1 &&
		is_write_to_run(linitial_node(Query, rule->actions), rule->event);
}

static const char *
rules_fault(Relation view)
{
	RuleLock   *rules = view->rd_rules;

	for (size_t i = 0; i < lengthof(writes); i++)
	{
		int			found = 0;

		for (int j = 0; rules != NULL && j < rules->numLocks; j++)
			if (rules->rules[j]->event == writes[i].command)
			{
				if (!is_guard_rule(rules->rules[j]))
					return psprintf("A rule for %s is not the one that ftf_config made.",
									writes[i].name);
				found++;
			}
		if (found != 1)
			return psprintf("It has %d rules for %s, not one.", found,
							writes[i].name);
	}
	return NULL;
}

static const char *
foreign_fault(Relation view)
{
	if (view->trigdesc != NULL && view->trigdesc->numtriggers > 0)
		return psprintf("Trigger %s is not part of ftf_config.",
						view->trigdesc->triggers[0].tgname);
	return NULL;
}

static void
check_parts(FtfReport *report, Relation view)
{
	ftf_report(report, FTF_GUARD_VIEW, FTF_VIEW_NAME,
			   ftf_view_as_installed(view) ? NULL :
			   "Its query or its columns are not those that ftf_config made: it may show what no run has.",
			   "It shows what ftf_run and ftf_run_env hold.");
	ftf_protect_privileges(report, view);
	ftf_report(report, FTF_GUARD_RULES, FTF_VIEW_NAME, rules_fault(view),
			   "Its rules make every write to it one that the guards of ftf_run refuse.");
	ftf_report(report, FTF_GUARD_FOREIGN, FTF_VIEW_NAME, foreign_fault(view),
			   "No trigger of others hooks into it.");
}

void
ftf_protect_view(FtfReport *report)
{
	Oid			relid = get_relname_relid(FTF_VIEW_NAME, ftf_schema_oid());
	const char *fault = NULL;
	Relation	view;

	if (!OidIsValid(relid))
		fault = "It is missing.";
	else if (get_rel_relkind(relid) != RELKIND_VIEW)
		fault = "It is not a view.";
	else if (ftf_table_fault(FTF_RUN) != NULL ||
			 ftf_table_fault(FTF_RUN_ENV) != NULL)
		fault = "The tables that it shows are not those that ftf_config made.";
	if (fault != NULL)
	{
		ftf_report(report, FTF_GUARD_VIEW, FTF_VIEW_NAME, fault, NULL);
		return;
	}
	view = relation_open(relid, AccessShareLock);
	check_parts(report, view);
	relation_close(view, AccessShareLock);
}
