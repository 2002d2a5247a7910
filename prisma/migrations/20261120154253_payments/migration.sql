-- AlterTable
ALTER TABLE "authorization_attempt" ADD COLUMN     "payment_attempt_id" UUID;

-- AlterTable
ALTER TABLE "household" ADD COLUMN     "approval_above_minor" BIGINT,
ADD COLUMN     "payees_listed_only" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "member" ADD COLUMN     "daily_limit_minor" BIGINT,
ADD COLUMN     "single_limit_minor" BIGINT;

-- CreateTable
CREATE TABLE "passkey" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "totp_factor" (
    "household_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "totp_factor_pkey" PRIMARY KEY ("household_id","user_id")
);

-- CreateTable
CREATE TABLE "payee" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "sealed_account" TEXT NOT NULL,
    "account_index" TEXT NOT NULL,
    "account_hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_paid_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "payee_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "payment" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "connector_id" TEXT,
    "bank_app_id" UUID,
    "aspsp_name" TEXT NOT NULL,
    "aspsp_country" CHAR(2) NOT NULL,
    "psu_type" TEXT NOT NULL,
    "payment_type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "is_final" BOOLEAN NOT NULL DEFAULT false,
    "sealed_order" TEXT NOT NULL,
    "order_hash" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "line_count" INTEGER NOT NULL DEFAULT 1,
    "creditor_name" TEXT NOT NULL,
    "execute_on" DATE,
    "is_recurring" BOOLEAN NOT NULL DEFAULT false,
    "bank_status" TEXT,
    "bank_reason_code" TEXT,
    "bank_reason_text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "booked_at" TIMESTAMPTZ(3),
    "next_poll_at" TIMESTAMPTZ(3),
    "poll_count" INTEGER NOT NULL DEFAULT 0,
    "last_polled_at" TIMESTAMPTZ(3),
    "last_poll_error" TEXT,
    "ask_bank_since" TIMESTAMPTZ(3),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "payment_line" (
    "household_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "creditor_name" TEXT NOT NULL,
    "creditor_index" TEXT NOT NULL,
    "counterparty_index" TEXT,
    "end_to_end_id" TEXT NOT NULL,
    "payee_id" UUID,
    "bank_transaction_id" TEXT,
    "status" TEXT,
    "bank_status" TEXT,

    CONSTRAINT "payment_line_pkey" PRIMARY KEY ("household_id","payment_id","position")
);

-- CreateTable
CREATE TABLE "payment_attempt" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "number" SMALLINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'prepared',
    "sealed_handle" TEXT,
    "bank_payment_id" TEXT,
    "bank_payment_index" TEXT,
    "sealed_url" TEXT,
    "url_shown_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "error_kind" TEXT,
    "bank_code" TEXT,

    CONSTRAINT "payment_attempt_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "payment_event" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "member_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "payment_event_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "payment_booking" (
    "household_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "position" SMALLINT,
    "because" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_booking_pkey" PRIMARY KEY ("household_id","transaction_id")
);

-- CreateTable
CREATE TABLE "payment_approval" (
    "household_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "order_hash" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_approval_pkey" PRIMARY KEY ("household_id","payment_id","member_id","order_hash")
);

-- CreateTable
CREATE TABLE "payment_draft" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "sealed_form" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_draft_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");

-- CreateIndex
CREATE INDEX "passkey_household_id_user_id_idx" ON "passkey"("household_id", "user_id");

-- CreateIndex
CREATE INDEX "payee_household_id_account_index_idx" ON "payee"("household_id", "account_index");

