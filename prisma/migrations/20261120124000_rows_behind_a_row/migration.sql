-- The rows whose place a row took, found from that row: for its explanation and for taking it apart.
CREATE INDEX transaction_superseded_idx ON transaction (household_id, superseded_by_id) WHERE superseded_by_id IS NOT NULL;
