-- +goose Up
-- How much of a risk is left with its measures, as the governance lead judges it.
CREATE TABLE papers_residual (
    borough_id TEXT        NOT NULL,
    risk       TEXT        NOT NULL, -- id of a risk that the program declares
    likelihood TEXT        NOT NULL, -- low, medium, high
    harm       TEXT        NOT NULL, -- low, medium, high
    note       TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, risk)
);

-- The impact assessment as it was signed: what was declared on that day, line by line.
CREATE TABLE papers_signing (
    borough_id TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    outcome    TEXT        NOT NULL, -- accepted, with-conditions, to-ask
    advice     TEXT        NOT NULL,
    declared   TEXT        NOT NULL, -- JSON, keys and what each said
    signed_by  TEXT        NOT NULL,
    signed_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, number)
);
