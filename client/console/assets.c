/*-------------------------------------------------------------------------
 *
 * assets.c
 *	  The page and its files.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "assets.h"
#include "assets_data.h"
#include "responses.h"

#define PAGE_NAME "index.html"

static const Asset *
find_asset(const char *name)
{
	for (const Asset *asset = assets; asset->name != NULL; asset++)
	{
		if (strcmp(asset->name, name) == 0)
			return asset;
	}
	return NULL;
}

static void
respond_asset(Request *request, const Asset *asset, const char *caching)
{
	const char *known = request_header(request, MHD_HTTP_HEADER_IF_NONE_MATCH);
	bool		same = known != NULL &&
		(strcmp(known, "*") == 0 || strstr(known, asset->etag) != NULL);
	struct MHD_Response *response =
		MHD_create_response_from_buffer(same ? 0 : asset->length,
										unconstify(unsigned char *, asset->content), MHD_RESPMEM_PERSISTENT);

	add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, asset->type);
	add_header(response, MHD_HTTP_HEADER_ETAG, asset->etag);
	add_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, caching);
	respond(request, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}

void
answer_page(Request *request)
{
	respond_asset(request, find_asset(PAGE_NAME), "no-cache");
}

/* /assets/NAME, or /assets/HASH/NAME, which may be kept for ever. */
void
answer_asset(Request *request)
{
	int			last = request->target.nsegments - 1;
	bool		hashed = last == 2;
	const Asset *asset = find_asset(request->target.segments[last]);

	if (asset == NULL || strcmp(asset->name, PAGE_NAME) == 0 ||
		(hashed && strcmp(request->target.segments[1], assets_hash) != 0))
		respond_error(request, MHD_HTTP_NOT_FOUND, "there is no such path", NULL);
	else
		respond_asset(request, asset, hashed ? "public, max-age=31536000, immutable" : "no-cache");
}
