-- +goose Up
-- When the work under way last came on: who has it keeps it while it does. Empty, nobody has it.
ALTER TABLE lists_version ADD COLUMN moved_at TIMESTAMPTZ;
