/*-------------------------------------------------------------------------
 *
 * catalog.h
 *	  The extension's own tables: where they are and what their columns are.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CATALOG_H
#define FTF_CATALOG_H

#include "fmgr.h"
#include "utils/rel.h"

typedef enum FtfTableId
{
	FTF_CONFIG,
	FTF_HISTORY,
	FTF_PARAMETER,
	FTF_RUN,
	FTF_RUN_ENV,
	FTF_INSTALLATION,
	FTF_NTABLES
} FtfTableId;

typedef enum FtfIndexId
{
	FTF_CONFIG_REVISION,
	FTF_HISTORY_ENTRY,
	FTF_HISTORY_KEY,
	FTF_HISTORY_REVISION,
	FTF_PARAMETER_KEY,
	FTF_RUN_ID,
	FTF_RUN_ENV_REVISION,
	FTF_NINDEXES,
	FTF_HEAP = FTF_NINDEXES		/* in a scan: no index, the heap itself */
} FtfIndexId;

/* Columns, in the order of the install script. */
#define Anum_config_id 1
#define Anum_config_base_env 2
#define Anum_config_prefixes 3
#define Anum_config_revision 4
#define Anum_config_head 5
#define Anum_config_updated_at 6
#define Natts_config 6

#define Anum_history_entry_id 1
#define Anum_history_revision 2
#define Anum_history_kind 3
#define Anum_history_key 4
#define Anum_history_old_value 5
#define Anum_history_new_value 6
#define Anum_history_operator 7
#define Anum_history_reason 8
#define Anum_history_changed_at 9
#define Anum_history_session_role 10
#define Anum_history_effective_role 11
#define Anum_history_application_name 12
#define Anum_history_client_addr 13
#define Anum_history_xid 14
#define Anum_history_prev_hash 15
#define Anum_history_hash 16
#define Anum_history_chain_id 17
#define Natts_history 17

/* ftf_parameter's further columns are generated from the definition. */
#define Anum_parameter_key 1
#define Anum_parameter_definition 2
#define Natts_parameter_stored 2
#define Anum_parameter_type 3
#define Anum_parameter_minimum 4
#define Anum_parameter_maximum 5
#define Anum_parameter_unit 6
#define Anum_parameter_category 7
#define Anum_parameter_description 8

#define Anum_run_run_id 1
#define Anum_run_revision 2
#define Anum_run_head 3
#define Anum_run_env_hash 4
#define Anum_run_overrides 5
#define Anum_run_taken_at 6
#define Anum_run_taken_by 7
#define Anum_run_xid 8
#define Anum_run_hash 9
#define Natts_run 9

#define Anum_run_env_revision 1
#define Anum_run_env_env_hash 2
#define Anum_run_env_base_env 3
#define Natts_run_env 3

#define Anum_installation_written_at 1
#define Anum_installation_xid 2
#define Anum_installation_wrote 3
#define Natts_installation 3

#define FTF_VIEW_NAME "finetune_runs"

/*
 * Remember which installation the running function belongs to.  Every
 * SQL-callable function and trigger calls this before it touches a table:
 * the tables are those in the function's own schema, whatever search_path is.
 */
extern void ftf_catalog_use(FunctionCallInfo fcinfo);

/* The function that ftf_catalog_use was last called for. */
extern Oid	ftf_called_function(void);

extern Oid	ftf_schema_oid(void);

/* Of schema public that is the database's owner. */
extern Oid	ftf_schema_owner(void);

/* Both raise UF008 if someone put something else in its place. */
extern Oid	ftf_table_oid(FtfTableId table);
extern Oid	ftf_index_oid(FtfIndexId index);

/* True if the function is a member of this extension. */
extern bool ftf_is_member_function(Oid function);

/* NULL, or why the table is not the one that the install script made. */
extern const char *ftf_table_fault(FtfTableId table);

/* NULL, or why the index is not the one that the install script made. */
extern const char *ftf_index_fault(FtfIndexId index);
extern FtfTableId ftf_index_table(FtfIndexId index);

extern const char *ftf_table_name(FtfTableId table);

/* Forget cached OIDs when DDL touches them; called once, at load time. */
extern void ftf_catalog_init(void);

#endif							/* FTF_CATALOG_H */
