-- +goose Up
-- Areas whose daily counts others publish. A pool is the areas that share what is learnt.
CREATE TABLE situation_area (
    borough_id TEXT   NOT NULL,
    code       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    pool       TEXT   NOT NULL,
    population BIGINT NOT NULL,
    PRIMARY KEY (borough_id, code)
);
-- What was published as of a day. A vintage counts once it stands here.
CREATE TABLE situation_vintage (
    borough_id TEXT        NOT NULL,
    as_of      TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    taken_by   TEXT        NOT NULL,
    taken_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, as_of)
);
-- What a vintage says of a day where it differs from the vintage before: what stands for a day
-- is the row with the latest as_of. Rows of a vintage that does not count are of an import that
-- was cut short.
CREATE TABLE situation_count (
    borough_id TEXT   NOT NULL,
    as_of      TEXT   NOT NULL,
    code       TEXT   NOT NULL,
    day        TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    cases      BIGINT NOT NULL,
    PRIMARY KEY (borough_id, as_of, code, day)
);
CREATE INDEX situation_count_area ON situation_count (borough_id, code, as_of, day);
-- What was known of a day on the day. A row is never changed.
CREATE TABLE situation_frozen (
    borough_id TEXT        NOT NULL,
    code       TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    p          DOUBLE PRECISION NOT NULL,
    growing    DOUBLE PRECISION NOT NULL,
    shrinking  DOUBLE PRECISION NOT NULL,
    kept_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, code, day)
);
-- How an area stands by all that is known now. It is worked out anew and written over.
CREATE TABLE situation_standing (
    borough_id TEXT        NOT NULL,
    code       TEXT        NOT NULL,
    as_of      TEXT        NOT NULL,
    p          DOUBLE PRECISION NOT NULL,
    growing    DOUBLE PRECISION NOT NULL,
    share      DOUBLE PRECISION NOT NULL,
    held       BOOLEAN     NOT NULL,
    sentence   TEXT        NOT NULL,
    days       TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, code)
);
-- What was asked of the borough itself, a day and place at a time; the place "" is all of it.
CREATE TABLE situation_demand (
    borough_id TEXT        NOT NULL,
    series     TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    n          BIGINT      NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, series, day, place)
);
