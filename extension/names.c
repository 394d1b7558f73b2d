/*-------------------------------------------------------------------------
 *
 * names.c
 *	  A set of names, and lists of names in messages.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "names.h"
#include "utils/memutils.h"

static uint32
hash_name(const void *key, Size keysize)
{
	const char *name = *(const char *const *) key;

	return hash_bytes((const unsigned char *) name, strlen(name));
}

static int
match_names(const void *key1, const void *key2, Size keysize)
{
	return strcmp(*(const char *const *) key1, *(const char *const *) key2);
}

FtfNames *
ftf_names_create(void)
{
	HASHCTL		ctl = {0};

	ctl.keysize = sizeof(char *);
	ctl.entrysize = sizeof(char *);
	ctl.hash = hash_name;
	ctl.match = match_names;
	ctl.hcxt = CurrentMemoryContext;
	return hash_create("ftf_config names", 64, &ctl,
					   HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
}

void
ftf_names_destroy(FtfNames *names)
{
	hash_destroy(names);
}

bool
ftf_names_add(FtfNames *names, const char *name)
{
	bool		found;

	hash_search(names, &name, HASH_ENTER, &found);
	return !found;
}

void
ftf_name_some(StringInfo list, const char *name, int n)
{
	if (n < FTF_MOST_NAMED)
		appendStringInfo(list, "%s%s", n > 0 ? ", " : "", name);
}

void
ftf_name_rest(StringInfo list, int count)
{
	if (count > FTF_MOST_NAMED)
		appendStringInfo(list, " and %d more", count - FTF_MOST_NAMED);
}
