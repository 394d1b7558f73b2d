/*-------------------------------------------------------------------------
 *
 * protect_view.h
 *	  Whether finetune_runs shows what is stored, and can't be written.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECT_VIEW_H
#define FTF_PROTECT_VIEW_H

#include "protect.h"

extern void ftf_protect_view(FtfReport *report);

#endif							/* FTF_PROTECT_VIEW_H */
