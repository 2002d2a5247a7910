-- Indexes and the search that only reading needs. Both indexes are partial: a row a bank sends touches neither.

-- Rows a person should look at: counted on every overview.
CREATE INDEX transaction_to_review ON transaction (household_id, account_id) WHERE review_reason IS NOT NULL AND superseded_by_id IS NULL;

-- Rows a person has named or noted, so that their words can be searched too.
CREATE INDEX transaction_annotated ON transaction (household_id, effective_date DESC, id DESC)
  WHERE user_name IS NOT NULL OR user_note IS NOT NULL;

-- The first search compared with LIKE ALL over an array, which no trigram index can answer. Here each term is its own condition,
-- and the plan is made for the terms at hand: a rare word goes through the trigram index, a common one walks the days.
-- Terms are LIKE patterns, already escaped and in lower case; at most four are used.
CREATE OR REPLACE FUNCTION saldo_search(p_terms text[], p_before_day date, p_before_id uuid, p_limit int) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  v_all boolean := saldo_is_system();
  v_household uuid := saldo_household();
  v_accounts uuid[] := saldo_accounts();
  v_limit int := least(greatest(p_limit, 0), 500);
BEGIN
  IF v_household IS NULL OR coalesce(cardinality(p_terms), 0) = 0 THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT hit.id FROM (
    (SELECT t.id, t.effective_date FROM transaction t
      WHERE t.household_id = v_household AND (v_all OR t.account_id = ANY (v_accounts))
        AND t.search_text LIKE p_terms[1]
        AND (p_terms[2] IS NULL OR t.search_text LIKE p_terms[2])
        AND (p_terms[3] IS NULL OR t.search_text LIKE p_terms[3])
        AND (p_terms[4] IS NULL OR t.search_text LIKE p_terms[4])
        AND (p_before_day IS NULL OR (t.effective_date, t.id) < (p_before_day, p_before_id))
      ORDER BY t.effective_date DESC, t.id DESC LIMIT v_limit)
    UNION
    (SELECT t.id, t.effective_date FROM transaction t
      WHERE t.household_id = v_household AND (v_all OR t.account_id = ANY (v_accounts))
        AND (t.user_name IS NOT NULL OR t.user_note IS NOT NULL)
        AND concat_ws(' ', lower(t.user_name), lower(t.user_note), t.search_text) LIKE ALL (p_terms)
        AND (p_before_day IS NULL OR (t.effective_date, t.id) < (p_before_day, p_before_id))
      ORDER BY t.effective_date DESC, t.id DESC LIMIT v_limit)
  ) hit
  ORDER BY hit.effective_date DESC, hit.id DESC
  LIMIT v_limit;
END $$;
