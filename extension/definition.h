/*-------------------------------------------------------------------------
 *
 * definition.h
 *	  What is known about a parameter.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_DEFINITION_H
#define FTF_DEFINITION_H

#include "nodes/pg_list.h"
#include "rules/bytes.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"
#include "utils/snapshot.h"

typedef enum FtfType
{
	FTF_TYPE_TEXT,
	FTF_TYPE_INTEGER,
	FTF_TYPE_NUMBER,
	FTF_TYPE_BOOLEAN,
	FTF_TYPE_CHOICE
} FtfType;

typedef struct FtfDefinition
{
	FtfType		type;
	Numeric		minimum;		/* NULL: no bound */
	Numeric		maximum;
	List	   *choices;		/* of text * */
	text	   *pattern;		/* as given; NULL: none */
	text	   *whole_pattern;	/* anchored at both ends */
	int			allow;			/* FTF_ALLOW_ bits */
} FtfDefinition;

/* Raises UF005 unless the object is a well-formed definition of the key. */
extern FtfDefinition *ftf_definition_parse(FtfStr key, Jsonb *object);

/* The stored definition as the snapshot sees it; NULL if there is none. */
extern Jsonb *ftf_definition_find(text *key, Snapshot snapshot);

/* JSON text, as the history has it; NULL for no definition. */
extern text *ftf_definition_text(Jsonb *definition);

#endif							/* FTF_DEFINITION_H */
