-- +goose Up
-- What no hub has accepted yet, the longest overdue first, for the coordination page.
CREATE INDEX needs_request_accept ON needs_request (borough_id, accept_by, id) WHERE state = 'received';
