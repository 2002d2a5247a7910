-- What must be answered before a household is known, each in one statement. These run as the owner, so each one answers only
-- for the key it is given and gives away nothing else.

-- The person behind a login session's token, and the mark that they were seen (at most once a minute). The idle time a session
-- was opened with is the distance between "last seen" and "expires", so it needs no column; 30 days is the end of every session.
CREATE FUNCTION saldo_find_viewer(p_token_hash text, p_now timestamptz) RETURNS TABLE (
  user_id uuid, member_id uuid, household_id uuid, household_name text, name text, role text, base_currency text,
  locale text, format_locale text, time_zone text, login_session_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  WITH live AS (
    SELECT u.id AS user_id, m.id AS member_id, h.id AS household_id, h.name AS household_name, m.name, m.role,
           h.base_currency::text, u.locale, u.format_locale, u.time_zone, s.id AS login_session_id
      FROM login_session s
      JOIN user_account u ON u.id = s.user_id AND u.disabled_at IS NULL
      JOIN member m ON m.household_id = s.household_id AND m.user_id = u.id AND m.removed_at IS NULL
      JOIN household h ON h.id = s.household_id
     WHERE s.token_hash = p_token_hash AND s.revoked_at IS NULL AND s.expires_at > p_now
  ), seen AS (
    UPDATE login_session s
       SET last_seen_at = p_now,
           expires_at = least(p_now + (s.expires_at - s.last_seen_at), s.created_at + interval '30 days')
      FROM live
     WHERE s.id = live.login_session_id AND s.last_seen_at <= p_now - interval '1 minute'
  )
  SELECT * FROM live
$$;

-- Counts one more attempt under a key and answers how many there were in the running window.
CREATE FUNCTION saldo_count_attempt(p_key text, p_window_seconds int, p_now timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_count int;
BEGIN
  INSERT INTO attempt_counter AS c (key, count, reset_at) VALUES (p_key, 1, p_now + make_interval(secs => p_window_seconds))
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN c.reset_at <= p_now THEN 1 ELSE c.count + 1 END,
    reset_at = CASE WHEN c.reset_at <= p_now THEN EXCLUDED.reset_at ELSE c.reset_at END
  RETURNING c.count INTO v_count;
  IF v_count = 1 THEN -- a new key pays for the old ones
    DELETE FROM attempt_counter WHERE key IN (
      SELECT o.key FROM attempt_counter o WHERE o.reset_at < p_now - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN v_count;
END $$;

CREATE FUNCTION saldo_forget_attempts(p_key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$ DELETE FROM attempt_counter WHERE key = p_key $$;

-- A newer setup link replaces every older one. Answers false once the instance is set up.
CREATE FUNCTION saldo_issue_setup_token(p_token_hash text, p_now timestamptz, p_expires_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('saldo.setup'));
  IF EXISTS (SELECT FROM household) THEN
    RETURN false;
  END IF;
  DELETE FROM setup_token;
  INSERT INTO setup_token (token_hash, created_at, expires_at) VALUES (p_token_hash, p_now, p_expires_at);
  RETURN true;
END $$;

-- When a setup link ends; nothing if it cannot be used (any more).
CREATE FUNCTION saldo_find_setup_token(p_token_hash text, p_now timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.expires_at FROM setup_token t
   WHERE t.token_hash = p_token_hash AND t.used_at IS NULL AND t.expires_at > p_now AND NOT EXISTS (SELECT FROM household)
$$;

-- Takes a setup link for the caller's transaction. Setups run one after another, so of two at once the second finds a household.
CREATE FUNCTION saldo_take_setup_token(p_token_hash text, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('saldo.setup'));
  IF EXISTS (SELECT FROM household) THEN
    RETURN false;
  END IF;
  UPDATE setup_token SET used_at = p_now WHERE token_hash = p_token_hash AND used_at IS NULL AND expires_at > p_now;
  RETURN FOUND;
END $$;

-- The operator's setup without a link (command line): the same lock, the same "only once".
CREATE FUNCTION saldo_begin_first_household() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('saldo.setup'));
  RETURN NOT EXISTS (SELECT FROM household);
END $$;

-- The households of exactly this name, for the operator who names one on the command line.
CREATE FUNCTION saldo_find_households(p_name text) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT h.id FROM household h WHERE h.name = p_name $$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['saldo_find_viewer(text, timestamptz)', 'saldo_count_attempt(text, int, timestamptz)',
    'saldo_forget_attempts(text)', 'saldo_issue_setup_token(text, timestamptz, timestamptz)',
    'saldo_find_setup_token(text, timestamptz)', 'saldo_take_setup_token(text, timestamptz)', 'saldo_begin_first_household()',
    'saldo_find_households(text)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO saldo_app', f);
  END LOOP;
END $$;

-- The audit chain of one household. Rows are written with the caller's own rights, which do not include changing or removing one.
CREATE FUNCTION saldo_audit_hash(p_previous text, p_household uuid, p_seq bigint, p_at timestamptz, p_member uuid, p_kind text,
                                 p_subject uuid, p_facts jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT encode(sha256(convert_to(concat_ws(chr(31), p_previous, p_household, p_seq, floor(extract(epoch FROM p_at) * 1000)::bigint,
                coalesce(p_member::text, '-'), p_kind, coalesce(p_subject::text, '-'), p_facts::text), 'UTF8')), 'hex')
$$;

CREATE FUNCTION saldo_audit(p_household uuid, p_at timestamptz, p_member uuid, p_kind text, p_subject uuid, p_facts jsonb) RETURNS bigint
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  v_at timestamptz(3) := date_trunc('milliseconds', p_at);
  v_seq bigint;
  v_previous text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('saldo.audit'), hashtext(p_household::text));
  SELECT e.seq + 1, e.hash INTO v_seq, v_previous FROM audit_event e WHERE e.household_id = p_household ORDER BY e.seq DESC LIMIT 1;
  v_seq := coalesce(v_seq, 1);
  v_previous := coalesce(v_previous, '');
  INSERT INTO audit_event (household_id, seq, at, member_id, kind, subject_id, facts, previous, hash)
  VALUES (p_household, v_seq, v_at, p_member, p_kind, p_subject, p_facts, v_previous,
          saldo_audit_hash(v_previous, p_household, v_seq, v_at, p_member, p_kind, p_subject, p_facts));
  RETURN v_seq;
END $$;

-- The first row of the caller's household whose hash, place or predecessor is not what the chain says; nothing when it is whole.
CREATE FUNCTION saldo_audit_break() RETURNS bigint
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT min(c.expected_seq) FROM (
    SELECT e.*, row_number() OVER w AS expected_seq, coalesce(lag(e.hash) OVER w, '') AS expected_previous
      FROM audit_event e WHERE e.household_id = saldo_household() WINDOW w AS (ORDER BY e.seq)
  ) c
  WHERE c.seq <> c.expected_seq OR c.previous <> c.expected_previous
     OR c.hash <> saldo_audit_hash(c.previous, c.household_id, c.seq, c.at, c.member_id, c.kind, c.subject_id, c.facts)
$$;
