-- +goose Up
-- A setting is a place with a manager and many people, who need not be recorded.
ALTER TABLE organisations_organisation ADD COLUMN headcount BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organisations_organisation ADD COLUMN lead_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations_organisation ADD COLUMN lead_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations_organisation ADD COLUMN opening TEXT NOT NULL DEFAULT '';
