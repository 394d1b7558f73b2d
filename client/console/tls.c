/*-------------------------------------------------------------------------
 *
 * tls.c
 *	  The certificate of HTTPS, which may be renewed while the console runs.
 *
 * GnuTLS gets copies for each connection, and frees them with it: so the pair
 * can give way to another at any time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>

#include "cli/fail.h"
#include "commands/console.h"
#include "log.h"
#include "tls.h"

#define PROBLEM_BYTES 1000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static gnutls_certificate_credentials_t pair;	/* under the lock */

/* The file's content; else what is wrong with it. */
static bool
load_file(const char *path, gnutls_datum_t *content, char *problem)
{
	int			status;

	errno = 0;
	status = gnutls_load_file(path, content);
	if (status == GNUTLS_E_SUCCESS)
		return true;
	snprintf(problem, PROBLEM_BYTES, "could not read \"%s\": %s", path,
			 errno != 0 ? strerror(errno) : gnutls_strerror(status));
	return false;
}

/* GnuTLS refuses a key that is not the certificate's. */
static bool
make_pair(const gnutls_datum_t *certificate, const gnutls_datum_t *key,
		  gnutls_certificate_credentials_t *made, char *problem)
{
	int			status = gnutls_certificate_allocate_credentials(made);

	if (status == GNUTLS_E_SUCCESS)
	{
		status = gnutls_certificate_set_x509_key_mem(*made, certificate, key, GNUTLS_X509_FMT_PEM);
		if (status >= 0)
			return true;
		gnutls_certificate_free_credentials(*made);
	}
	snprintf(problem, PROBLEM_BYTES, "could not use certificate \"%s\" with key \"%s\": %s",
			 console_options.certificate, console_options.key, gnutls_strerror(status));
	return false;
}

static bool
read_pair(gnutls_certificate_credentials_t *made, char *problem)
{
	gnutls_datum_t certificate;
	gnutls_datum_t key;
	bool		ok;

	if (!load_file(console_options.certificate, &certificate, problem))
		return false;
	ok = load_file(console_options.key, &key, problem);
	if (ok)
	{
		ok = make_pair(&certificate, &key, made, problem);
		explicit_bzero(key.data, key.size);
		gnutls_free(key.data);
	}
	gnutls_free(certificate.data);
	return ok;
}

void
tls_init(void)
{
	char		problem[PROBLEM_BYTES];

	if (!read_pair(&pair, problem))
		fail(EXIT_OTHER, NULL, "%s", problem);
}

void
tls_reload(void)
{
	char		problem[PROBLEM_BYTES];
	gnutls_certificate_credentials_t fresh;
	gnutls_certificate_credentials_t stale;

	if (!read_pair(&fresh, problem))
	{
		strlcat(problem, "; the one before stays", sizeof(problem));
		log_message("tls", problem);
		return;
	}
	pthread_mutex_lock(&lock);
	stale = pair;
	pair = fresh;
	pthread_mutex_unlock(&lock);
	gnutls_certificate_free_credentials(stale);
	log_message("tls", "the certificate was read again");
}

/* The lock is held. */
static int
copy_chain(gnutls_pcert_st **copy, unsigned *length)
{
	gnutls_x509_crt_t *chain;
	int			status = gnutls_certificate_get_x509_crt(pair, 0, &chain, length);
	unsigned	count = *length;

	if (status < 0)
		return status;
	*copy = gnutls_calloc(count, sizeof(gnutls_pcert_st));
	status = *copy ? gnutls_pcert_import_x509_list(*copy, chain, length, 0) : GNUTLS_E_MEMORY_ERROR;
	if (status < 0)
		gnutls_free(*copy);
	for (unsigned i = 0; i < count; i++)
		gnutls_x509_crt_deinit(chain[i]);
	gnutls_free(chain);
	return status;
}

/* The lock is held. */
static int
copy_key(gnutls_privkey_t *copy)
{
	gnutls_x509_privkey_t key;
	int			status = gnutls_certificate_get_x509_key(pair, 0, &key);

	if (status < 0)
		return status;
	status = gnutls_privkey_init(copy);
	if (status >= 0)
	{
		status = gnutls_privkey_import_x509(*copy, key, GNUTLS_PRIVKEY_IMPORT_AUTO_RELEASE);
		if (status >= 0)
			return status;
		gnutls_privkey_deinit(*copy);
	}
	gnutls_x509_privkey_deinit(key);
	return status;
}

int
tls_retrieve(gnutls_session_t session, const struct gnutls_cert_retr_st *info,
			 gnutls_pcert_st **chain, unsigned *length,
			 gnutls_ocsp_data_st **ocsp, unsigned *ocsp_length,
			 gnutls_privkey_t *key, unsigned *flags)
{
	int			status;

	pthread_mutex_lock(&lock);
	status = copy_key(key);
	if (status >= 0)
	{
		status = copy_chain(chain, length);
		if (status < 0)
			gnutls_privkey_deinit(*key);
	}
	pthread_mutex_unlock(&lock);
	*flags = GNUTLS_CERT_RETR_DEINIT_ALL;
	return status;
}
