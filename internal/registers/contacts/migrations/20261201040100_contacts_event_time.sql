-- +goose Up
-- What was tried is counted day by day.
CREATE INDEX contacts_event_time ON contacts_event (borough_id, happened_at);
