-- +goose Up
-- What was asked on a day, a place and category at a time; the place "" is the whole borough,
-- and the category "" is all of them.
CREATE TABLE capacity_count (
    borough_id TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    category   TEXT        NOT NULL,
    n          BIGINT      NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, day, place, category)
);
-- The answer as it was last worked out.
CREATE TABLE capacity_answer (
    borough_id TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    answer     TEXT        NOT NULL,
    PRIMARY KEY (borough_id)
);
-- How many parcels somebody counted on the shelves of a place. The latest counts.
CREATE TABLE capacity_stock (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    parcels    BIGINT      NOT NULL,
    note       TEXT        NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    counted_by TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX capacity_stock_place ON capacity_stock (borough_id, place, counted_at);
-- How somebody parted what was short, as it was decided. A row is never changed.
CREATE TABLE capacity_share (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    resource   TEXT        NOT NULL,
    parts      TEXT        NOT NULL,
    reason     TEXT        NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    decided_by TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
