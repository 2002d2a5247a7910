-- The second wall of access control. The app runs as a role that owns nothing; every row it can see or write is decided here
-- from four settings that live for one transaction:
--   saldo.household  the household of the viewer or of the system task
--   saldo.accounts   the accounts the viewer may see ('*' for a system task of that household)
--   saldo.lookup     the key a caller already holds (hash of a token, an e-mail address), to find the one row it names
-- With nothing set, every query answers no rows.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'saldo_app') THEN
    CREATE ROLE saldo_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made it at the same moment
END $$;

DO $$
BEGIN
  EXECUTE format('GRANT saldo_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN
  NULL; -- already a member, or a superuser who needs no grant
END $$;

CREATE FUNCTION saldo_household() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('saldo.household', true), '')::uuid $$;

CREATE FUNCTION saldo_lookup() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('saldo.lookup', true), '') $$;

CREATE FUNCTION saldo_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('saldo.accounts', true), '') = '*' $$;

CREATE FUNCTION saldo_accounts() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN coalesce(current_setting('saldo.accounts', true), '') IN ('', '*') THEN '{}'::uuid[]
               ELSE string_to_array(current_setting('saldo.accounts', true), ',')::uuid[] END $$;

-- One call at the start of a viewer's transaction: sets who is asking and works out which accounts that member may see.
CREATE FUNCTION saldo_enter(p_household uuid, p_member uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_accounts text;
BEGIN
  IF NOT EXISTS (SELECT FROM member m WHERE m.household_id = p_household AND m.id = p_member AND m.removed_at IS NULL) THEN
    PERFORM set_config('saldo.household', '', true), set_config('saldo.accounts', '', true), set_config('saldo.lookup', '', true);
    RETURN;
  END IF;
  SELECT string_agg(a.id::text, ',') INTO v_accounts
    FROM account a
    LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = p_member
   WHERE a.household_id = p_household
     AND (x.holder OR a.share <> 'none');
  PERFORM set_config('saldo.household', p_household::text, true);
  PERFORM set_config('saldo.accounts', coalesce(v_accounts, ''), true);
  PERFORM set_config('saldo.lookup', '', true);
END $$;

-- A system task of one household: sync, callbacks after validation, the demo.
CREATE FUNCTION saldo_enter_system(p_household uuid) RETURNS void LANGUAGE sql AS $$
  SELECT set_config('saldo.household', p_household::text, true), set_config('saldo.accounts', '*', true), set_config('saldo.lookup', '', true)
$$;

-- A caller who holds a key (token hash, e-mail address) and no household yet.
CREATE FUNCTION saldo_enter_lookup(p_key text) RETURNS void LANGUAGE sql AS $$
  SELECT set_config('saldo.household', '', true), set_config('saldo.accounts', '', true), set_config('saldo.lookup', p_key, true)
$$;

-- Whether anyone has set this instance up; the one fact about other households a stranger may learn.
CREATE FUNCTION saldo_is_set_up() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT FROM household) $$;

ALTER TABLE household ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_household ON household USING (id = (SELECT saldo_household()));

-- Rows of the household as a whole.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['member', 'audit_event', 'data_key', 'bank_app', 'bank_session', 'bank_call', 'sync_run']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_household ON %I USING (household_id = (SELECT saldo_household()))', t);
  END LOOP;
END $$;

-- Rows a key may open before the household is known.
ALTER TABLE user_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_household ON user_account USING (household_id = (SELECT saldo_household()));
CREATE POLICY by_key ON user_account FOR SELECT USING (email = (SELECT saldo_lookup()));
ALTER TABLE login_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_household ON login_session USING (household_id = (SELECT saldo_household()));
CREATE POLICY by_key ON login_session FOR SELECT USING (token_hash = (SELECT saldo_lookup()));
ALTER TABLE invite ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_household ON invite USING (household_id = (SELECT saldo_household()));
CREATE POLICY by_key ON invite FOR SELECT USING (token_hash = (SELECT saldo_lookup()));
ALTER TABLE authorization_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_household ON authorization_attempt USING (household_id = (SELECT saldo_household()));
CREATE POLICY by_key ON authorization_attempt FOR SELECT USING (state_hash = (SELECT saldo_lookup()));
ALTER TABLE setup_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_key ON setup_token USING (token_hash = (SELECT saldo_lookup()));
ALTER TABLE attempt_counter ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_key ON attempt_counter USING (key = (SELECT saldo_lookup()));

-- Accounts and all that hangs on them: only those the viewer may see.
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_accounts ON account
  USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system()) OR id = ANY ((SELECT saldo_accounts())::uuid[])));
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['account_access', 'account_identity', 'account_feed', 'balance', 'balance_history', 'transaction',
    'transaction_evidence', 'reference_trust', 'daily_total', 'monthly_total', 'sync_run_account', 'raw_page', 'set_aside_row']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY visible_accounts ON %I USING (household_id = (SELECT saldo_household())
      AND ((SELECT saldo_is_system()) OR account_id = ANY ((SELECT saldo_accounts())::uuid[])))', t);
  END LOOP;
END $$;

-- Public reference rates: nobody's, readable by all.
ALTER TABLE fx_rate ENABLE ROW LEVEL SECURITY;
CREATE POLICY public_rates ON fx_rate USING (true);

GRANT USAGE ON SCHEMA public TO saldo_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO saldo_app;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM saldo_app;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE relname = '_prisma_migrations') THEN
    REVOKE ALL ON _prisma_migrations FROM saldo_app;
  END IF;
END $$;

-- Text search may use the trigram index only outside row-level security (ILIKE is not leakproof), so it runs as the owner and
-- applies the same wall itself. Answers ids, newest first.
CREATE FUNCTION saldo_search(p_terms text[], p_before_day date, p_before_id uuid, p_limit int) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY
  SELECT t.id FROM transaction t
   WHERE t.household_id = saldo_household()
     AND (saldo_is_system() OR t.account_id = ANY (saldo_accounts()))
     AND t.search_text LIKE ALL (p_terms)
     AND (p_before_day IS NULL OR (t.effective_date, t.id) < (p_before_day, p_before_id))
   ORDER BY t.effective_date DESC, t.id DESC
   LIMIT least(p_limit, 500);
END $$;
REVOKE ALL ON FUNCTION saldo_search(text[], date, uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_search(text[], date, uuid, int) TO saldo_app;

-- Queues a job inside the caller's transaction, for the caller's own household only. The queue's own tables stay closed.
CREATE FUNCTION saldo_enqueue(p_task text, p_payload json, p_queue text, p_key text, p_run_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF saldo_household() IS NULL OR (p_payload ->> 'householdId')::uuid IS DISTINCT FROM saldo_household() THEN
    RAISE EXCEPTION 'a job belongs to the household that queues it';
  END IF;
  PERFORM graphile_worker.add_job(p_task, p_payload, queue_name => p_queue, job_key => p_key, run_at => coalesce(p_run_at, now()),
                                  max_attempts => 8);
END $$;
REVOKE ALL ON FUNCTION saldo_enqueue(text, json, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_enqueue(text, json, text, text, timestamptz) TO saldo_app;
