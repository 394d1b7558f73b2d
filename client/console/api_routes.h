/*-------------------------------------------------------------------------
 *
 * api_routes.h
 *	  Routes of the API that run statements.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_API_ROUTES_H
#define FTF_CONSOLE_API_ROUTES_H

#include "routes.h"

extern const Route api_routes[];

#endif							/* FTF_CONSOLE_API_ROUTES_H */
