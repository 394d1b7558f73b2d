/*-------------------------------------------------------------------------
 *
 * findings.c
 *	  What verification finds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "errors.h"
#include "findings.h"
#include "utils/builtins.h"

#define FINDING_COLUMNS 4

void
ftf_finding(FtfFindings *findings, const char *finding, const char *part,
			const char *object, const char *detail)
{
	const char *texts[FINDING_COLUMNS] = {finding, part, object, detail};
	Datum		values[FINDING_COLUMNS];
	bool		nulls[FINDING_COLUMNS] = {0};

	findings->count++;
	if (findings->result == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("the ledger does not verify"),
				 errdetail("%s: %s", object, detail),
				 errhint("SELECT * FROM ftf_verify() tells all findings. Restore a dump that verifies into a new installation.")));
	for (int i = 0; i < FINDING_COLUMNS; i++)
		values[i] = CStringGetTextDatum(texts[i]);
	tuplestore_putvalues(findings->result->setResult,
						 findings->result->setDesc, values, nulls);
}
