-- +goose Up
-- Nobody needs to speak to the person of the request: it may close without that.
ALTER TABLE needs_request ADD COLUMN contact_waived BOOLEAN NOT NULL DEFAULT FALSE;

-- A hub's requests, newest first, a page at a time.
DROP INDEX needs_request_hood;
CREATE INDEX needs_request_hood ON needs_request (borough_id, neighbourhood, received_at, id);
