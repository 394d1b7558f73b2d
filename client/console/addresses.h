/*-------------------------------------------------------------------------
 *
 * addresses.h
 *	  Who is at the other end of a connection: loopback, a trusted proxy, and
 *	  on this machine which user.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_ADDRESSES_H
#define FTF_CONSOLE_ADDRESSES_H

#include <netinet/in.h>
#include <sys/socket.h>

/* Enough for an address in text, and what getnameinfo adds to it. */
#define ADDRESS_SIZE 64

/* An IPv4 address in IPv6 counts as what it is. */
typedef struct Address
{
	unsigned char bytes[16];
	int			length;			/* 4 or 16; 0: none */
} Address;

extern bool address_of(const struct sockaddr *from, Address *address);

/* One of X-Forwarded-For: perhaps with white space around it, and a port. */
extern bool parse_forwarded(const char *value, Address *address);
extern void address_text(const Address *address, char *value, size_t size);

/*
 * Addresses that one customer of a provider has: one of IPv4, or a /64.  The
 * number of leading bytes that tell them apart.
 */
extern int	customer_bytes(const Address *address);
extern bool same_customer(const Address *a, const Address *b);

extern bool address_is_loopback(const struct sockaddr *from);

/* Adds ADDR or ADDR/BITS to those who may speak for others. */
extern bool trust_address(const char *value);
extern bool is_trusted(const Address *address);

/*
 * Does the user of this process own the other end of this connection, which
 * came over the loopback interface?
 */
extern bool peer_is_own_user(int fd);

#endif							/* FTF_CONSOLE_ADDRESSES_H */
