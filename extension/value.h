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

/* Raises UF005 or UF006; definition may be NULL. */
extern void ftf_value_check(FtfDefinition *definition, FtfStr key, FtfStr value);

/* Against the definition that is stored for the key, if there is one. */
extern void ftf_value_check_stored(FtfStr key, FtfStr value, Snapshot snapshot);

#endif							/* FTF_VALUE_H */
