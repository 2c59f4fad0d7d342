-- +goose Up
-- Work on a need that begins later is not to be done before its day.
ALTER TABLE tasks_task ADD COLUMN start_on TEXT;
