-- What waits for a second person shows to those who may give that approval, and to no other member.
CREATE FUNCTION saldo_may_approve() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM member m WHERE m.household_id = saldo_household() AND m.id = saldo_member() AND m.removed_at IS NULL
                    AND m.role IN ('owner', 'adult'))
$$;

-- A payment is changed by its maker and by the system; whoever else sees it looks. A second person's answer and a word about its debit
-- are checked first and then stored by the system.
DROP POLICY visible_payments ON payment;
CREATE POLICY visible_payments ON payment FOR SELECT USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system())
  OR member_id = (SELECT saldo_member()) OR account_id = ANY ((SELECT saldo_accounts())::uuid[])
  OR (status = 'held' AND (SELECT saldo_may_approve()))));
CREATE POLICY own_payments ON payment USING (household_id = (SELECT saldo_household())
  AND ((SELECT saldo_is_system()) OR member_id = (SELECT saldo_member())));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['payment_line', 'payment_attempt', 'payment_event', 'payment_booking', 'payment_approval', 'payment_booking_refusal']
  LOOP
    EXECUTE format('DROP POLICY visible_payments ON %I', t);
    EXECUTE format('CREATE POLICY visible_payments ON %I FOR SELECT USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system())
      OR EXISTS (SELECT FROM payment p WHERE p.household_id = %I.household_id AND p.id = %I.payment_id)))', t, t, t);
    EXECUTE format('CREATE POLICY own_payments ON %I USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system())
      OR EXISTS (SELECT FROM payment p WHERE p.household_id = %I.household_id AND p.id = %I.payment_id AND p.member_id = (SELECT saldo_member()))))',
      t, t, t);
  END LOOP;
END $$;

-- As before, and what was said to be paid by hand may have been taken back since.
CREATE OR REPLACE FUNCTION saldo_booking_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payment p SET booked_at = NULL,
         status = CASE WHEN p.channel = 'by_hand' AND p.status = 'executed' THEN
                    CASE WHEN (SELECT e.kind FROM payment_event e WHERE e.household_id = p.household_id AND e.payment_id = p.id
                                  AND e.kind IN ('marked_done_by_hand', 'unmarked_by_hand') ORDER BY e.at DESC, e.id DESC LIMIT 1)
                              = 'marked_done_by_hand' THEN 'accepted' ELSE 'ready' END
                  ELSE p.status END,
         is_final = p.is_final AND NOT (p.channel = 'by_hand' AND p.status = 'executed'),
         ended_at = CASE WHEN p.channel = 'by_hand' AND p.status = 'executed' THEN NULL ELSE p.ended_at END
   WHERE p.household_id = OLD.household_id AND p.id = OLD.payment_id AND p.booked_at IS NOT NULL
     AND NOT (p.is_recurring AND EXISTS (SELECT FROM payment_booking b WHERE b.household_id = p.household_id AND b.payment_id = p.id));
  INSERT INTO payment_event (household_id, id, payment_id, at, kind, member_id)
  SELECT p.household_id, gen_random_uuid(), p.id, date_trunc('milliseconds', clock_timestamp()), 'booking_gone', saldo_member()
    FROM payment p WHERE p.household_id = OLD.household_id AND p.id = OLD.payment_id;
  RETURN NULL;
END $$;

-- The audit log hears of it too, at the end of the transaction: its appends wait for one another, so nothing may be locked after them.
CREATE FUNCTION saldo_audit_booking_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM payment p WHERE p.household_id = OLD.household_id AND p.id = OLD.payment_id) THEN
    PERFORM saldo_audit(OLD.household_id, clock_timestamp(), saldo_member(), 'payment_booking_gone', OLD.payment_id,
                        jsonb_build_object('because', OLD.because));
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_booking_gone_audit AFTER DELETE ON payment_booking DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION saldo_audit_booking_gone();
