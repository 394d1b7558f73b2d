/*-------------------------------------------------------------------------
 *
 * api_routes.c
 *	  Routes of the API that run statements: each calls one public function
 *	  or asks one query, and PostgreSQL makes the JSON.
 *
 * A statement returns one row with one column; null means that there is no
 * such thing (404).  In it, revisions and their like go out as numbers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "api_routes.h"
#include "queries_change.h"
#include "queries_history.h"
#include "queries_parameters.h"

/* 3,000 parameters of some hundred bytes fit, with a value of the largest size. */
#define CHANGES_BODY (4 * 1024 * 1024)
#define SMALL_BODY (1024 * 1024)

const Route api_routes[] = {
	{ROUTE_QUERY, METHOD_GET, "/api/session",.sql = session_query,
	.without_access = session_without_access_query,.parameters = {{PARAMETER_PERSON}, {PARAMETER_SERVER}}},
	{ROUTE_QUERY, METHOD_GET, "/api/parameters",.sql = parameters_query},
	{ROUTE_QUERY, METHOD_GET, "/api/parameters/*",.sql = parameter_query,
	.parameters = {{PARAMETER_PATH}}},
	{ROUTE_QUERY, METHOD_POST, "/api/changes", CHANGES_BODY,
		{{"changes", FIELD_OBJECT}, {"reason", FIELD_TEXT}, {"if_revision", FIELD_NUMBER, true}},
	.sql = apply_query,.parameters = {{PARAMETER_BODY}}},
	{ROUTE_QUERY, METHOD_POST, "/api/definitions", SMALL_BODY,
		{{"key", FIELD_TEXT}, {"definition", FIELD_OBJECT, true}, {"reason", FIELD_TEXT}, {"if_revision", FIELD_NUMBER, true}},
	.sql = define_query,.check = define_check_query,.parameters = {{PARAMETER_BODY}}},
	{ROUTE_QUERY, METHOD_GET, "/api/revert",.sql = revert_preview_query,
	.parameters = {{PARAMETER_QUERY, "revision", true}, {PARAMETER_QUERY, "key"}}},
	{ROUTE_QUERY, METHOD_POST, "/api/revert", SMALL_BODY,
		{{"revision", FIELD_NUMBER}, {"key", FIELD_TEXT, true}, {"reason", FIELD_TEXT}, {"if_revision", FIELD_NUMBER, true}},
	.sql = revert_query,.check = revert_check_query,.parameters = {{PARAMETER_BODY}}},
	{ROUTE_QUERY, METHOD_GET, "/api/history",.sql = history_query,
		.parameters = {{PARAMETER_QUERY, "key"}, {PARAMETER_QUERY, "operator"}, {PARAMETER_QUERY, "text"},
		{PARAMETER_QUERY, "since"}, {PARAMETER_QUERY, "until"}, {PARAMETER_QUERY, "before"},
	{PARAMETER_QUERY, "limit"}}},
	{ROUTE_QUERY, METHOD_GET, "/api/runs",.sql = runs_query,
	.parameters = {{PARAMETER_QUERY, "before"}, {PARAMETER_QUERY, "limit"}}},

	/*
	 * not by path, where browsers and proxies take "." and ".." for something
	 * else
	 */
	{ROUTE_QUERY, METHOD_GET, "/api/run",.sql = run_query,
	.parameters = {{PARAMETER_QUERY, "id", true}}},
	{ROUTE_QUERY, METHOD_GET, "/api/compare",.sql = compare_query,
	.parameters = {{PARAMETER_QUERY, "a", true}, {PARAMETER_QUERY, "b", true}}},
	{ROUTE_QUERY, METHOD_GET, "/api/head",.sql = head_query},
	{ROUTE_QUERY, METHOD_GET, "/api/protection",.sql = protection_query},
	{0}
};
