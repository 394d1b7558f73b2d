/*-------------------------------------------------------------------------
 *
 * settings.h
 *	  What the console was told, checked and made ready.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_SETTINGS_H
#define FTF_CONSOLE_SETTINGS_H

#include <netinet/in.h>
#include <sys/socket.h>

#define HOST_SIZE 256

typedef struct Settings
{
	struct sockaddr_storage address;	/* where to listen */
	socklen_t	address_length;
	char		listen_host[HOST_SIZE];
	int			listen_port;
	bool		listens_on_loopback;

	/* The address in browsers; base_host is empty if it wasn't given. */
	char		base_host[HOST_SIZE];
	int			base_port;
	bool		base_https;

	bool		tls;			/* the console itself serves HTTPS */
	bool		secure;			/* browsers come by HTTPS */

	const char *operator_header;	/* NULL: people sign in */
	int			idle_seconds;
	int			session_seconds;
} Settings;

extern Settings settings;

/* Ends the process where an option makes no sense. */
extern void settings_init(void);

#endif							/* FTF_CONSOLE_SETTINGS_H */
