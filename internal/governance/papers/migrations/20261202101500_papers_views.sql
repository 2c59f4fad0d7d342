-- +goose Up
-- What people whose data it is said of it, when they were asked.
ALTER TABLE papers_signing ADD COLUMN views TEXT NOT NULL DEFAULT '';
