-- +goose Up
-- A vehicle may be a volunteer's own, and may cost otherwise than is usual for its kind.
ALTER TABLE fleet_vehicle ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE fleet_vehicle ADD COLUMN own_cost BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE fleet_vehicle ADD COLUMN pence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fleet_vehicle ADD COLUMN pence_km BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fleet_vehicle ADD COLUMN pence_hour BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX fleet_vehicle_owner ON fleet_vehicle (borough_id, owner) WHERE owner <> '';
