-- +goose Up
-- What of a file was not read, in words: other sheets of a workbook.
ALTER TABLE lists_version ADD COLUMN passed TEXT NOT NULL DEFAULT '';
