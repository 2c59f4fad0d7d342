-- +goose Up
-- How often a choice of an equality question was made. There is no row for anybody: each
-- form adds one to a count, and writes all counts of its place and month anew, so that no
-- order of rows tells which of them it was.
CREATE TABLE answers_equality (
    borough_id    TEXT   NOT NULL,
    neighbourhood TEXT   NOT NULL,
    month         TEXT   NOT NULL,
    channel       TEXT   NOT NULL,
    question      TEXT   NOT NULL,
    choice        TEXT   NOT NULL,
    counted       BIGINT NOT NULL,
    PRIMARY KEY (borough_id, month, neighbourhood, channel, question, choice)
);
-- The forms that have been counted, by the hash of a token that only the browser holds and
-- that stands with no request. It goes with the month after next.
CREATE TABLE answers_equality_form (
    borough_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    month      TEXT NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);
CREATE INDEX answers_equality_form_month ON answers_equality_form (borough_id, month);
