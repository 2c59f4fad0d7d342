-- +goose Up
-- The names of the file's own columns, so that rows which are not taken can be mended under them.
ALTER TABLE outreach_list ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';
