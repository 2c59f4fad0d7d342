-- +goose Up
-- The file of the list for which somebody was handed on last: what a later one says is
-- followed again.
ALTER TABLE lists_handed ADD COLUMN version_id TEXT NOT NULL DEFAULT '';
