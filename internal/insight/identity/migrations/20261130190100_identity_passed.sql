-- +goose Up
-- Of which two records somebody could not say whether they are one person. It is asked of them
-- last, and others are told that somebody was not sure.
CREATE TABLE identity_passed (
    borough_id TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    other_id   TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    passed_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, record_id, other_id, account),
    FOREIGN KEY (borough_id, record_id, other_id) REFERENCES people_likeness (borough_id, record_id, other_id)
);
