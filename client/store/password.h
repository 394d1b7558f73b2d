/*-------------------------------------------------------------------------
 *
 * password.h
 *	  A password, asked for on the terminal.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_PASSWORD_H
#define FTF_STORE_PASSWORD_H

/*
 * Nothing that is typed is shown.  A signal that would end the process does so
 * with the terminal as it was before.  user: whose, or NULL.
 */
extern char *ask_password(const char *user);

/* Wipes it from memory; NULL is none. */
extern void forget_password(char *password);

#endif							/* FTF_STORE_PASSWORD_H */
