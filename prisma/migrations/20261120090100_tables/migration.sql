-- CreateTable
CREATE TABLE "household" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "base_currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "invite" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "account_access" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "holder" BOOLEAN NOT NULL DEFAULT false,
    "include_in_totals" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "account_access_pkey" PRIMARY KEY ("household_id","account_id","member_id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "format_locale" TEXT NOT NULL DEFAULT 'en-GB',
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Helsinki',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_session" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "login_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_counter" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "reset_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_counter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "setup_token" (
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "household_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" UUID,
    "kind" TEXT NOT NULL,
    "subject_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("household_id","seq")
);

-- CreateTable
CREATE TABLE "data_key" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "instance_key_id" TEXT NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "bank_app" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "connector_id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "name" TEXT,
    "environment" TEXT,
    "sealed_private_key" TEXT NOT NULL,
    "active" BOOLEAN,
    "services" TEXT[],
    "countries" TEXT[],
    "redirect_urls" TEXT[],
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_app_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "bank_session" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "connector_id" TEXT NOT NULL,
    "bank_app_id" UUID,
    "aspsp_name" TEXT NOT NULL,
    "aspsp_country" CHAR(2) NOT NULL,
    "aspsp_bic" TEXT,
    "psu_type" TEXT NOT NULL,
    "auth_method" TEXT,
    "required_psu_headers" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'pending',
    "sealed_credentials" TEXT,
    "valid_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "authorized_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "supersedes_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),
    "revoke_at_bank_since" TIMESTAMPTZ(3),
    "background_blocked_until" TIMESTAMPTZ(3),
    "interactive_blocked_until" TIMESTAMPTZ(3),
    "background_reads_per_day" INTEGER NOT NULL DEFAULT 4,
    "next_sync_at" TIMESTAMPTZ(3),
    "last_synced_at" TIMESTAMPTZ(3),
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_error_kind" TEXT,
    "lease_token" BIGINT NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "bank_session_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "authorization_attempt" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "bank_session_id" UUID,
    "member_id" UUID NOT NULL,
    "login_session_id" UUID NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "state_hash" TEXT NOT NULL,
    "sealed_authorization_id" TEXT,
    "aspsp_name" TEXT NOT NULL,
    "aspsp_country" CHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "authorization_attempt_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "bank_call" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "bank_session_id" UUID NOT NULL,
    "account_id" UUID,
    "run_id" UUID,
    "operation" TEXT NOT NULL,
    "psu_present" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "bank_code" TEXT,

    CONSTRAINT "bank_call_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "account" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "aspsp_name" TEXT NOT NULL,
    "aspsp_country" CHAR(2) NOT NULL,
    "bank_name" TEXT NOT NULL,
    "custom_name" TEXT,
    "holder_name" TEXT,
    "cash_account_type" TEXT NOT NULL,
    "usage" TEXT,
    "currency" CHAR(3) NOT NULL,
    "sealed_iban" TEXT,
    "iban_index" TEXT,
    "other_scheme" TEXT,
    "sealed_other" TEXT,
    "last_four" TEXT,
    "credit_limit_minor" BIGINT,
    "choice" TEXT NOT NULL DEFAULT 'offered',
    "share" TEXT NOT NULL DEFAULT 'none',
    "pinned_balance_type" TEXT,
    "balance_minor" BIGINT,
    "balance_type" TEXT,
    "balance_observed_at" TIMESTAMPTZ(3),
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "no_longer_shared_since" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "account_identity" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "account_identity_pkey" PRIMARY KEY ("household_id","account_id","hash")
);

-- CreateTable
CREATE TABLE "account_feed" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "bank_session_id" UUID NOT NULL,
    "sealed_uid" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "history_from" DATE,
    "read_until" DATE,
    "last_synced_at" TIMESTAMPTZ(3),
    "last_error_kind" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_feed_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "balance" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "name" TEXT,
    "reference_date" DATE,
    "last_change_at" TIMESTAMPTZ(3),
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "balance_pkey" PRIMARY KEY ("household_id","account_id","type","currency")
);

-- CreateTable
CREATE TABLE "balance_history" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reference_date" DATE,

    CONSTRAINT "balance_history_pkey" PRIMARY KEY ("household_id","account_id","type","currency","observed_at")
);

-- CreateTable
CREATE TABLE "transaction" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "booking_date" DATE,
    "value_date" DATE,
    "effective_date" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "category" TEXT,
    "balance_after_minor" BIGINT,
    "sealed_detail" TEXT NOT NULL,
    "facts_hash" TEXT NOT NULL,
    "counterparty_index" TEXT,
    "search_text" TEXT NOT NULL,
    "superseded_by_id" UUID,
    "review_reason" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "first_run_id" UUID,
    "user_name" TEXT,
    "user_category" TEXT,
    "user_note" TEXT,

    CONSTRAINT "transaction_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "transaction_evidence" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" CHAR(1) NOT NULL,
    "value" TEXT NOT NULL,
    "occurrence" SMALLINT NOT NULL,
    "transaction_id" UUID NOT NULL,
    "run_id" UUID,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transaction_evidence_pkey" PRIMARY KEY ("household_id","account_id","kind","value","occurrence")
);

