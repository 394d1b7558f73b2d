/*-------------------------------------------------------------------------
 *
 * as_installed.c
 *	  Does SQL that is kept in the catalogs still say what the install script
 *	  says?
 *
 * Kept is a tree of nodes.  It is compared with the one that this server makes
 * from the script's text, so that neither a major's way to write a tree nor
 * its way to show one as text matters, and pg_upgrade, which makes them again
 * from such text, changes nothing.  All names in the text are qualified, so
 * search_path does not matter either.  Nothing is executed, and no hook sees
 * the statement.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "as_installed.h"
#include "catalog/heap.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_rewrite.h"
#include "columns.h"
#include "compat.h"
#include "nodes/nodeFuncs.h"
#include "parser/analyze.h"
#include "parser/parse_node.h"
#include "parser/parse_relation.h"
#include "parser/parser.h"
#include "rewrite/rewriteManip.h"
#include "rewrite/rewriteSupport.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* By column, without SELECT. */
static const char *const generation_sql[] = {
	[Anum_parameter_type] = "COALESCE(definition OPERATOR(pg_catalog.->>) 'type', 'text')",
	[Anum_parameter_minimum] = "((definition OPERATOR(pg_catalog.->>) 'minimum'))::numeric",
	[Anum_parameter_maximum] = "((definition OPERATOR(pg_catalog.->>) 'maximum'))::numeric",
	[Anum_parameter_unit] = "definition OPERATOR(pg_catalog.->>) 'unit'",
	[Anum_parameter_category] = "definition OPERATOR(pg_catalog.->>) 'category'",
	[Anum_parameter_description] = "definition OPERATOR(pg_catalog.->>) 'description'",
};

/* Its tables get their schema when it is parsed. */
static const char view_sql[] =
"SELECT r.run_id,"
" (SELECT e.base_env FROM ftf_run_env e"
" WHERE e.revision OPERATOR(pg_catalog.=) r.revision"
" AND e.env_hash OPERATOR(pg_catalog.=) r.env_hash LIMIT 1) AS base_env,"
" r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash"
" FROM ftf_run r";

static Node *
generation_node(Relation parameter, AttrNumber column)
{
	Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(parameter),
												column - 1);
	RawStmt    *raw = linitial_node(RawStmt, raw_parser(generation_sql[column],
														RAW_PARSE_PLPGSQL_EXPR));
	ResTarget  *target = linitial(((SelectStmt *) raw->stmt)->targetList);
	ParseState *pstate = make_parsestate(NULL);
	ParseNamespaceItem *columns = addRangeTableEntryForRelation(pstate,
																parameter,
																AccessShareLock,
																NULL, false,
																true);
	Node	   *node;

	addNSItemToQuery(pstate, columns, true, true, true);
	node = cookDefault(pstate, target->val, attribute->atttypid,
					   attribute->atttypmod, NameStr(attribute->attname),
					   ATTRIBUTE_GENERATED_STORED);
	free_parsestate(pstate);
	return node;
}

bool
ftf_column_as_installed(Relation parameter, AttrNumber column)
{
	TupleConstr *constraints = RelationGetDescr(parameter)->constr;

	for (int i = 0; constraints != NULL && i < constraints->num_defval; i++)
		if (constraints->defval[i].adnum == column)
			return equal(stringToNode(constraints->defval[i].adbin),
						 generation_node(parameter, column));
	return false;
}

/* Give each table the schema. */
static bool
qualify_tables(Node *node, void *schema)
{
	if (node == NULL)
		return false;
	if (IsA(node, RangeVar))
		((RangeVar *) node)->schemaname = schema;
	return raw_expression_tree_walker(node, qualify_tables, schema);
}

/* What the view is made from, with the tables of its own schema. */
static Query *
view_query(Relation view)
{
	RawStmt    *raw = linitial_node(RawStmt, raw_parser(view_sql,
														RAW_PARSE_DEFAULT));
	ParseState *pstate = make_parsestate(NULL);
	Query	   *query;

	(void) qualify_tables(raw->stmt, get_namespace_name(RelationGetNamespace(view)));
	pstate->p_sourcetext = view_sql;
	query = transformTopLevelStmt(pstate, raw);
	free_parsestate(pstate);
	return query;
}

/* The query as the catalog has it; NULL if that is not one query. */
static Query *
stored_query(Relation view)
{
	HeapTuple	tuple = SearchSysCache2(RULERELNAME,
										ObjectIdGetDatum(RelationGetRelid(view)),
										CStringGetDatum(ViewSelectRuleName));
	bool		isnull;
	Datum		action;
	List	   *queries = NIL;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	action = SysCacheGetAttr(RULERELNAME, tuple, Anum_pg_rewrite_ev_action,
							 &isnull);
	if (!isnull)
		queries = stringToNode(TextDatumGetCString(action));
	ReleaseSysCache(tuple);
	return list_length(queries) == 1 ? linitial_node(Query, queries) : NULL;
}

/* Where the text of the query stood is no part of what it says. */
static void
forget_source(Query *query)
{
	query->stmt_location = 0;
	query->stmt_len = 0;
}

static bool
columns_fit(TupleDesc columns, List *targets)
{
	ListCell   *lc;

	if (columns->natts != list_length(targets))
		return false;
	foreach(lc, targets)
	{
		TargetEntry *target = lfirst_node(TargetEntry, lc);
		Form_pg_attribute column = TupleDescAttr(columns,
												 foreach_current_index(lc));

		if (column->attisdropped ||
			column->atttypid != exprType((Node *) target->expr) ||
			strcmp(NameStr(column->attname), target->resname) != 0)
			return false;
	}
	return true;
}

bool
ftf_view_as_installed(Relation view)
{
	Query	   *stored = stored_query(view);
	Query	   *wanted = view_query(view);

	if (stored == NULL ||
		list_length(stored->rtable) != list_length(wanted->rtable) + FTF_VIEW_OWN_RANGES)
		return false;
	OffsetVarNodes((Node *) wanted, FTF_VIEW_OWN_RANGES, 0);
	stored->rtable = list_copy_tail(stored->rtable, FTF_VIEW_OWN_RANGES);
	forget_source(stored);
	forget_source(wanted);
	return equal(stored, wanted) &&
		columns_fit(RelationGetDescr(view), wanted->targetList);
}
