-- +goose Up
-- What was done locally, to stand beside how an area did. Every change is a row of its own; the
-- one with the highest version stands, unless it takes the action out.
CREATE TABLE situation_action (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    place      TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    began      TEXT        NOT NULL,
    ended      TEXT        NOT NULL,
    what       TEXT        NOT NULL,
    led_by     TEXT        NOT NULL,
    gone       BOOLEAN     NOT NULL,
    noted_by   TEXT        NOT NULL,
    noted_name TEXT        NOT NULL,
    noted_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id, version)
);
-- Cases of the last seven days whose figures are used; -1 where some of them is not known.
ALTER TABLE situation_standing ADD COLUMN week BIGINT NOT NULL DEFAULT -1;
-- How many people of an age, or of a fifth of deprivation, are known, and how many of them asked
-- for help in the four weeks up to a Sunday.
CREATE TABLE situation_profile (
    borough_id TEXT   NOT NULL,
    until      TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    choice     TEXT   NOT NULL,
    known      BIGINT NOT NULL,
    asked      BIGINT NOT NULL,
    PRIMARY KEY (borough_id, until, question, choice)
);
