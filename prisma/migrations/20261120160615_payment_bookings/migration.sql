-- AlterTable
ALTER TABLE "payee" DROP COLUMN "last_paid_at",
ADD COLUMN     "previous_account_index" TEXT;

-- CreateTable
CREATE TABLE "payment_booking_refusal" (
    "household_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_booking_refusal_pkey" PRIMARY KEY ("household_id","payment_id","transaction_id")
);

-- AddForeignKey
ALTER TABLE "payment_booking_refusal" ADD CONSTRAINT "payment_booking_refusal_household_id_payment_id_fkey" FOREIGN KEY ("household_id", "payment_id") REFERENCES "payment"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_booking_refusal" ADD CONSTRAINT "payment_booking_refusal_household_id_transaction_id_fkey" FOREIGN KEY ("household_id", "transaction_id") REFERENCES "transaction"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE payment_booking_refusal ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_payments ON payment_booking_refusal USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system())
  OR EXISTS (SELECT FROM payment p WHERE p.household_id = payment_booking_refusal.household_id AND p.id = payment_booking_refusal.payment_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON payment_booking_refusal TO saldo_app;

-- A booking may go with its row (a sync takes back a row it had misread, a person merges two, an account is read anew). Whoever does it
-- knows nothing of payments, so the payment learns of it here: it is no longer booked, and its timeline says so. What was carried to
-- the bank by hand is executed only as long as there is a debit.
CREATE FUNCTION saldo_booking_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payment p SET booked_at = NULL,
         status = CASE WHEN p.channel = 'by_hand' AND p.status = 'executed' THEN
                    CASE WHEN EXISTS (SELECT FROM payment_event e WHERE e.household_id = p.household_id AND e.payment_id = p.id
                                         AND e.kind = 'marked_done_by_hand') THEN 'accepted' ELSE 'ready' END
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
CREATE TRIGGER payment_booking_gone AFTER DELETE ON payment_booking FOR EACH ROW EXECUTE FUNCTION saldo_booking_gone();

CREATE INDEX payment_recurring_idx ON payment (household_id) WHERE is_recurring AND status NOT IN ('draft', 'rejected', 'cancelled');
CREATE INDEX payment_refuted_idx ON payment (household_id, submitted_at) WHERE booked_at IS NULL AND status IN ('rejected', 'cancelled');

-- Whether and when somebody was paid before; also for looking up an IBAN in the list of transactions.
CREATE INDEX transaction_counterparty_idx ON transaction (household_id, counterparty_index) WHERE counterparty_index IS NOT NULL;

-- Households with payments whose debit may still be found. Ids only; everything else stays behind the wall.
CREATE FUNCTION saldo_households_with_open_payments(p_since timestamptz) RETURNS TABLE (household_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY
    SELECT p.household_id FROM payment p
     WHERE p.booked_at IS NULL AND p.status NOT IN ('draft', 'rejected', 'cancelled') AND p.submitted_at > p_since
    UNION
    SELECT p.household_id FROM payment p WHERE p.is_recurring AND p.status NOT IN ('draft', 'rejected', 'cancelled')
    UNION
    SELECT p.household_id FROM payment p
     WHERE p.booked_at IS NULL AND p.status IN ('rejected', 'cancelled') AND p.submitted_at > p_since;
END $$;
REVOKE ALL ON FUNCTION saldo_households_with_open_payments(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_households_with_open_payments(timestamptz) TO saldo_app;
