/*-------------------------------------------------------------------------
 *
 * number.h
 *	  Numbers as every consumer reads them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_NUMBER_H
#define FTF_NUMBER_H

#include "rules/bytes.h"
#include "utils/numeric.h"

#define FTF_NUMBER_MAX_BYTES	100

/*
 * -?(0|[1-9][0-9]*), with a fraction \.[0-9]+ if allowed: the notation that
 * shells, JSON and every language's parser read alike.
 */
extern bool ftf_is_number(FtfStr value, bool fraction);

/* The exact value of what is a number. */
extern Numeric ftf_number(FtfStr value);

/* With all its decimals. */
extern char *ftf_number_text(Numeric value);

#endif							/* FTF_NUMBER_H */
