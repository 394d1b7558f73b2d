/*-------------------------------------------------------------------------
 *
 * completion.h
 *	  Scripts that make shells complete ftf's command line.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMPLETION_H
#define FTF_COMPLETION_H

extern void print_bash_completion(void);
extern void print_zsh_completion(void);
extern void print_fish_completion(void);

#endif							/* FTF_COMPLETION_H */
