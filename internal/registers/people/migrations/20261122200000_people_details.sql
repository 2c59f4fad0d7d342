-- +goose Up
-- What is known of somebody beyond who and where they are, and who last changed a record.
ALTER TABLE people_record ADD COLUMN details TEXT NOT NULL DEFAULT '';
ALTER TABLE people_record ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE people_record ADD COLUMN changed_at TIMESTAMPTZ;