-- CreateTable
CREATE TABLE "reference_trust" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "trust" TEXT NOT NULL DEFAULT 'unknown',
    "kept" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reference_trust_pkey" PRIMARY KEY ("household_id","account_id")
);

-- CreateTable
CREATE TABLE "daily_total" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "daily_total_pkey" PRIMARY KEY ("household_id","account_id","day","currency")
);

-- CreateTable
CREATE TABLE "monthly_total" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "currency" CHAR(3) NOT NULL,
    "in_minor" BIGINT NOT NULL,
    "out_minor" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "monthly_total_pkey" PRIMARY KEY ("household_id","account_id","month","category","currency")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "bank_session_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "psu_present" BOOLEAN NOT NULL,
    "lease_token" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "error_kind" TEXT,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "sync_run_account" (
    "household_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "phase" TEXT NOT NULL DEFAULT 'waiting',
    "pages" INTEGER NOT NULL DEFAULT 0,
    "fetched" INTEGER NOT NULL DEFAULT 0,
    "inserted" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "superseded" INTEGER NOT NULL DEFAULT 0,
    "set_aside" INTEGER NOT NULL DEFAULT 0,
    "earliest_day" DATE,
    "booked_error" TEXT,
    "pending_error" TEXT,
    "balances_error" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_run_account_pkey" PRIMARY KEY ("household_id","run_id","account_id")
);

-- CreateTable
CREATE TABLE "raw_page" (
    "household_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "sealed_body" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "raw_page_pkey" PRIMARY KEY ("household_id","id")
);

-- CreateTable
CREATE TABLE "set_aside_row" (
    "household_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "row_hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "sealed_wire" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "set_aside_row_pkey" PRIMARY KEY ("household_id","account_id","row_hash")
);

-- CreateTable
CREATE TABLE "fx_rate" (
    "day" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "rate" TEXT NOT NULL,

    CONSTRAINT "fx_rate_pkey" PRIMARY KEY ("day","currency")
);

-- CreateIndex
CREATE INDEX "member_household_id_user_id_idx" ON "member"("household_id", "user_id");

-- CreateIndex
CREATE INDEX "invite_token_hash_idx" ON "invite"("token_hash");

-- CreateIndex
CREATE INDEX "account_access_household_id_member_id_idx" ON "account_access"("household_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "user_account_household_id_idx" ON "user_account"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "login_session_token_hash_key" ON "login_session"("token_hash");

-- CreateIndex
CREATE INDEX "login_session_household_id_user_id_idx" ON "login_session"("household_id", "user_id");

-- CreateIndex
CREATE INDEX "bank_app_household_id_member_id_idx" ON "bank_app"("household_id", "member_id");

-- CreateIndex
CREATE INDEX "bank_session_household_id_member_id_idx" ON "bank_session"("household_id", "member_id");

-- CreateIndex
CREATE INDEX "authorization_attempt_state_hash_idx" ON "authorization_attempt"("state_hash");

-- CreateIndex
CREATE INDEX "bank_call_household_id_bank_session_id_at_idx" ON "bank_call"("household_id", "bank_session_id", "at" DESC);

-- CreateIndex
CREATE INDEX "account_household_id_iban_index_idx" ON "account"("household_id", "iban_index");

-- CreateIndex
CREATE INDEX "account_identity_household_id_hash_idx" ON "account_identity"("household_id", "hash");

-- CreateIndex
CREATE INDEX "account_feed_household_id_account_id_idx" ON "account_feed"("household_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_feed_household_id_bank_session_id_account_id_key" ON "account_feed"("household_id", "bank_session_id", "account_id");

-- CreateIndex
CREATE INDEX "transaction_household_id_effective_date_id_idx" ON "transaction"("household_id", "effective_date" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "transaction_household_id_account_id_effective_date_id_idx" ON "transaction"("household_id", "account_id", "effective_date" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "transaction_search_text_idx" ON "transaction" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "transaction_evidence_household_id_transaction_id_idx" ON "transaction_evidence"("household_id", "transaction_id");

-- CreateIndex
CREATE INDEX "daily_total_household_id_day_idx" ON "daily_total"("household_id", "day");

-- CreateIndex
CREATE INDEX "monthly_total_household_id_month_idx" ON "monthly_total"("household_id", "month");

-- CreateIndex
CREATE INDEX "sync_run_household_id_bank_session_id_started_at_idx" ON "sync_run"("household_id", "bank_session_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "raw_page_household_id_account_id_fetched_at_idx" ON "raw_page"("household_id", "account_id", "fetched_at");

-- CreateIndex
CREATE INDEX "fx_rate_currency_day_idx" ON "fx_rate"("currency", "day" DESC);

-- AddForeignKey
ALTER TABLE "account_access" ADD CONSTRAINT "account_access_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_identity" ADD CONSTRAINT "account_identity_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_feed" ADD CONSTRAINT "account_feed_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balance" ADD CONSTRAINT "balance_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balance_history" ADD CONSTRAINT "balance_history_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_evidence" ADD CONSTRAINT "transaction_evidence_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_total" ADD CONSTRAINT "daily_total_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monthly_total" ADD CONSTRAINT "monthly_total_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "raw_page" ADD CONSTRAINT "raw_page_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "set_aside_row" ADD CONSTRAINT "set_aside_row_household_id_account_id_fkey" FOREIGN KEY ("household_id", "account_id") REFERENCES "account"("household_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
