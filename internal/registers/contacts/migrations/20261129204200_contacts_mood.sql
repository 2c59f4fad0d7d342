-- +goose Up
-- How somebody seemed, of comfort calls; empty elsewhere.
ALTER TABLE contacts_event ADD COLUMN mood TEXT NOT NULL DEFAULT '';
