-- +goose Up
-- A form half filled in. It is found by the hash of a token that only the asker's browser
-- holds, and goes when it has not been touched for a day.
CREATE TABLE answers_session (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    blueprint  TEXT        NOT NULL,
    answers    TEXT        NOT NULL,
    key        TEXT        NOT NULL,
    receipt    TEXT        NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);
CREATE INDEX answers_session_touched ON answers_session (borough_id, touched_at);
