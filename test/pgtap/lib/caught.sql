-- pg_temp.caught(statement): the error that the statement ends with; state is
-- 00000 if there is none.  What the statement did is undone if it fails.
CREATE FUNCTION pg_temp.caught(statement text, OUT state text, OUT message text,
	OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	state := '00000';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state := RETURNED_SQLSTATE, message := MESSAGE_TEXT,
		detail := PG_EXCEPTION_DETAIL, hint := PG_EXCEPTION_HINT;
END
$$;
