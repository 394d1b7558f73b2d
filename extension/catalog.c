/*-------------------------------------------------------------------------
 *
 * catalog.c
 *	  The OIDs of the extension's tables and indexes, cached per backend.
 *
 * Tables are found through the schema of the called function and then by
 * OID, so neither search_path nor a renamed schema leads elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "as_installed.h"
#include "called.h"
#include "catalog.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_index.h"
#include "catalog/pg_opfamily.h"
#include "catalog/pg_type.h"
#include "columns.h"
#include "errors.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"

static const char *const table_names[FTF_NTABLES] = {
	[FTF_CONFIG] = "ftf_config",
	[FTF_HISTORY] = "ftf_config_history",
	[FTF_PARAMETER] = "ftf_parameter",
	[FTF_RUN] = "ftf_run",
	[FTF_RUN_ENV] = "ftf_run_env",
	[FTF_INSTALLATION] = "ftf_installation",
};

static const char *const index_names[FTF_NINDEXES] = {
	[FTF_CONFIG_REVISION] = "ftf_config_pkey",
	[FTF_HISTORY_ENTRY] = "ftf_config_history_pkey",
	[FTF_HISTORY_KEY] = "ftf_config_history_key",
	[FTF_HISTORY_REVISION] = "ftf_config_history_revision",
	[FTF_PARAMETER_KEY] = "ftf_parameter_pkey",
	[FTF_RUN_ID] = "ftf_run_pkey",
	[FTF_RUN_ENV_REVISION] = "ftf_run_env_revision",
};

typedef struct ColumnShape
{
	const char *name;
	Oid			type;
} ColumnShape;

/* The columns that the install script made, in order. */
static const ColumnShape column_shapes[FTF_NTABLES][Natts_history] = {
	[FTF_CONFIG] = {
		{"id", INT4OID}, {"base_env", JSONBOID},
		{"governed_prefixes", TEXTARRAYOID}, {"revision", INT8OID},
		{"head", BYTEAOID}, {"updated_at", TIMESTAMPTZOID}
	},
	[FTF_HISTORY] = {
		{"entry_id", INT8OID}, {"revision", INT8OID}, {"kind", TEXTOID},
		{"key", TEXTOID}, {"old_value", TEXTOID}, {"new_value", TEXTOID},
		{"operator", TEXTOID}, {"reason", TEXTOID},
		{"changed_at", TIMESTAMPTZOID}, {"session_role", TEXTOID},
		{"effective_role", TEXTOID}, {"application_name", TEXTOID},
		{"client_addr", INETOID}, {"xid", XID8OID}, {"prev_hash", BYTEAOID},
		{"hash", BYTEAOID}, {"chain_id", UUIDOID}
	},
	[FTF_PARAMETER] = {
		{"key", TEXTOID}, {"definition", JSONBOID}, {"type", TEXTOID},
		{"minimum", NUMERICOID}, {"maximum", NUMERICOID}, {"unit", TEXTOID},
		{"category", TEXTOID}, {"description", TEXTOID}
	},
	[FTF_RUN] = {
		{"run_id", TEXTOID}, {"revision", INT8OID}, {"head", BYTEAOID},
		{"env_hash", BYTEAOID}, {"overrides", JSONBOID},
		{"taken_at", TIMESTAMPTZOID}, {"taken_by", TEXTOID}, {"xid", XID8OID},
		{"hash", BYTEAOID}
	},
	[FTF_RUN_ENV] = {
		{"revision", INT8OID}, {"env_hash", BYTEAOID}, {"base_env", JSONBOID}
	},
	[FTF_INSTALLATION] = {
		{"written_at", TIMESTAMPTZOID}, {"xid", XID8OID}, {"wrote", TEXTOID}
	},
};

/* Each index's table and key columns, 0 for none. */
static const struct
{
	FtfTableId	table;
	AttrNumber	columns[2];
	bool		unique;
}			index_shapes[FTF_NINDEXES] = {
	[FTF_CONFIG_REVISION] = {FTF_CONFIG, {Anum_config_revision}, true},
	[FTF_HISTORY_ENTRY] = {FTF_HISTORY, {Anum_history_entry_id}, true},
	[FTF_HISTORY_KEY] = {FTF_HISTORY, {Anum_history_key, Anum_history_revision}, false},
	[FTF_HISTORY_REVISION] = {FTF_HISTORY, {Anum_history_revision}, false},
	[FTF_PARAMETER_KEY] = {FTF_PARAMETER, {Anum_parameter_key}, true},
	[FTF_RUN_ID] = {FTF_RUN, {Anum_run_run_id}, true},
	[FTF_RUN_ENV_REVISION] = {FTF_RUN_ENV, {Anum_run_env_revision}, false},
};

/* InvalidOid in a slot means: not looked up since the last invalidation. */
static struct
{
	Oid			schema;			/* that they are in */
	Oid			tables[FTF_NTABLES];
	Oid			indexes[FTF_NINDEXES];
}			cached;

static void
forget_cached(Datum arg, Oid relid)
{
	bool		ours = relid == InvalidOid;

	for (int i = 0; i < FTF_NTABLES && !ours; i++)
		ours = cached.tables[i] == relid;
	for (int i = 0; i < FTF_NINDEXES && !ours; i++)
		ours = cached.indexes[i] == relid;

	if (ours)
	{
		memset(cached.tables, 0, sizeof(cached.tables));
		memset(cached.indexes, 0, sizeof(cached.indexes));
	}
}

