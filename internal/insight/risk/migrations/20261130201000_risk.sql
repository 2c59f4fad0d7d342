-- +goose Up
-- Versions of the points. What was put into use carries a seal made under a key that is kept
-- outside the database.
CREATE TABLE risk_version (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    body         TEXT        NOT NULL, -- the points as the file had them, JSON
    blueprint    TEXT        NOT NULL, -- version of the blueprint it came with
    checks       TEXT        NOT NULL, -- JSON
    checked_at   TIMESTAMPTZ NOT NULL,
    checked_by   TEXT        NOT NULL,
    state        TEXT        NOT NULL, -- checked, active, retired
    activated_at TIMESTAMPTZ,
    activated_by TEXT        NOT NULL,
    seal         TEXT        NOT NULL,
    retired_at   TIMESTAMPTZ,
    retired_by   TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX risk_version_active ON risk_version (borough_id) WHERE state = 'active';

-- Each time everybody was put into bands, by how many calls could be made.
CREATE TABLE risk_run (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    version_id TEXT        NOT NULL,
    calls      BIGINT      NOT NULL,
    people     BIGINT      NOT NULL,
    cuts       TEXT        NOT NULL, -- JSON
    counts     TEXT        NOT NULL, -- JSON, people by band
    run_at     TIMESTAMPTZ NOT NULL,
    run_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, version_id) REFERENCES risk_version (borough_id, id)
);
CREATE INDEX risk_run_at ON risk_run (borough_id, run_at);

-- The scores of those who were first, with all that they came of.
CREATE TABLE risk_score (
    borough_id TEXT   NOT NULL,
    run_id     TEXT   NOT NULL,
    record_id  TEXT   NOT NULL,
    total      BIGINT NOT NULL,
    score      TEXT   NOT NULL, -- JSON
    PRIMARY KEY (borough_id, run_id, record_id),
    FOREIGN KEY (borough_id, run_id) REFERENCES risk_run (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX risk_score_record ON risk_score (borough_id, record_id);
