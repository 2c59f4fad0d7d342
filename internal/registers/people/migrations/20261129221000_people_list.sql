-- +goose Up
-- The list on which a record came, by its id in contacts.yaml; '' is from no list. What may
-- be done with a number of the record is for the list's owner to decide.
ALTER TABLE people_record ADD COLUMN list_id TEXT NOT NULL DEFAULT '';
