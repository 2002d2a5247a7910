-- The few rows of an account that may still become bookings, found without reading the booked ones around them.
CREATE INDEX transaction_may_be_booked_idx ON transaction (household_id, account_id, effective_date)
  WHERE superseded_by_id IS NULL AND status IN ('PDNG', 'HOLD', 'SCHD', 'CNCL');

-- Sealed text does not compress: trying costs time and saves nothing.
ALTER TABLE raw_page ALTER COLUMN sealed_body SET STORAGE EXTERNAL;
ALTER TABLE transaction ALTER COLUMN sealed_detail SET STORAGE EXTERNAL;
ALTER TABLE set_aside_row ALTER COLUMN sealed_wire SET STORAGE EXTERNAL;
