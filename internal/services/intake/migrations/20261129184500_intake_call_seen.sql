-- +goose Up
-- Who of the coordination point saw to a call that ended because it was not safe to talk,
-- and when. Those of before are taken as seen to.
ALTER TABLE intake_call ADD COLUMN seen_at TIMESTAMPTZ;
ALTER TABLE intake_call ADD COLUMN seen_by TEXT NOT NULL DEFAULT '';
UPDATE intake_call SET seen_at = ended_at WHERE borough_id <> '' AND outcome = 'safe-exit';
CREATE INDEX intake_call_unsafe ON intake_call (borough_id, ended_at) WHERE outcome = 'safe-exit' AND seen_at IS NULL;
