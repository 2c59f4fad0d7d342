-- +goose Up
-- What a role is told of work in steps: once for each thing that happened to a run.
CREATE TABLE updates_told (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    run_id        TEXT        NOT NULL,
    event         BIGINT      NOT NULL,
    role          TEXT        NOT NULL,
    destination   TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    told_at       TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, run_id) REFERENCES protocols_run (borough_id, id)
);
CREATE UNIQUE INDEX updates_told_once ON updates_told (borough_id, run_id, event, role, destination);
CREATE INDEX updates_told_at ON updates_told (borough_id, told_at);

-- Whom it was told, and who has read it.
CREATE TABLE updates_told_to (
    borough_id TEXT        NOT NULL,
    told_id    TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    mail       TEXT        NOT NULL,
    mailed_at  TIMESTAMPTZ,
    read_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, told_id, account_id),
    FOREIGN KEY (borough_id, told_id) REFERENCES updates_told (borough_id, id)
);
CREATE INDEX updates_told_to_account ON updates_told_to (borough_id, account_id, told_id);
