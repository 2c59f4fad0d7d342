-- +goose Up
-- The way a need was met at each version it no longer has; '' where nobody kept it.
ALTER TABLE needs_version ADD COLUMN route TEXT NOT NULL DEFAULT '';
