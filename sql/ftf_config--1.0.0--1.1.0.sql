/* ftf_config: from 1.0.0 to 1.1.0 */

\echo Use "ALTER EXTENSION ftf_config UPDATE TO '1.1.0'" to load this file. \quit

----------------------------------------------------------------------
-- What each object is
----------------------------------------------------------------------

COMMENT ON FUNCTION ftf_act_as(text) IS 'Names the person whom this transaction''s changes are attributed to. For service roles. Errors: 42501 the role that logged in may not, UF004 blank, UF005 not admitted. Warning: 25P01 outside a transaction block, if nothing used the name.';
COMMENT ON FUNCTION ftf_apply(text, text, bigint) IS 'Sets several parameters at once from JSON text, where a key that is named twice is refused (UF005); jsonb drops all but the last unseen. Else as ftf_apply with jsonb.';
COMMENT ON FUNCTION ftf_define(text, text, text) IS 'Defines a parameter from JSON text, where a field that is named twice is refused (UF005). Else as ftf_define with jsonb.';
COMMENT ON FUNCTION ftf_snapshot(text, text, text[]) IS 'Takes the run''s snapshot with the overrides as JSON text, where a key that is named twice is refused (UF005). Else as ftf_snapshot with jsonb.';
