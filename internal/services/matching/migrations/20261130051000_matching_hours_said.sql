-- +goose Up
-- The hours of a week, for the dashboard.
CREATE INDEX matching_hours_said ON matching_hours (borough_id, said_at);
