-- +goose Up
-- What one account did, the newest first: an id begins with its time.
CREATE INDEX journal_entry_actor ON journal_entry (borough_id, actor, id);
