/*-------------------------------------------------------------------------
 *
 * day.h
 *	  Is a time that a person gave a whole day?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_DAY_H
#define FTF_CLI_DAY_H

/*
 * True of what PostgreSQL reads as a day without a time of day: "2026-11-24",
 * "24 Nov 2026", yesterday.
 */
extern bool is_day(const char *time);

#endif							/* FTF_CLI_DAY_H */
