/*-------------------------------------------------------------------------
 *
 * tls.h
 *	  The certificate of HTTPS, which may be renewed while the console runs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_TLS_H
#define FTF_CONSOLE_TLS_H

#include <gnutls/abstract.h>

/* Reads the files of the options; ends the process if they are of no use. */
extern void tls_init(void);

/* Reads them again.  Those that are of no use change nothing; the log tells. */
extern void tls_reload(void);

/* GnuTLS's callback: what a handshake shows. */
extern gnutls_certificate_retrieve_function3 tls_retrieve;

#endif							/* FTF_CONSOLE_TLS_H */
