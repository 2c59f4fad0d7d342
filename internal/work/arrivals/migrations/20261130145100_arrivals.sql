-- +goose Up
-- When a delivery is expected at a door, and what whoever waits for it was last told.
CREATE TABLE arrivals_arrival (
    borough_id  TEXT        NOT NULL,
    delivery_id TEXT        NOT NULL,
    record_id   TEXT        NOT NULL,
    trip        TEXT        NOT NULL, -- what brings it, such as a plan of rounds
    version     BIGINT      NOT NULL, -- of the trip
    expected_at TIMESTAMPTZ,          -- none: it is on its trip no more
    told_for    TIMESTAMPTZ,          -- when they were told that it comes; none: nothing was told
    told_off    BOOLEAN     NOT NULL, -- they were told that it does not come after all
    message     TEXT        NOT NULL, -- the key of what was written
    PRIMARY KEY (borough_id, delivery_id)
);
CREATE INDEX arrivals_arrival_trip ON arrivals_arrival (borough_id, trip);
