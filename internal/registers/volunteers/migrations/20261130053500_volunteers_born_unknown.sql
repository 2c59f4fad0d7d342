-- +goose Up
-- Why it is not known yet how old somebody is whom staff added.
ALTER TABLE volunteers_volunteer ADD COLUMN born_unknown TEXT NOT NULL DEFAULT '';
