-- A member's own application and its key are that member's alone: the wall for them compares the member too.

CREATE FUNCTION saldo_member() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('saldo.member', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION saldo_enter(p_household uuid, p_member uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_accounts text;
BEGIN
  IF NOT EXISTS (SELECT FROM member m WHERE m.household_id = p_household AND m.id = p_member AND m.removed_at IS NULL) THEN
    PERFORM set_config('saldo.household', '', true), set_config('saldo.member', '', true), set_config('saldo.accounts', '', true),
            set_config('saldo.lookup', '', true);
    RETURN;
  END IF;
  SELECT string_agg(a.id::text, ',') INTO v_accounts
    FROM account a
    LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = p_member
   WHERE a.household_id = p_household
     AND (x.holder OR a.share <> 'none');
  PERFORM set_config('saldo.household', p_household::text, true);
  PERFORM set_config('saldo.member', p_member::text, true);
  PERFORM set_config('saldo.accounts', coalesce(v_accounts, ''), true);
  PERFORM set_config('saldo.lookup', '', true);
END $$;

DROP POLICY own_household ON bank_app;
CREATE POLICY own_apps ON bank_app
  USING (household_id = (SELECT saldo_household()) AND ((SELECT saldo_is_system()) OR member_id = (SELECT saldo_member())));
