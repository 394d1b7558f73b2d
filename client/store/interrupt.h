/*-------------------------------------------------------------------------
 *
 * interrupt.h
 *	  For commands that wait: SIGINT and SIGTERM end them in good order.
 *
 * The first signal is noted, and ends every wait; a second one of the same
 * kind ends the process at once.  No signal is missed between a look at it and
 * a wait.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_INTERRUPT_H
#define FTF_STORE_INTERRUPT_H

/*
 * First, what ftf was started with is noted, since connecting changes it; then,
 * after that, signals are handled.  One that is ignored stays so.
 */
extern void interrupt_init(void);
extern void interrupt_begin(void);

/* The signal that came, or 0. */
extern int	interrupted(void);

/*
 * Waits for events on fd (-1: only for time); timeout in ms, negative: without
 * end.  False: it ended for another reason, such as a signal.
 */
extern bool wait_for_fd(int fd, short events, int timeout);

/*
 * Runs a command by sh -c, its standard input empty, and waits for its end.
 * The environment is what add_environment sets in the child.  A SIGTERM is
 * passed on to it; a SIGINT comes from the terminal, which sends it to both.
 * Returns what waitpid does, or -1 with errno where there was no child.
 */
extern int	run_shell(const char *command, void (*add_environment) (void *arg),
					  void *arg);

#endif							/* FTF_STORE_INTERRUPT_H */
