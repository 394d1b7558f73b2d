/*-------------------------------------------------------------------------
 *
 * assets.h
 *	  The page and its files.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_ASSETS_H
#define FTF_CONSOLE_ASSETS_H

#include "request.h"

extern void answer_page(Request *request);
extern void answer_asset(Request *request);

#endif							/* FTF_CONSOLE_ASSETS_H */
