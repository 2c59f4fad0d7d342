-- +goose Up
-- The team that rings the people of a cohort, by its id in roles.yaml; '' is none.
ALTER TABLE cohorts_cohort ADD COLUMN team TEXT NOT NULL DEFAULT '';
