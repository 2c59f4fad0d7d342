-- +goose Up
-- What is typed while somebody is on the telephone, until it is recorded or a day old.
CREATE TABLE calls_note (
    borough_id TEXT        NOT NULL,
    lease_id   TEXT        NOT NULL,
    note       TEXT        NOT NULL,
    until      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, lease_id)
);