void
ftf_catalog_init(void)
{
	CacheRegisterRelcacheCallback(forget_cached, (Datum) 0);
}

/* What is cached for another installation is forgotten. */
static void
use_called_schema(void)
{
	if (cached.schema == ftf_schema_oid())
		return;
	memset(&cached, 0, sizeof(cached));
	cached.schema = ftf_schema_oid();
}

static bool
column_is_ours(FtfTableId table, int i, Form_pg_attribute column)
{
	const ColumnShape *shape = &column_shapes[table][i];
	bool		generated = table == FTF_PARAMETER &&
		i >= Natts_parameter_stored;

	return shape->name != NULL && column->atttypid == shape->type &&
		strcmp(NameStr(column->attname), shape->name) == 0 &&
		column->attgenerated == (generated ? ATTRIBUTE_GENERATED_STORED : '\0');
}

const char *
ftf_table_fault(FtfTableId table)
{
	Oid			relid = get_relname_relid(table_names[table], ftf_schema_oid());
	Relation	rel;
	TupleDesc	columns;
	int			natts = 0;
	bool		ours;

	if (!OidIsValid(relid))
		return "It is missing.";
	rel = relation_open(relid, AccessShareLock);
	columns = RelationGetDescr(rel);
	while (natts < Natts_history && column_shapes[table][natts].name != NULL)
		natts++;
	ours = rel->rd_rel->relkind == RELKIND_RELATION && columns->natts == natts;
	for (int i = 0; i < natts && ours; i++)
		ours = column_is_ours(table, i, TupleDescAttr(columns, i));
	for (int i = 0; i < natts && ours; i++)
		ours = TupleDescAttr(columns, i)->attgenerated == '\0' ||
			ftf_column_as_installed(rel, i + 1);
	relation_close(rel, AccessShareLock);
	if (!ours)
		return "Its columns are not those that ftf_config made.";
	use_called_schema();
	cached.tables[table] = relid;
	return NULL;
}

/* A table whose columns someone changed must not be read by number. */
Oid
ftf_table_oid(FtfTableId table)
{
	const char *fault = NULL;

	use_called_schema();
	if (!OidIsValid(cached.tables[table]))
		fault = ftf_table_fault(table);
	if (fault != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("table \"%s\" can't be relied on", table_names[table]),
				 errdetail("%s", fault),
				 errhint("Put the table back as the install script has it, or restore a dump that verifies.")));
	return cached.tables[table];
}

/* All keys are bigint or text. */
static bool
opfamily_is_default(Oid family)
{
	return family == INTEGER_BTREE_FAM_OID || family == TEXT_BTREE_FAM_OID;
}

static bool
index_is_ours(FtfIndexId id, Relation index)
{
	Form_pg_index form = index->rd_index;
	int			nkeys = index_shapes[id].columns[1] == 0 ? 1 : 2;

	if (form->indrelid != get_relname_relid(table_names[index_shapes[id].table],
											ftf_schema_oid()) ||
		index->rd_rel->relam != BTREE_AM_OID || !form->indisvalid ||
		!form->indisready || !form->indislive ||
		form->indisunique != index_shapes[id].unique ||
		form->indnkeyatts != nkeys ||
		!heap_attisnull(index->rd_indextuple, Anum_pg_index_indpred, NULL))
		return false;
	for (int i = 0; i < nkeys; i++)
	{
		/* zero is an expression; other orders and collations find nothing */
		if (form->indkey.values[i] != index_shapes[id].columns[i] ||
			index->rd_indoption[i] != 0 ||
			!opfamily_is_default(index->rd_opfamily[i]) ||
			(OidIsValid(index->rd_indcollation[i]) &&
			 index->rd_indcollation[i] != C_COLLATION_OID))
			return false;
	}
	return true;
}

const char *
ftf_index_fault(FtfIndexId id)
{
	Oid			relid = get_relname_relid(index_names[id], ftf_schema_oid());
	Relation	index;
	bool		ours;

	if (!OidIsValid(relid) || get_rel_relkind(relid) != RELKIND_INDEX)
		return psprintf("Index %s is missing.", index_names[id]);
	index = index_open(relid, AccessShareLock);
	ours = index_is_ours(id, index);
	index_close(index, AccessShareLock);
	if (!ours)
		return psprintf("Index %s is not valid or not the one that ftf_config made.",
						index_names[id]);
	use_called_schema();
	cached.indexes[id] = relid;
	return NULL;
}

Oid
ftf_index_oid(FtfIndexId id)
{
	const char *fault = NULL;

	use_called_schema();
	if (!OidIsValid(cached.indexes[id]))
		fault = ftf_index_fault(id);
	if (fault != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("an index of \"%s\" can't be relied on",
						table_names[index_shapes[id].table]),
				 errdetail("%s", fault),
				 errhint("Make it again as the install script has it, or rebuild it with REINDEX INDEX.")));
	return cached.indexes[id];
}

FtfTableId
ftf_index_table(FtfIndexId id)
{
	return index_shapes[id].table;
}

const char *
ftf_table_name(FtfTableId table)
{
	return table_names[table];
}
