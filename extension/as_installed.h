/*-------------------------------------------------------------------------
 *
 * as_installed.h
 *	  Does SQL that is kept in the catalogs still say what the install script
 *	  says?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_AS_INSTALLED_H
#define FTF_AS_INSTALLED_H

#include "utils/rel.h"

/* A generated column of ftf_parameter. */
extern bool ftf_column_as_installed(Relation parameter, AttrNumber column);

/* The names, types and query of finetune_runs; its tables must be sound. */
extern bool ftf_view_as_installed(Relation view);

#endif							/* FTF_AS_INSTALLED_H */