-- CreateIndex
CREATE INDEX "payment_household_id_created_at_id_idx" ON "payment"("household_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payment_household_id_account_id_created_at_idx" ON "payment"("household_id", "account_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "payment_line_household_id_creditor_index_idx" ON "payment_line"("household_id", "creditor_index");

-- CreateIndex
CREATE INDEX "payment_attempt_household_id_payment_id_idx" ON "payment_attempt"("household_id", "payment_id");

-- CreateIndex
CREATE INDEX "payment_attempt_bank_payment_index_idx" ON "payment_attempt"("bank_payment_index");

-- CreateIndex
CREATE INDEX "payment_event_household_id_payment_id_at_idx" ON "payment_event"("household_id", "payment_id", "at");

-- CreateIndex
CREATE INDEX "payment_booking_household_id_payment_id_idx" ON "payment_booking"("household_id", "payment_id");

-- CreateIndex
CREATE INDEX "payment_draft_household_id_member_id_updated_at_idx" ON "payment_draft"("household_id", "member_id", "updated_at" DESC);

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_household_id_payment_id_fkey" FOREIGN KEY ("household_id", "payment_id") REFERENCES "payment"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_household_id_payment_id_fkey" FOREIGN KEY ("household_id", "payment_id") REFERENCES "payment"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_event" ADD CONSTRAINT "payment_event_household_id_payment_id_fkey" FOREIGN KEY ("household_id", "payment_id") REFERENCES "payment"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_booking" ADD CONSTRAINT "payment_booking_household_id_transaction_id_fkey" FOREIGN KEY ("household_id", "transaction_id") REFERENCES "transaction"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_booking" ADD CONSTRAINT "payment_booking_household_id_payment_id_fkey" FOREIGN KEY ("household_id", "payment_id") REFERENCES "payment"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_approval" ADD CONSTRAINT "payment_approval_household_id_payment_id_fkey" FOREIGN KEY ("household_id", "payment_id") REFERENCES "payment"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one attempt of a payment can lead to an approval: being prepared, or with a page.
CREATE UNIQUE INDEX payment_attempt_live_key ON payment_attempt (household_id, payment_id) WHERE state IN ('prepared', 'open');

-- What the clock looks for.
CREATE INDEX payment_poll_idx ON payment (next_poll_at) WHERE next_poll_at IS NOT NULL;
CREATE INDEX payment_unbooked_idx ON payment (household_id) WHERE booked_at IS NULL AND status NOT IN ('draft', 'rejected', 'cancelled');

ALTER TABLE payment ADD CONSTRAINT payment_amount_positive CHECK (amount_minor > 0);
ALTER TABLE payment ADD CONSTRAINT payment_status_known
  CHECK (status IN ('draft', 'held', 'ready', 'starting', 'unknown', 'waiting', 'accepted', 'executed', 'rejected', 'cancelled'));
ALTER TABLE payment_attempt ADD CONSTRAINT payment_attempt_state_known CHECK (state IN ('prepared', 'open', 'lost', 'refused', 'over'));

-- A payment shows to its maker, to who may see the account, and while it is held to those who could approve it.
ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_payments ON payment USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system())
  OR member_id = (SELECT saldo_member()) OR status = 'held' OR account_id = ANY ((SELECT saldo_accounts())::uuid[])));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['payment_line', 'payment_attempt', 'payment_event', 'payment_booking', 'payment_approval']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY visible_payments ON %I USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system())
      OR EXISTS (SELECT FROM payment p WHERE p.household_id = %I.household_id AND p.id = %I.payment_id)))', t, t, t);
  END LOOP;
END $$;
-- A webhook knows the bank's number of a payment and nothing else.
CREATE POLICY by_key ON payment_attempt FOR SELECT USING (bank_payment_index = (SELECT saldo_lookup()));

ALTER TABLE payee ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_shared ON payee USING (household_id = (SELECT saldo_household())
  AND ((SELECT saldo_is_system()) OR is_shared OR member_id = (SELECT saldo_member())));
ALTER TABLE payment_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_drafts ON payment_draft USING (household_id = (SELECT saldo_household())
  AND ((SELECT saldo_is_system()) OR member_id = (SELECT saldo_member())));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['passkey', 'totp_factor']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_household ON %I USING (household_id = (SELECT saldo_household()))', t);
  END LOOP;
END $$;
-- Signing in with a passkey begins with its id.
CREATE POLICY by_key ON passkey FOR SELECT USING (credential_id = (SELECT saldo_lookup()));

GRANT SELECT, INSERT, UPDATE, DELETE ON payment, payment_line, payment_attempt, payment_booking, payment_approval, payment_draft, payee,
  passkey, totp_factor TO saldo_app;
GRANT SELECT, INSERT ON payment_event TO saldo_app;
REVOKE UPDATE, DELETE, TRUNCATE ON payment_event FROM saldo_app;
