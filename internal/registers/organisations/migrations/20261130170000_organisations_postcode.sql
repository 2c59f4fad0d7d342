-- +goose Up
-- Where an organisation hands out what it gives, for whoever fetches it there.
ALTER TABLE organisations_organisation ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
