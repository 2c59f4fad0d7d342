-- +goose Up
-- What a record is marked with. Every record of a person is marked alike; restricted is
-- kept beside the list because lists of people are filtered by it.
ALTER TABLE people_record ADD COLUMN labels TEXT NOT NULL DEFAULT '';
ALTER TABLE people_record ADD COLUMN restricted BOOLEAN NOT NULL DEFAULT FALSE;
