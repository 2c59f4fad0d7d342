-- +goose Up
-- Which calls suit somebody: the languages they speak besides English, and their skills.
CREATE TABLE calls_agent (
    borough_id TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    languages  TEXT        NOT NULL,
    skills     TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, account)
);
