-- +goose Up
-- What a round has to know of a load: where it is fetched when that is not where the round
-- begins, what of it is cold or comes in bags, if only staff may carry it, and what whoever
-- hands it over has to know of what is in it.
ALTER TABLE deliveries_delivery ADD COLUMN from_postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries_delivery ADD COLUMN staff_only BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE deliveries_delivery ADD COLUMN chilled BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries_delivery ADD COLUMN bags BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries_delivery ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';
