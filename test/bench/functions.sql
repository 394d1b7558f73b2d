-- How the bench measures: microseconds a call, the best of several rounds,
-- since other work on the machine only ever adds.

CREATE SCHEMA bench;
CREATE TABLE bench.result (id serial, operation text, condition text, microseconds numeric);

-- Writes are measured each in a transaction of its own; reads all in one, as
-- a session pays for them repeatedly.  $1 in the statement numbers the calls.
CREATE PROCEDURE bench.measure(operation text, condition text, statement text, calls integer, writes boolean)
	LANGUAGE plpgsql AS $$
DECLARE
	best interval;
	began timestamptz;
	took interval;
	n bigint := 0;
BEGIN
	FOR round IN 1 .. 5 LOOP
		began := clock_timestamp();
		FOR i IN 1 .. calls LOOP
			n := n + 1;
			EXECUTE statement USING n;
			IF writes THEN
				COMMIT;
			END IF;
		END LOOP;
		took := clock_timestamp() - began;
		best := least(best, took);
	END LOOP;
	INSERT INTO bench.result (operation, condition, microseconds)
	VALUES (operation, condition, round(extract(epoch FROM best)::numeric * 1e6 / calls, 2));
	COMMIT;
END
$$;

-- Revisions of keys other than the one that is measured.
CREATE PROCEDURE bench.lengthen_history(revisions integer)
	LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1 .. revisions LOOP
		PERFORM ftf_set('CVN_K' || (100 + i % 50), clock_timestamp()::text, 'bench');
		COMMIT;
	END LOOP;
END
$$;

CREATE PROCEDURE bench.take_runs(name text, runs integer)
	LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1 .. runs LOOP
		PERFORM ftf_snapshot(name || i);
		COMMIT;
	END LOOP;
END
$$;

-- A store of so many parameters.
CREATE PROCEDURE bench.fill(parameters integer)
	LANGUAGE sql AS $$
	SELECT ftf_apply((SELECT jsonb_object_agg('CVN_K' || i, '0.000' || i)
		FROM generate_series(1, parameters) i), 'bench');
$$;

-- All that a condition is compared by.
CREATE PROCEDURE bench.measure_all(condition text)
	LANGUAGE plpgsql AS $$
DECLARE
	now bigint;
BEGIN
	CALL bench.measure('ftf_get', condition, $q$SELECT ftf_get('CVN_K7')$q$, 2000, false);
	CALL bench.measure('plain SELECT', condition, $q$SELECT base_env ->> 'CVN_K7' FROM ftf_config$q$, 2000, false);
	CALL bench.measure('ftf_set', condition, format($q$SELECT ftf_set('CVN_K7', '%s' || $1, 'bench')$q$, condition), 100, true);
	CALL bench.measure('ftf_snapshot', condition, format($q$SELECT ftf_snapshot('%s' || $1)$q$, condition), 100, true);
	CALL bench.measure('history of one key', condition,
		$q$SELECT count(*) FROM ftf_config_history WHERE key = 'CVN_K3'$q$, 200, false);
	now := ftf_require('{}');
	CALL bench.measure('ftf_env_at, 10 back', condition,
		format($q$SELECT ftf_env_at(%s)$q$, now - 10), 50, false);
	CALL bench.measure('ftf_diff, 10 back', condition,
		format($q$SELECT count(*) FROM ftf_diff(%s, %s)$q$, now - 10, now), 50, false);
	CALL bench.measure('ftf_verify', condition, $q$SELECT count(*) FROM ftf_verify()$q$, 1, false);
END
$$;
