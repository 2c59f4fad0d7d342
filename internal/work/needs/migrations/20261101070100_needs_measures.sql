-- +goose Up
-- Figures of a day or a week are read from these alone, however many rows there are.
DROP INDEX needs_request_received;
CREATE INDEX needs_request_received ON needs_request (borough_id, received_at, neighbourhood, channel);
CREATE INDEX needs_request_contacted ON needs_request (borough_id, first_contact_at, neighbourhood, received_at)
    WHERE first_contact_at IS NOT NULL;
CREATE INDEX needs_request_waiting ON needs_request (borough_id, neighbourhood) WHERE state = 'received';
DROP INDEX needs_need_opened;
CREATE INDEX needs_need_opened ON needs_need (borough_id, opened_at, neighbourhood, category, straight_to);
