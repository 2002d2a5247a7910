-- Ids begin with the time they were made at (UUID version 7), so what is older than an instant is one range of the key.
CREATE FUNCTION saldo_id_at(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (lpad(to_hex(floor(extract(epoch FROM p_at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

-- Answers of banks are kept as long as each household says, records of calls for 400 days. Deletes one batch of what is older,
-- of all households, and answers how many rows went. What is kept cannot be chosen by the caller: the clock is the server's.
CREATE FUNCTION saldo_forget_old(p_batch int) RETURNS TABLE (raw_pages bigint, bank_calls bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  WITH old AS (
    SELECT p.household_id, p.id FROM household h
      CROSS JOIN LATERAL (
        SELECT r.household_id, r.id FROM raw_page r
         WHERE r.household_id = h.id AND r.id < saldo_id_at(now() - make_interval(days => h.raw_page_days))
           AND r.fetched_at < now() - make_interval(days => h.raw_page_days)
         LIMIT least(p_batch, 10000)) p
     LIMIT least(p_batch, 10000)),
  gone AS (DELETE FROM raw_page r USING old WHERE r.household_id = old.household_id AND r.id = old.id RETURNING 1)
  SELECT count(*) INTO raw_pages FROM gone;
  WITH old AS (
    SELECT c.household_id, c.id FROM household h
      CROSS JOIN LATERAL (
        SELECT b.household_id, b.id FROM bank_call b
         WHERE b.household_id = h.id AND b.id < saldo_id_at(now() - interval '400 days') AND b.at < now() - interval '400 days'
         LIMIT least(p_batch, 10000)) c
     LIMIT least(p_batch, 10000)),
  gone AS (DELETE FROM bank_call b USING old WHERE b.household_id = old.household_id AND b.id = old.id RETURNING 1)
  SELECT count(*) INTO bank_calls FROM gone;
  RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION saldo_forget_old(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_forget_old(int) TO saldo_app;

-- Between a week and thirteen months.
ALTER TABLE household ADD CONSTRAINT household_raw_page_days CHECK (raw_page_days BETWEEN 7 AND 400);

-- Pages of calls are asked for by session and by member, newest first.
CREATE INDEX bank_call_failed_idx ON bank_call (household_id, bank_session_id, at DESC) WHERE outcome <> 'ok';
