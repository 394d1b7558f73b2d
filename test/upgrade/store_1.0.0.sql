
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA store;

CREATE EXTENSION IF NOT EXISTS ftf_config WITH SCHEMA store;

COMMENT ON EXTENSION ftf_config IS 'Parameters with an append-only history and immutable run snapshots';

COPY store.ftf_config (id, base_env, governed_prefixes, revision, head, updated_at) FROM stdin;
1	{"CVN_PAIR": "AB/AB", "SIM_SEED": "42", "CVN_EMPTY": "", "CVN_QUOTES": "'\\";\\\\x", "CVN_ATR_PERIOD": "28"}	{CVN_,SIM_}	13	\\x08a82280f2d2fb78e72e1fd6615fb325bb5628555a078881df33fae79572769b	2026-12-01 14:08:31.188845+00
\.

COPY store.ftf_config_history (entry_id, revision, kind, key, old_value, new_value, operator, reason, changed_at, session_role, effective_role, application_name, client_addr, xid, prev_hash, hash, chain_id) FROM stdin;
1	1	genesis	\N	\N	["CVN_"]	postgres	baseline 😀	2026-12-01 14:08:31.161161+00	postgres	postgres	psql	\N	729	\\x0000000000000000000000000000000000000000000000000000000000000000	\\x73ccc6c39cc2ca53ab13e28f6b31761cf5ed381f0eac7a541aa0937cc26f3ce5	42ef12e9-af64-47ea-b67b-764b86943ebe
2	1	set	CVN_ATR_PERIOD	\N	14	postgres	baseline 😀	2026-12-01 14:08:31.161161+00	postgres	postgres	psql	\N	729	\\x73ccc6c39cc2ca53ab13e28f6b31761cf5ed381f0eac7a541aa0937cc26f3ce5	\\x41e4635aa2771eb4f3dc2389bf5b725825a1427c21d4dbf16e15936411aca762	42ef12e9-af64-47ea-b67b-764b86943ebe
3	2	set	CVN_TAB	\N	a\tb	postgres	two\nlines	2026-12-01 14:08:31.162677+00	postgres	postgres	psql	\N	730	\\x41e4635aa2771eb4f3dc2389bf5b725825a1427c21d4dbf16e15936411aca762	\\x64a7ca3d17d90a3f258c163a3d09d6be721162f4d5bb2f4e35a023d003cfd316	42ef12e9-af64-47ea-b67b-764b86943ebe
4	2	set	CVN_EMPTY	\N		postgres	two\nlines	2026-12-01 14:08:31.162677+00	postgres	postgres	psql	\N	730	\\x64a7ca3d17d90a3f258c163a3d09d6be721162f4d5bb2f4e35a023d003cfd316	\\x9f2461e14a73b45ebe021f15b89c48a13ebae5ca4dd363eecf1a41e49320b903	42ef12e9-af64-47ea-b67b-764b86943ebe
5	2	set	CVN_QUOTES	\N	'";\\x	postgres	two\nlines	2026-12-01 14:08:31.162677+00	postgres	postgres	psql	\N	730	\\x9f2461e14a73b45ebe021f15b89c48a13ebae5ca4dd363eecf1a41e49320b903	\\x60ad0df96499d42ad956338ac2a0e4e5a74e53cd43c972a38214b690dc92dfa1	42ef12e9-af64-47ea-b67b-764b86943ebe
6	3	define	CVN_ATR_PERIOD	\N	{"type": "integer", "unit": "bars", "minimum": 1}	postgres	describe	2026-12-01 14:08:31.163391+00	postgres	postgres	psql	\N	731	\\x60ad0df96499d42ad956338ac2a0e4e5a74e53cd43c972a38214b690dc92dfa1	\\x8dc2ba665f2888aaecfbc131b48ecd1a2b95b1a89e3ac04b7f7527aea40f5fae	42ef12e9-af64-47ea-b67b-764b86943ebe
7	4	define	CVN_PAIR	\N	{"type": "text", "pattern": "([A-Z]+)/\\\\1"}	postgres	a pattern with a back-reference	2026-12-01 14:08:31.164028+00	postgres	postgres	psql	\N	732	\\x8dc2ba665f2888aaecfbc131b48ecd1a2b95b1a89e3ac04b7f7527aea40f5fae	\\xff23a41dfa4440872e9f7d0a68a191a320834fe13b8c7b10ebb47671d4e1ef29	42ef12e9-af64-47ea-b67b-764b86943ebe
8	5	set	CVN_PAIR	\N	AB/AB	postgres	fits it	2026-12-01 14:08:31.16452+00	postgres	postgres	psql	\N	733	\\xff23a41dfa4440872e9f7d0a68a191a320834fe13b8c7b10ebb47671d4e1ef29	\\xe741e0cf9eecd1d88d14ead11c3412b475d16c42038bda60b1381423122ccb7a	42ef12e9-af64-47ea-b67b-764b86943ebe
9	6	define	CVN_GONE	\N	{"type": "choice", "choices": ["a", "b"]}	postgres	describe	2026-12-01 14:08:31.164847+00	postgres	postgres	psql	\N	734	\\xe741e0cf9eecd1d88d14ead11c3412b475d16c42038bda60b1381423122ccb7a	\\x8173660db7b792322aab22c79e274c0cab092368117dd419d47570f9c79d539c	42ef12e9-af64-47ea-b67b-764b86943ebe
10	7	undefine	CVN_GONE	{"type": "choice", "choices": ["a", "b"]}	\N	postgres	forget	2026-12-01 14:08:31.165177+00	postgres	postgres	psql	\N	735	\\x8173660db7b792322aab22c79e274c0cab092368117dd419d47570f9c79d539c	\\x3d1110daac195db5e45fafd5a686740341e30a841ef3a24d6d90f731c172eedc	42ef12e9-af64-47ea-b67b-764b86943ebe
11	8	govern	\N	["CVN_"]	["CVN_", "SIM_"]	postgres	simulator	2026-12-01 14:08:31.165513+00	postgres	postgres	psql	\N	736	\\x3d1110daac195db5e45fafd5a686740341e30a841ef3a24d6d90f731c172eedc	\\x3cc0884fd0f9ccfb730432adb7d30a510a5f31fc6fc656df7d7f0993dd8250f0	42ef12e9-af64-47ea-b67b-764b86943ebe
12	9	set	SIM_SEED	\N	42	postgres	simulator	2026-12-01 14:08:31.165756+00	postgres	postgres	psql	\N	737	\\x3cc0884fd0f9ccfb730432adb7d30a510a5f31fc6fc656df7d7f0993dd8250f0	\\x7c8ca4952c1966ba35eeddc794c84b55f9bccece4aaf637ff7d1cabcc86f0647	42ef12e9-af64-47ea-b67b-764b86943ebe
13	10	unset	CVN_TAB	a\tb	\N	postgres	not needed	2026-12-01 14:08:31.166015+00	postgres	postgres	psql	\N	738	\\x7c8ca4952c1966ba35eeddc794c84b55f9bccece4aaf637ff7d1cabcc86f0647	\\x28c0ea5000961f2f5970172b7ffd9a6c60723aa4f54d2dbe67d818890feed29f	42ef12e9-af64-47ea-b67b-764b86943ebe
14	11	set	CVN_ATR_PERIOD	14	21	postgres	tune	2026-12-01 14:08:31.167147+00	postgres	postgres	psql	\N	740	\\x28c0ea5000961f2f5970172b7ffd9a6c60723aa4f54d2dbe67d818890feed29f	\\xce99a166b132d9e327faa903b7e56ceb9326629e297e2af3d7fbde8e67f0b239	42ef12e9-af64-47ea-b67b-764b86943ebe
15	12	set	CVN_ATR_PERIOD	21	14	postgres	back	2026-12-01 14:08:31.167506+00	postgres	postgres	psql	\N	741	\\xce99a166b132d9e327faa903b7e56ceb9326629e297e2af3d7fbde8e67f0b239	\\xae03fc41c772deece2a4f5e9b176cde71404787bac1bbecbf68f09cae7c42bc2	42ef12e9-af64-47ea-b67b-764b86943ebe
16	13	set	CVN_ATR_PERIOD	14	28	Zoë	for someone	2026-12-01 14:08:31.188845+00	postgres	web	psql	\N	743	\\xae03fc41c772deece2a4f5e9b176cde71404787bac1bbecbf68f09cae7c42bc2	\\x08a82280f2d2fb78e72e1fd6615fb325bb5628555a078881df33fae79572769b	42ef12e9-af64-47ea-b67b-764b86943ebe
\.

COPY store.ftf_parameter (key, definition) FROM stdin;
CVN_ATR_PERIOD	{"type": "integer", "unit": "bars", "minimum": 1}
CVN_PAIR	{"type": "text", "pattern": "([A-Z]+)/\\\\1"}
\.

COPY store.ftf_run (run_id, revision, head, env_hash, overrides, taken_at, taken_by, xid, hash) FROM stdin;
run-1	10	\\x28c0ea5000961f2f5970172b7ffd9a6c60723aa4f54d2dbe67d818890feed29f	\\x4c46aaec0a9223d3a2b81c7a74cd048e56a39c35b14167e42fcea0c2d467672a	{}	2026-12-01 14:08:31.166639+00	postgres	739	\\x41d255d71352dcb14c74500f2bb071537a98d60c8f0a5d8e4def9994d97781a8
run "2" 🏃	10	\\x28c0ea5000961f2f5970172b7ffd9a6c60723aa4f54d2dbe67d818890feed29f	\\x4c46aaec0a9223d3a2b81c7a74cd048e56a39c35b14167e42fcea0c2d467672a	{"CVN_ATR_PERIOD": "7"}	2026-12-01 14:08:31.166837+00	postgres	739	\\xd3a6c14da05147d42b5369e63b0fc121218b9454d7fe9f0839594e443b06dbc6
run-3	12	\\xae03fc41c772deece2a4f5e9b176cde71404787bac1bbecbf68f09cae7c42bc2	\\x4c46aaec0a9223d3a2b81c7a74cd048e56a39c35b14167e42fcea0c2d467672a	{}	2026-12-01 14:08:31.167794+00	postgres	742	\\x4cfef437e72640192fa0975c2a48ab75ab32115c3da620d926cbccb123d12ba0
\.

COPY store.ftf_run_env (revision, env_hash, base_env) FROM stdin;
10	\\x4c46aaec0a9223d3a2b81c7a74cd048e56a39c35b14167e42fcea0c2d467672a	{"CVN_PAIR": "AB/AB", "SIM_SEED": "42", "CVN_EMPTY": "", "CVN_QUOTES": "'\\";\\\\x", "CVN_ATR_PERIOD": "14"}
12	\\x4c46aaec0a9223d3a2b81c7a74cd048e56a39c35b14167e42fcea0c2d467672a	{"CVN_PAIR": "AB/AB", "SIM_SEED": "42", "CVN_EMPTY": "", "CVN_QUOTES": "'\\";\\\\x", "CVN_ATR_PERIOD": "14"}
\.

GRANT USAGE ON SCHEMA store TO viewer;
GRANT USAGE ON SCHEMA store TO editor;
GRANT USAGE ON SCHEMA store TO trainer;
GRANT USAGE ON SCHEMA store TO web;
GRANT USAGE ON SCHEMA store TO chief;

GRANT ALL ON FUNCTION store.ftf_act_as(operator text) TO web;
GRANT ALL ON FUNCTION store.ftf_act_as(operator text) TO chief;

GRANT ALL ON FUNCTION store.ftf_apply(changes jsonb, reason text, if_revision bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_apply(changes jsonb, reason text, if_revision bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_apply(changes jsonb, reason text, if_revision bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_apply(changes text, reason text, if_revision bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_apply(changes text, reason text, if_revision bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_apply(changes text, reason text, if_revision bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_define(key text, definition jsonb, reason text) TO editor;
GRANT ALL ON FUNCTION store.ftf_define(key text, definition jsonb, reason text) TO web;
GRANT ALL ON FUNCTION store.ftf_define(key text, definition jsonb, reason text) TO chief;

GRANT ALL ON FUNCTION store.ftf_define(key text, definition text, reason text) TO editor;
GRANT ALL ON FUNCTION store.ftf_define(key text, definition text, reason text) TO web;
GRANT ALL ON FUNCTION store.ftf_define(key text, definition text, reason text) TO chief;

GRANT ALL ON FUNCTION store.ftf_diff(from_revision bigint, to_revision bigint) TO viewer;
GRANT ALL ON FUNCTION store.ftf_diff(from_revision bigint, to_revision bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_diff(from_revision bigint, to_revision bigint) TO trainer;
GRANT ALL ON FUNCTION store.ftf_diff(from_revision bigint, to_revision bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_diff(from_revision bigint, to_revision bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_entry_bytes(entry_id bigint) TO viewer;
GRANT ALL ON FUNCTION store.ftf_entry_bytes(entry_id bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_entry_bytes(entry_id bigint) TO trainer;
GRANT ALL ON FUNCTION store.ftf_entry_bytes(entry_id bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_entry_bytes(entry_id bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_env() TO viewer;
GRANT ALL ON FUNCTION store.ftf_env() TO editor;
GRANT ALL ON FUNCTION store.ftf_env() TO trainer;
GRANT ALL ON FUNCTION store.ftf_env() TO web;
GRANT ALL ON FUNCTION store.ftf_env() TO chief;

GRANT ALL ON FUNCTION store.ftf_env_at(revision bigint) TO viewer;
GRANT ALL ON FUNCTION store.ftf_env_at(revision bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_env_at(revision bigint) TO trainer;
GRANT ALL ON FUNCTION store.ftf_env_at(revision bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_env_at(revision bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_env_at(at timestamp with time zone) TO viewer;
GRANT ALL ON FUNCTION store.ftf_env_at(at timestamp with time zone) TO editor;
GRANT ALL ON FUNCTION store.ftf_env_at(at timestamp with time zone) TO trainer;
GRANT ALL ON FUNCTION store.ftf_env_at(at timestamp with time zone) TO web;
GRANT ALL ON FUNCTION store.ftf_env_at(at timestamp with time zone) TO chief;

GRANT ALL ON FUNCTION store.ftf_get(key text) TO viewer;
GRANT ALL ON FUNCTION store.ftf_get(key text) TO editor;
GRANT ALL ON FUNCTION store.ftf_get(key text) TO trainer;
GRANT ALL ON FUNCTION store.ftf_get(key text) TO web;
GRANT ALL ON FUNCTION store.ftf_get(key text) TO chief;

GRANT ALL ON FUNCTION store.ftf_govern(prefixes text[], reason text) TO chief;

GRANT ALL ON FUNCTION store.ftf_grant(role text, access text) TO chief;

GRANT ALL ON FUNCTION store.ftf_head() TO viewer;
GRANT ALL ON FUNCTION store.ftf_head() TO editor;
GRANT ALL ON FUNCTION store.ftf_head() TO trainer;
GRANT ALL ON FUNCTION store.ftf_head() TO web;
GRANT ALL ON FUNCTION store.ftf_head() TO chief;

GRANT ALL ON FUNCTION store.ftf_protection() TO viewer;
GRANT ALL ON FUNCTION store.ftf_protection() TO editor;
GRANT ALL ON FUNCTION store.ftf_protection() TO trainer;
GRANT ALL ON FUNCTION store.ftf_protection() TO web;
GRANT ALL ON FUNCTION store.ftf_protection() TO chief;

GRANT ALL ON FUNCTION store.ftf_require(keys text[]) TO viewer;
GRANT ALL ON FUNCTION store.ftf_require(keys text[]) TO editor;
GRANT ALL ON FUNCTION store.ftf_require(keys text[]) TO trainer;
GRANT ALL ON FUNCTION store.ftf_require(keys text[]) TO web;
GRANT ALL ON FUNCTION store.ftf_require(keys text[]) TO chief;

GRANT ALL ON FUNCTION store.ftf_revert(to_revision bigint, reason text, key text) TO editor;
GRANT ALL ON FUNCTION store.ftf_revert(to_revision bigint, reason text, key text) TO web;
GRANT ALL ON FUNCTION store.ftf_revert(to_revision bigint, reason text, key text) TO chief;

GRANT ALL ON FUNCTION store.ftf_revoke(role text, access text) TO chief;

GRANT ALL ON FUNCTION store.ftf_run_diff(run_a text, run_b text) TO viewer;
GRANT ALL ON FUNCTION store.ftf_run_diff(run_a text, run_b text) TO editor;
GRANT ALL ON FUNCTION store.ftf_run_diff(run_a text, run_b text) TO trainer;
GRANT ALL ON FUNCTION store.ftf_run_diff(run_a text, run_b text) TO web;
GRANT ALL ON FUNCTION store.ftf_run_diff(run_a text, run_b text) TO chief;

GRANT ALL ON FUNCTION store.ftf_set(key text, value text, reason text, if_revision bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_set(key text, value text, reason text, if_revision bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_set(key text, value text, reason text, if_revision bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_snapshot(run_id text, overrides jsonb, required text[]) TO trainer;
GRANT ALL ON FUNCTION store.ftf_snapshot(run_id text, overrides jsonb, required text[]) TO chief;

GRANT ALL ON FUNCTION store.ftf_snapshot(run_id text, overrides text, required text[]) TO trainer;
GRANT ALL ON FUNCTION store.ftf_snapshot(run_id text, overrides text, required text[]) TO chief;

GRANT ALL ON FUNCTION store.ftf_undefine(key text, reason text) TO editor;
GRANT ALL ON FUNCTION store.ftf_undefine(key text, reason text) TO web;
GRANT ALL ON FUNCTION store.ftf_undefine(key text, reason text) TO chief;

GRANT ALL ON FUNCTION store.ftf_unset(key text, reason text, if_revision bigint) TO editor;
GRANT ALL ON FUNCTION store.ftf_unset(key text, reason text, if_revision bigint) TO web;
GRANT ALL ON FUNCTION store.ftf_unset(key text, reason text, if_revision bigint) TO chief;

GRANT ALL ON FUNCTION store.ftf_verify(anchor text) TO viewer;
GRANT ALL ON FUNCTION store.ftf_verify(anchor text) TO editor;
GRANT ALL ON FUNCTION store.ftf_verify(anchor text) TO trainer;
GRANT ALL ON FUNCTION store.ftf_verify(anchor text) TO web;
GRANT ALL ON FUNCTION store.ftf_verify(anchor text) TO chief;

GRANT SELECT ON TABLE store.ftf_run TO viewer;
GRANT SELECT ON TABLE store.ftf_run TO editor;
GRANT SELECT ON TABLE store.ftf_run TO trainer;
GRANT SELECT ON TABLE store.ftf_run TO web;
GRANT SELECT ON TABLE store.ftf_run TO chief;

GRANT SELECT ON TABLE store.ftf_run_env TO viewer;
GRANT SELECT ON TABLE store.ftf_run_env TO editor;
GRANT SELECT ON TABLE store.ftf_run_env TO trainer;
GRANT SELECT ON TABLE store.ftf_run_env TO web;
GRANT SELECT ON TABLE store.ftf_run_env TO chief;

GRANT SELECT ON TABLE store.finetune_runs TO viewer;
GRANT SELECT ON TABLE store.finetune_runs TO editor;
GRANT SELECT ON TABLE store.finetune_runs TO trainer;
GRANT SELECT ON TABLE store.finetune_runs TO web;
GRANT SELECT ON TABLE store.finetune_runs TO chief;

GRANT SELECT ON TABLE store.ftf_config TO viewer;
GRANT SELECT ON TABLE store.ftf_config TO editor;
GRANT SELECT ON TABLE store.ftf_config TO trainer;
GRANT SELECT ON TABLE store.ftf_config TO web;
GRANT SELECT ON TABLE store.ftf_config TO chief;

GRANT SELECT ON TABLE store.ftf_config_history TO viewer;
GRANT SELECT ON TABLE store.ftf_config_history TO editor;
GRANT SELECT ON TABLE store.ftf_config_history TO trainer;
GRANT SELECT ON TABLE store.ftf_config_history TO web;
GRANT SELECT ON TABLE store.ftf_config_history TO chief;

GRANT SELECT ON TABLE store.ftf_parameter TO viewer;
GRANT SELECT ON TABLE store.ftf_parameter TO editor;
GRANT SELECT ON TABLE store.ftf_parameter TO trainer;
GRANT SELECT ON TABLE store.ftf_parameter TO web;
GRANT SELECT ON TABLE store.ftf_parameter TO chief;

