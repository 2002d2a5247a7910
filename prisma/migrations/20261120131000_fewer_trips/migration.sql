-- What every reading does many times, in one trip to the server each and with a plan that is made once per connection. Whoever
-- calls these acts for the system of one household: each begins by entering it, and row-level security decides as always.

-- An access as its reader must know it, locked against other readers until the transaction ends.
CREATE FUNCTION saldo_lock_session(p_household uuid, p_session uuid) RETURNS TABLE (
  member_id uuid, bank_app_id uuid, status text, superseded boolean, sealed_credentials text, required_psu_headers text[],
  valid_until timestamptz, leased_until timestamptz, background_blocked_until timestamptz, interactive_blocked_until timestamptz,
  reads_per_day int, last_synced_at timestamptz, failures_in_row int, time_zone text)
LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM saldo_enter_system(p_household);
  RETURN QUERY
  SELECT s.member_id, s.bank_app_id, s.status, s.superseded_at IS NOT NULL, s.sealed_credentials, s.required_psu_headers,
         s.valid_until, s.leased_until, s.background_blocked_until, s.interactive_blocked_until,
         s.background_reads_per_day, s.last_synced_at, s.failures_in_row,
         coalesce((SELECT u.time_zone FROM member m JOIN user_account u ON u.household_id = m.household_id AND u.id = m.user_id
                    WHERE m.household_id = s.household_id AND m.id = s.member_id), 'UTC')
    FROM bank_session s
   WHERE s.household_id = p_household AND s.id = p_session
     FOR NO KEY UPDATE OF s;
END $$;

-- Takes the next token of a locked access, closes what a dead reader left open, and begins a run with its accounts.
CREATE FUNCTION saldo_start_run(p_household uuid, p_session uuid, p_run uuid, p_trigger text, p_psu_present boolean, p_now timestamptz,
  p_lease_until timestamptz, p_accounts uuid[], p_errors text[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_token bigint;
BEGIN
  UPDATE bank_session s SET lease_token = s.lease_token + 1, leased_until = p_lease_until, last_attempt_at = p_now
   WHERE s.household_id = p_household AND s.id = p_session
  RETURNING s.lease_token INTO v_token;
  UPDATE sync_run r SET finished_at = p_now, outcome = 'failed', error_kind = 'interrupted'
   WHERE r.household_id = p_household AND r.bank_session_id = p_session AND r.finished_at IS NULL;
  INSERT INTO sync_run (household_id, id, bank_session_id, trigger, psu_present, lease_token, started_at)
  VALUES (p_household, p_run, p_session, p_trigger, p_psu_present, v_token, p_now);
  INSERT INTO sync_run_account (household_id, run_id, account_id, booked_error, updated_at)
  SELECT p_household, p_run, a.id, a.error, p_now FROM unnest(p_accounts, p_errors) AS a (id, error);
  RETURN v_token;
END $$;

-- Enters, proves the lease, renews it when it is getting short, and writes down the calls made since the last batch. False: it is lost.
CREATE FUNCTION saldo_hold_lease(p_household uuid, p_session uuid, p_token bigint, p_renew_before timestamptz, p_lease_until timestamptz,
  p_calls jsonb) RETURNS boolean
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_until timestamptz;
BEGIN
  PERFORM saldo_enter_system(p_household);
  SELECT s.leased_until INTO v_until FROM bank_session s
   WHERE s.household_id = p_household AND s.id = p_session AND s.lease_token = p_token AND s.status = 'authorized' AND s.superseded_at IS NULL
     FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF v_until IS NULL OR v_until < p_renew_before THEN
    UPDATE bank_session s SET leased_until = p_lease_until WHERE s.household_id = p_household AND s.id = p_session;
  END IF;
  IF p_calls IS NOT NULL THEN
    INSERT INTO bank_call SELECT * FROM jsonb_populate_recordset(NULL::bank_call, p_calls);
  END IF;
  RETURN true;
END $$;

-- When lists of these accounts were opened without the person since then, by this access or, when it is null, by any.
CREATE FUNCTION saldo_unattended_reads(p_household uuid, p_accounts uuid[], p_session uuid, p_since timestamptz, p_runs_since timestamptz,
  p_kinds text[], p_not_served text[]) RETURNS TABLE (account_id uuid, kind text, at timestamptz)
LANGUAGE plpgsql STABLE SET search_path = public AS $$
BEGIN
  RETURN QUERY
  WITH access AS (
    SELECT DISTINCT f.bank_session_id AS id FROM account_feed f
     WHERE f.household_id = p_household AND f.account_id = ANY (p_accounts) AND (p_session IS NULL OR f.bank_session_id = p_session)),
  opened AS (
    SELECT c.account_id, c.run_id, c.operation, c.at FROM access JOIN bank_call c ON c.bank_session_id = access.id
     WHERE c.household_id = p_household AND c.at > p_since AND c.account_id = ANY (p_accounts)
       AND NOT c.psu_present AND NOT c.further_page AND c.outcome <> ALL (p_not_served)),
  died AS (
    SELECT ra.account_id, r.id AS run_id, k.operation, ra.updated_at AS at
      FROM access JOIN sync_run r ON r.bank_session_id = access.id
      JOIN sync_run_account ra ON ra.household_id = r.household_id AND ra.run_id = r.id
     CROSS JOIN unnest(p_kinds) AS k (operation)
     WHERE r.household_id = p_household AND r.started_at > p_runs_since
       AND NOT r.psu_present AND (r.finished_at IS NULL OR r.error_kind = 'interrupted')
       AND ra.phase <> 'waiting' AND ra.account_id = ANY (p_accounts) AND ra.updated_at > p_since)
  SELECT o.account_id, o.operation, o.at FROM opened o
  UNION ALL
  SELECT d.account_id, d.operation, d.at FROM died d
   WHERE NOT EXISTS (SELECT FROM opened o WHERE o.account_id = d.account_id AND o.run_id = d.run_id AND o.operation = d.operation);
END $$;
