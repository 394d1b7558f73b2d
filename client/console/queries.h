/*-------------------------------------------------------------------------
 *
 * queries.h
 *	  What statements of the API share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_QUERIES_H
#define FTF_CONSOLE_QUERIES_H

/*
 * The store's one row.  Its revision is the key, so that the index finds it
 * without the dead rows that changes leave.
 */
#define CONFIG_ROW "(SELECT * FROM @extschema@.ftf_config ORDER BY revision DESC LIMIT 1) c"

#endif							/* FTF_CONSOLE_QUERIES_H */
