-- +goose Up
-- Figures that others keep, as somebody typed them in. Every change is a row of its own; the
-- one with the highest version stands, unless it takes the figure off.
CREATE TABLE reports_external (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    name       TEXT        NOT NULL,
    definition TEXT        NOT NULL,
    value      TEXT        NOT NULL,
    source     TEXT        NOT NULL,
    as_at      TEXT        NOT NULL,
    gone       BOOLEAN     NOT NULL,
    typed_by   TEXT        NOT NULL,
    typed_name TEXT        NOT NULL,
    typed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id, version)
);
