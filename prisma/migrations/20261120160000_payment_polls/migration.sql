-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "final_successful_statuses" TEXT[];

-- The state of a trip is looked up by its payment attempt when the bank's page is opened again.
CREATE INDEX authorization_attempt_payment_idx ON authorization_attempt (household_id, payment_attempt_id) WHERE payment_attempt_id IS NOT NULL;
CREATE INDEX payment_attempt_prepared_idx ON payment_attempt (started_at) WHERE state = 'prepared';

-- Payments of all households that the clock has to look after: those whose bank was being asked when the asking process died, and
-- those whose next question to the bank is overdue and not in the queue. Ids only; everything else stays behind the wall.
CREATE FUNCTION saldo_payments_to_tend(p_prepared_before timestamptz, p_due_before timestamptz, p_limit int)
RETURNS TABLE (household_id uuid, payment_id uuid, is_prepared boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY
  (SELECT a.household_id, a.payment_id, true FROM payment_attempt a
    WHERE a.state = 'prepared' AND a.started_at <= p_prepared_before
    ORDER BY a.started_at LIMIT least(p_limit, 5000))
  UNION ALL
  (SELECT p.household_id, p.id, false FROM payment p
    WHERE p.next_poll_at <= p_due_before
      AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j
                       WHERE j.key = 'poll-payment:' || p.id AND j.attempts < j.max_attempts)
    ORDER BY p.next_poll_at LIMIT least(p_limit, 5000));
END $$;
REVOKE ALL ON FUNCTION saldo_payments_to_tend(timestamptz, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_payments_to_tend(timestamptz, timestamptz, int) TO saldo_app;
