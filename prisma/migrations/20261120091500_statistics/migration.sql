-- An account belongs to one household. Not knowing that, the planner takes the rows of a small household in a large
-- database for a handful, and sorts all of them instead of reading the newest from the index.
CREATE STATISTICS transaction_account_of_household (dependencies) ON household_id, account_id FROM transaction;
CREATE STATISTICS daily_total_account_of_household (dependencies) ON household_id, account_id FROM daily_total;
CREATE STATISTICS evidence_account_of_household (dependencies) ON household_id, account_id FROM transaction_evidence;
