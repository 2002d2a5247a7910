-- AlterTable
ALTER TABLE "login_session" ADD COLUMN     "challenge_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "challenge_for" TEXT,
ADD COLUMN     "challenge_hash" TEXT,
ADD COLUMN     "previous_token_hash" TEXT,
ADD COLUMN     "rotated_at" TIMESTAMPTZ(3),
ADD COLUMN     "stepped_up_at" TIMESTAMPTZ(3),
ADD COLUMN     "stepped_up_by" TEXT;

-- AlterTable
ALTER TABLE "passkey" ADD COLUMN     "rp_id" TEXT NOT NULL;

CREATE INDEX login_session_previous_token_idx ON login_session (previous_token_hash) WHERE previous_token_hash IS NOT NULL;

-- As before, and for a minute after a proof also by the token the proof replaced: requests that were on their way arrive. The answer
-- says which of the two it was, because only the new one may do what needs a proof.
DROP FUNCTION saldo_find_viewer(text, timestamptz);
CREATE FUNCTION saldo_find_viewer(p_token_hash text, p_now timestamptz) RETURNS TABLE (
  user_id uuid, member_id uuid, household_id uuid, household_name text, name text, role text, base_currency text,
  locale text, format_locale text, time_zone text, login_session_id uuid, is_former_token boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  WITH live AS (
    SELECT u.id AS user_id, m.id AS member_id, h.id AS household_id, h.name AS household_name, m.name, m.role,
           h.base_currency::text, u.locale, u.format_locale, u.time_zone, s.id AS login_session_id,
           s.token_hash <> p_token_hash AS is_former_token
      FROM login_session s
      JOIN user_account u ON u.id = s.user_id AND u.disabled_at IS NULL
      JOIN member m ON m.household_id = s.household_id AND m.user_id = u.id AND m.removed_at IS NULL
      JOIN household h ON h.id = s.household_id
     WHERE (s.token_hash = p_token_hash
            OR (s.previous_token_hash = p_token_hash AND s.rotated_at > p_now - interval '1 minute'))
       AND s.revoked_at IS NULL AND s.expires_at > p_now
  ), seen AS (
    UPDATE login_session s
       SET last_seen_at = p_now,
           expires_at = least(p_now + (s.expires_at - s.last_seen_at), s.created_at + interval '30 days')
      FROM live
     WHERE s.id = live.login_session_id AND s.last_seen_at <= p_now - interval '1 minute'
  )
  SELECT * FROM live
$$;
REVOKE ALL ON FUNCTION saldo_find_viewer(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION saldo_find_viewer(text, timestamptz) TO saldo_app;
