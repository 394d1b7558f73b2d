/*-------------------------------------------------------------------------
 *
 * ask.h
 *	  A question on the terminal.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_ASK_H
#define FTF_CLI_ASK_H

/* True: yes.  Without a terminal to ask on, tells to use --yes and ends. */
extern bool confirm(const char *question);

#endif							/* FTF_CLI_ASK_H */
