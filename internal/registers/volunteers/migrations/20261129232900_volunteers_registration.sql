-- +goose Up
-- The number that proves the role, on the letter a volunteer carries; '' until it was printed.
ALTER TABLE volunteers_volunteer ADD COLUMN registration TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX volunteers_volunteer_registration ON volunteers_volunteer (borough_id, registration) WHERE registration <> '';
