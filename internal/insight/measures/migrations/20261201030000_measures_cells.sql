-- +goose Up
-- What a job counted: one row for each measure, stretch of time, place and kind. place is "" for
-- the borough, the id of a neighbourhood, "coordination", or "ward/" with a ward's code.
CREATE TABLE measures_cell (
    borough_id TEXT   NOT NULL,
    span       TEXT   NOT NULL, -- day, week, four (weeks), all (since the beginning)
    from_day   TEXT   NOT NULL, -- its first day; of all, the day before which it ends
    measure    TEXT   NOT NULL,
    place      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    value      BIGINT NOT NULL,
    made_of    BIGINT NOT NULL, -- rows
    PRIMARY KEY (borough_id, span, from_day, measure, place, kind)
);

-- Which stretches were counted, and when last.
CREATE TABLE measures_stretch (
    borough_id TEXT        NOT NULL,
    span       TEXT        NOT NULL,
    from_day   TEXT        NOT NULL,
    until_at   TIMESTAMPTZ NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, span, from_day)
);

-- What others count, as it was typed or handed in. Every correction is a version of its own.
CREATE TABLE measures_outside (
    borough_id TEXT        NOT NULL,
    figure     TEXT        NOT NULL,
    as_at      TEXT        NOT NULL, -- the last day it counts
    version    BIGINT      NOT NULL,
    value      BIGINT      NOT NULL,
    baseline   BIGINT,               -- what it was before, to compare with
    source     TEXT        NOT NULL,
    gone       BOOLEAN     NOT NULL,
    typed_by   TEXT        NOT NULL,
    typed_name TEXT        NOT NULL,
    typed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, figure, as_at, version)
);

-- +goose Down
DROP TABLE measures_outside;
DROP TABLE measures_stretch;
DROP TABLE measures_cell;
