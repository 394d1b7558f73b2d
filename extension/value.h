/*-------------------------------------------------------------------------
 *
 * value.h
 *	  Does a value fit its definition?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_VALUE_H
#define FTF_VALUE_H

#include "definition.h"
#include "meanwhile.h"

/* Raises UF005 or UF006; definition may be NULL. */
extern void ftf_value_check(FtfDefinition *definition, FtfStr key, FtfStr value);

/* Against the definition that is stored for the key, if there is one. */
extern void ftf_value_check_stored(FtfStr key, FtfStr value, Snapshot snapshot);

/* The same under the editors' lock, which nothing that takes time may hold. */
extern void ftf_value_check_again(FtfStr key, FtfStr value, Snapshot snapshot,
								  FtfMeanwhile *meanwhile);

/* Of what may be checked under it: raises 40001 if that takes time. */
extern void ftf_value_spend(FtfDefinition *definition, FtfStr value,
							FtfMeanwhile *meanwhile);

#endif							/* FTF_VALUE_H */
