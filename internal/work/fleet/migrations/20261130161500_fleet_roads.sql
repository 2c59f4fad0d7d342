-- +goose Up
-- What a planner handed in about the roads: a table of ways, or lines that cannot be crossed
-- just anywhere. It names places and nobody.
CREATE TABLE fleet_roads (
    borough_id TEXT        NOT NULL,
    kind       TEXT        NOT NULL, -- 'table' or 'barriers'
    file       TEXT        NOT NULL, -- what it was called
    holds      TEXT        NOT NULL, -- in words
    body       TEXT        NOT NULL, -- in base64, as it was handed in
    hash       TEXT        NOT NULL, -- of the body
    at         TIMESTAMPTZ NOT NULL,
    by_account TEXT        NOT NULL,
    PRIMARY KEY (borough_id, kind)
);
