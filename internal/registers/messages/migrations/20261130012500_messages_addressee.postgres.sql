-- +goose Up
-- Somebody may be written to who is no person of the register of people, such as a volunteer:
-- to_kind and to_id name them, and there is no record.
ALTER TABLE messages_outbox ALTER COLUMN record_id DROP NOT NULL;
ALTER TABLE messages_outbox ADD COLUMN to_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE messages_outbox ADD COLUMN to_id TEXT NOT NULL DEFAULT '';
CREATE INDEX messages_outbox_to ON messages_outbox (borough_id, to_kind, to_id, queued_at);
