-- +goose Up
-- A call may be somebody at a desk: the place is where they came to. And it may end with
-- somebody being registered who needs nothing.
ALTER TABLE intake_call ADD COLUMN channel TEXT NOT NULL DEFAULT 'phone';
ALTER TABLE intake_call ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE intake_call ADD COLUMN registration_id TEXT NOT NULL DEFAULT '';
