/*-------------------------------------------------------------------------
 *
 * proxy.h
 *	  Who a request is from: its address, the person whom a proxy names, or
 *	  the one who signed in.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_PROXY_H
#define FTF_CONSOLE_PROXY_H

#include "request.h"

/*
 * The other end's address; if that is a trusted proxy's, the last one that it
 * put into X-Forwarded-For.
 */
extern void client_address(Request *request);

/* Does the request come straight from a trusted proxy? */
extern bool from_trusted_proxy(Request *request);

/* False, and an answer: the operator header came from elsewhere, or twice. */
extern bool proxy_check_header(Request *request);

/* Fills request->person; else false, and an answer. */
extern bool proxy_find_person(Request *request);

/* Fills request->session from the cookie; false if that leads to none. */
extern bool session_find_person(Request *request);

/* The cookie's name, with the prefix that browsers bind to HTTPS. */
extern const char *cookie_name(void);

#endif							/* FTF_CONSOLE_PROXY_H */
