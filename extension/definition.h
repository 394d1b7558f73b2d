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

/* How closely a definition is looked at. */
typedef enum FtfDefinitionOrigin
{
	FTF_DEFINITION_STORED,
	FTF_DEFINITION_RESTORED,
	FTF_DEFINITION_NEW
} FtfDefinitionOrigin;

typedef struct FtfDefinition
{
	FtfDefinitionOrigin origin;
	FtfType		type;
	Numeric		minimum;		/* NULL: no bound */
	Numeric		maximum;
	List	   *choices;		/* of text * */
	text	   *pattern;		/* for the whole value; NULL: none */
	int			allow;			/* FTF_ALLOW_ bits */
} FtfDefinition;

/* Raises UF005 unless the object is a well-formed definition of the key. */
extern FtfDefinition *ftf_definition_parse(FtfStr key, Jsonb *object);

/* Of a new one, also unless it keeps the bounds on size and pattern. */
extern FtfDefinition *ftf_definition_admit(FtfStr key, Jsonb *object);

/* What is stored was admitted, maybe by a version with other bounds. */
extern FtfDefinition *ftf_definition_stored(FtfStr key, Jsonb *object);

/* The stored definition as the snapshot sees it; NULL if there is none. */
extern Jsonb *ftf_definition_find(text *key, Snapshot snapshot);

/* JSON text, as the history has it; NULL for no definition. */
extern text *ftf_definition_text(Jsonb *definition);

#endif							/* FTF_DEFINITION_H */
