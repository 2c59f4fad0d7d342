-- +goose Up
-- Since when somebody holds a role; what was granted before this was kept has none, and counts
-- from the day the account was made.
ALTER TABLE accounts_grant ADD COLUMN granted_at TIMESTAMPTZ;
