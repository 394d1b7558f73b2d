/*-------------------------------------------------------------------------
 *
 * addresses.c
 *	  Who is at the other end of a connection.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <arpa/inet.h>
#include <unistd.h>

#include "addresses.h"
#include "parse.h"

#define MAX_TRUSTED 64

static struct
{
	Address		address;
	int			bits;
}			trusted[MAX_TRUSTED];

static int	ntrusted;

static void
set_address(Address *address, const void *bytes, int length)
{
	static const unsigned char mapped[12] = {[10] = 0xff,[11] = 0xff};

	if (length == 16 && memcmp(bytes, mapped, sizeof(mapped)) == 0)
	{
		bytes = (const char *) bytes + sizeof(mapped);
		length = 4;
	}
	memset(address, 0, sizeof(Address));
	memcpy(address->bytes, bytes, length);
	address->length = length;
}

bool
address_of(const struct sockaddr *from, Address *address)
{
	address->length = 0;
	if (from == NULL)
		return false;
	if (from->sa_family == AF_INET)
		set_address(address, &((const struct sockaddr_in *) from)->sin_addr, 4);
	else if (from->sa_family == AF_INET6)
		set_address(address, &((const struct sockaddr_in6 *) from)->sin6_addr, 16);
	return address->length > 0;
}

static bool
parse_address(const char *value, Address *address)
{
	unsigned char bytes[16];

	address->length = 0;
	if (inet_pton(AF_INET, value, bytes) == 1)
		set_address(address, bytes, 4);
	else if (inet_pton(AF_INET6, value, bytes) == 1)
		set_address(address, bytes, 16);
	return address->length > 0;
}

bool
parse_forwarded(const char *value, Address *address)
{
	char		number[ADDRESS_SIZE];
	const char *start = value + strspn(value, " \t");
	size_t		length = strcspn(start, " \t");
	const char *first_colon = memchr(start, ':', length);
	const char *last_colon = memrchr(start, ':', length);

	if (*start == '[')
	{
		start++;
		length = strcspn(start, "]");
	}
	else if (first_colon != NULL && first_colon == last_colon)
		length = first_colon - start;
	if (length >= sizeof(number))
		return false;
	memcpy(number, start, length);
	number[length] = '\0';
	return parse_address(number, address);
}

void
address_text(const Address *address, char *value, size_t size)
{
	if (address->length == 0 ||
		inet_ntop(address->length == 4 ? AF_INET : AF_INET6, address->bytes,
				  value, size) == NULL)
		strlcpy(value, "-", size);
}

static bool
is_loopback(const Address *address)
{
	static const unsigned char one[16] = {[15] = 1};

	return address->length == 4 ? address->bytes[0] == 127 :
		address->length == 16 && memcmp(address->bytes, one, 16) == 0;
}

bool
address_is_loopback(const struct sockaddr *from)
{
	Address		address;

	return address_of(from, &address) && is_loopback(&address);
}

bool
trust_address(const char *value)
{
	char		number[ADDRESS_SIZE];
	const char *slash = strchr(value, '/');
	size_t		length = slash ? (size_t) (slash - value) : strlen(value);
	Address    *address = &trusted[ntrusted].address;
	long long	bits;

	if (ntrusted == MAX_TRUSTED || length >= sizeof(number))
		return false;
	memcpy(number, value, length);
	number[length] = '\0';
	if (!parse_address(number, address))
		return false;
	bits = slash ? parse_count(slash + 1, address->length * 8) : address->length * 8;
	if (bits < 0)
		return false;
	trusted[ntrusted++].bits = (int) bits;
	return true;
}

static bool
same_bits(const unsigned char *a, const unsigned char *b, int bits)
{
	int			rest = bits % 8;
	unsigned char mask = (unsigned char) (0xff << (8 - rest));

	if (memcmp(a, b, bits / 8) != 0)
		return false;
	return rest == 0 || ((a[bits / 8] ^ b[bits / 8]) & mask) == 0;
}

bool
is_trusted(const Address *address)
{
	for (int i = 0; i < ntrusted; i++)
	{
		if (address->length == trusted[i].address.length &&
			same_bits(address->bytes, trusted[i].address.bytes, trusted[i].bits))
			return true;
	}
	return false;
}

int
customer_bytes(const Address *address)
{
	return address->length == 16 ? 8 : address->length;
}

bool
same_customer(const Address *a, const Address *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, customer_bytes(a)) == 0;
}

/*
 * An end of a connection as the kernel's tables write it.  A peer of IPv4 that
 * came to a socket of IPv6 stands among those of IPv4.
 */
static void
table_text(const struct sockaddr *end, char *value, size_t size)
{
	uint16		port = end->sa_family == AF_INET ?
		((const struct sockaddr_in *) end)->sin_port :
		((const struct sockaddr_in6 *) end)->sin6_port;
	Address		address;
	uint32		words[4];

	address_of(end, &address);
	memcpy(words, address.bytes, sizeof(words));
	if (address.length == 4)
		snprintf(value, size, "%08X:%04X", words[0], ntohs(port));
	else
		snprintf(value, size, "%08X%08X%08X%08X:%04X",
				 words[0], words[1], words[2], words[3], ntohs(port));
}

/* Whose socket it is: the one whose ends are these, seen from over there. */
static bool
owner_of(const char *path, const char *theirs, const char *ours, uid_t *owner)
{
	FILE	   *table = fopen(path, "r");
	char		line[512];
	char		local[64];
	char		remote[64];
	unsigned	user;
	bool		found = false;

	if (table == NULL)
		return false;
	while (!found && fgets(line, sizeof(line), table) != NULL)
	{
		found = sscanf(line, " %*s %63s %63s %*s %*s %*s %*s %u", local, remote, &user) == 3 &&
			strcmp(local, theirs) == 0 && strcmp(remote, ours) == 0;
	}
	fclose(table);
	*owner = user;
	return found;
}

bool
peer_is_own_user(int fd)
{
	struct sockaddr_storage peer;
	struct sockaddr_storage local;
	socklen_t	peer_length = sizeof(peer);
	socklen_t	local_length = sizeof(local);
	Address		address;
	char		theirs[64];
	char		ours[64];
	uid_t		owner;

	if (getpeername(fd, (struct sockaddr *) &peer, &peer_length) != 0 ||
		getsockname(fd, (struct sockaddr *) &local, &local_length) != 0 ||
		!address_is_loopback((struct sockaddr *) &peer))
		return false;
	table_text((struct sockaddr *) &peer, theirs, sizeof(theirs));
	table_text((struct sockaddr *) &local, ours, sizeof(ours));
	address_of((struct sockaddr *) &peer, &address);
	return owner_of(address.length == 4 ? "/proc/net/tcp" : "/proc/net/tcp6",
					theirs, ours, &owner) && owner == geteuid();
}
