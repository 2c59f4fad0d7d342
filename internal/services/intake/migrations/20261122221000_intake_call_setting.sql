-- +goose Up
-- The care home, school or other setting that a call is for; '' is a call for a person.
ALTER TABLE intake_call ADD COLUMN setting TEXT NOT NULL DEFAULT '';
