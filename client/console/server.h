/*-------------------------------------------------------------------------
 *
 * server.h
 *	  HTTP, by libmicrohttpd.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_SERVER_H
#define FTF_CONSOLE_SERVER_H

/* Listens and serves; ends the process if it can't. */
extern void server_start(void);

/* No new connections; then, when nothing is suspended any more, none at all. */
extern void server_close_door(void);
extern void server_stop(void);

#endif							/* FTF_CONSOLE_SERVER_H */
