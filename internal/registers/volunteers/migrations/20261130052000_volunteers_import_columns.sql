-- +goose Up
-- The names of a file's columns, so that the rows that were not taken can be handed in again.
ALTER TABLE volunteers_import ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';
