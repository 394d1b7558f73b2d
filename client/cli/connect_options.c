/*-------------------------------------------------------------------------
 *
 * connect_options.c
 *	  How a connection is asked for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "connect_options.h"

ConnectOptions connect_options;
