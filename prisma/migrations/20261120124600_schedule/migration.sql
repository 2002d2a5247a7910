-- AlterTable
ALTER TABLE "bank_session" ADD COLUMN     "clock_skew_seconds" INTEGER;

-- What a person waits for goes before what is merely due: the queue takes the lowest number first.
DROP FUNCTION saldo_enqueue(text, json, text, text, timestamptz);
CREATE FUNCTION saldo_enqueue(p_task text, p_payload json, p_queue text, p_key text, p_run_at timestamptz, p_priority int DEFAULT 0)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF saldo_household() IS NULL OR (p_payload ->> 'householdId')::uuid IS DISTINCT FROM saldo_household() THEN
    RAISE EXCEPTION 'a job belongs to the household that queues it';
  END IF;
  PERFORM graphile_worker.add_job(p_task, p_payload, queue_name => p_queue, job_key => p_key, run_at => coalesce(p_run_at, now()),
                                  max_attempts => 8, priority => p_priority);
END $$;
REVOKE ALL ON FUNCTION saldo_enqueue(text, json, text, text, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_enqueue(text, json, text, text, timestamptz, int) TO saldo_app;

-- Accesses of all households that the clock has to look after: those whose time is over, and those that read kept accounts but
-- have no reading in the queue (a job that was lost, a restored backup). Ids only; everything else stays behind the wall.
CREATE FUNCTION saldo_sessions_to_tend(p_now timestamptz, p_limit int) RETURNS TABLE (household_id uuid, bank_session_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY
  SELECT s.household_id, s.id FROM bank_session s
   WHERE s.status = 'authorized' AND s.superseded_at IS NULL AND (
         s.valid_until <= p_now
      OR ((s.leased_until IS NULL OR s.leased_until <= p_now)
          AND EXISTS (SELECT FROM account_feed f JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
                       WHERE f.household_id = s.household_id AND f.bank_session_id = s.id AND f.state <> 'ended'
                         AND f.sealed_uid IS NOT NULL AND a.choice = 'kept')
          AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j
                           WHERE j.key IN ('plan:' || s.id, 'sync:' || s.id) AND j.attempts < j.max_attempts)))
   ORDER BY s.next_sync_at NULLS FIRST, s.id
   LIMIT least(p_limit, 5000);
END $$;
REVOKE ALL ON FUNCTION saldo_sessions_to_tend(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_sessions_to_tend(timestamptz, int) TO saldo_app;

-- The few accesses that live, among all that ever were.
CREATE INDEX bank_session_live_idx ON bank_session (household_id, id) WHERE status = 'authorized' AND superseded_at IS NULL;
