/*-------------------------------------------------------------------------
 *
 * admit.c
 *	  What is let in at the door: keys, values, reasons, operators, run ids.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "errors.h"
#include "rules/secret.h"
#include "str.h"

/* A secret is in the statement, too, which is kept out of the log. */
void
ftf_refuse(const FtfFault *fault)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_NOT_ADMITTED),
			 errmsg_internal("%s", fault->message),
			 fault->detail != NULL ? errdetail_internal("%s", fault->detail) : 0,
			 fault->hint != NULL ? errhint("%s", fault->hint) : 0,
			 errhidestmt(fault->secret), errhidecontext(fault->secret)));
}

void
ftf_admit_key_not_secret(FtfStr key)
{
	FtfFault	fault;

	if (!ftf_judge_key_not_secret(key, &fault))
		ftf_refuse(&fault);
}

static void
admit_text(const char *where, FtfStr text, int max_bytes, int allow)
{
	FtfFault	fault;

	if (!ftf_judge_text(where, text, max_bytes, allow, &fault))
		ftf_refuse(&fault);
}

/* A name stands within lines that people read: it has one line itself. */
static void
admit_name(const char *where, FtfStr name)
{
	admit_text(where, name, FTF_NAME_MAX_BYTES, 0);
	if (memchr(name.data, '\n', name.len) != NULL ||
		memchr(name.data, '\t', name.len) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s has a newline or tab", where)));
}

void
ftf_admit_value(FtfStr key, FtfStr value, int allow)
{
	FtfFault	fault;

	if (!ftf_judge_value(key, value, allow, &fault))
		ftf_refuse(&fault);
}

void
ftf_admit_reason(text *reason)
{
	if (reason == NULL || ftf_is_blank(ftf_str(reason)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_UNATTRIBUTED),
				 errmsg("a reason is missing"),
				 errhint("Say why, in words that someone else will understand in a year.")));
	admit_text("the reason", ftf_str(reason), FTF_REASON_MAX_BYTES,
			   FTF_ALLOW_SPACE);
}

void
ftf_admit_operator(text *person)
{
	if (person == NULL || ftf_is_blank(ftf_str(person)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_UNATTRIBUTED),
				 errmsg("an operator is missing"),
				 errhint("Name the person whom the change is to be attributed to.")));
	admit_name("the operator", ftf_str(person));
}

void
ftf_admit_run_id(text *run_id)
{
	if (run_id == NULL || ftf_is_blank(ftf_str(run_id)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("a run_id is missing"),
				 errhint("Give the run a name of its own; a retry of the same run uses the same name.")));
	admit_name("the run_id", ftf_str(run_id));
}

void
ftf_admit_note(FtfStr key, const char *field, FtfStr note)
{
	admit_text(psprintf("%s of \"%s\"", field, ftf_shown(key)), note,
			   FTF_REASON_MAX_BYTES, FTF_ALLOW_SPACE);
}
