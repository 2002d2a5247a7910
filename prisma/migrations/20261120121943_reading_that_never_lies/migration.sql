-- AlterTable
ALTER TABLE "account_access" ADD COLUMN     "unshared_decided_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "account_feed" ADD COLUMN     "dialect" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "frontier_day" DATE,
ADD COLUMN     "frontier_from" DATE,
ADD COLUMN     "frontier_until" DATE;

-- AlterTable
ALTER TABLE "bank_call" ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "bank_session" ADD COLUMN     "background_block_reason" TEXT,
ADD COLUMN     "evicted_by_id" UUID,
ADD COLUMN     "failures_in_row" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "interactive_block_reason" TEXT;

-- AlterTable
ALTER TABLE "household" ADD COLUMN     "raw_page_days" INTEGER NOT NULL DEFAULT 90;

-- AlterTable
ALTER TABLE "transaction" ADD COLUMN     "review_other_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "superseded_because" TEXT;

-- CreateTable
CREATE TABLE "match_decision" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "transaction_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "before" JSONB NOT NULL DEFAULT '{}',
    "member_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "match_decision_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "history_gap" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "history_gap_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "balance_check" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "difference_minor" BIGINT,
    "first_day_off" DATE,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "balance_check_pkey" PRIMARY KEY ("household_id","account_id")
);

-- CreateTable
CREATE TABLE "replay_run" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "member_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'previewed',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "pages" INTEGER NOT NULL DEFAULT 0,
    "summary" JSONB NOT NULL DEFAULT '{}',
    "basis" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "replay_run_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateIndex
CREATE INDEX "match_decision_household_id_account_id_decided_at_idx" ON "match_decision"("household_id", "account_id", "decided_at" DESC);

-- CreateIndex
CREATE INDEX "match_decision_household_id_transaction_id_idx" ON "match_decision"("household_id", "transaction_id");

-- CreateIndex
CREATE INDEX "match_decision_household_id_other_id_idx" ON "match_decision"("household_id", "other_id");

-- CreateIndex
CREATE INDEX "history_gap_household_id_account_id_idx" ON "history_gap"("household_id", "account_id");

-- CreateIndex
CREATE INDEX "replay_run_household_id_account_id_created_at_idx" ON "replay_run"("household_id", "account_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "match_decision" ADD CONSTRAINT "match_decision_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_gap" ADD CONSTRAINT "history_gap_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balance_check" ADD CONSTRAINT "balance_check_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay_run" ADD CONSTRAINT "replay_run_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Only accounts the viewer may see.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['match_decision', 'history_gap', 'balance_check', 'replay_run']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY visible_accounts ON %I USING (household_id = (SELECT saldo_household())
      AND ((SELECT saldo_is_system()) OR account_id = ANY ((SELECT saldo_accounts())::uuid[])))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO saldo_app', t);
  END LOOP;
END $$;

-- The review list, without looking at the rows nobody has to decide about.
CREATE INDEX transaction_review_idx ON transaction (household_id, account_id) WHERE review_reason IS NOT NULL;
