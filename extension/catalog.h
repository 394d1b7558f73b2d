/*-------------------------------------------------------------------------
 *
 * catalog.h
 *	  The extension's own tables and indexes: where they are.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CATALOG_H
#define FTF_CATALOG_H

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

#define FTF_VIEW_NAME "finetune_runs"

/* Both raise UF008 if someone put something else in its place. */
extern Oid	ftf_table_oid(FtfTableId table);
extern Oid	ftf_index_oid(FtfIndexId index);

/* NULL, or why the table is not the one that the install script made. */
extern const char *ftf_table_fault(FtfTableId table);

/* NULL, or why the index is not the one that the install script made. */
extern const char *ftf_index_fault(FtfIndexId index);
extern FtfTableId ftf_index_table(FtfIndexId index);

extern const char *ftf_table_name(FtfTableId table);

/* Forget cached OIDs when DDL touches them; called once, at load time. */
extern void ftf_catalog_init(void);

#endif							/* FTF_CATALOG_H */
