-- +goose Up
-- What was decided of the activation level, one row a decision, never changed. The place ""
-- is the whole borough.
CREATE TABLE levels_decision (
    borough_id  TEXT        NOT NULL,
    number      BIGINT      NOT NULL,
    place       TEXT        NOT NULL,
    level       TEXT        NOT NULL,
    was         TEXT        NOT NULL,
    reason      TEXT        NOT NULL,
    proposal_id TEXT        NOT NULL,
    decided_at  TIMESTAMPTZ NOT NULL,
    decided_by  TEXT        NOT NULL,
    by_name     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, number)
);
-- A change that a trigger of the blueprint asks for, until somebody settles it.
CREATE TABLE levels_proposal (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    place       TEXT        NOT NULL,
    level       TEXT        NOT NULL,
    cause       TEXT        NOT NULL, -- id of the trigger
    why         TEXT        NOT NULL,
    proposed_at TIMESTAMPTZ NOT NULL,
    state       TEXT        NOT NULL, -- open, accepted, declined, lapsed
    settled_at  TIMESTAMPTZ,
    settled_by  TEXT        NOT NULL,
    settled_why TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX levels_proposal_open ON levels_proposal (borough_id, place, cause) WHERE state = 'open';
-- What was ticked of the list of a decision.
CREATE TABLE levels_tick (
    borough_id TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    item       TEXT        NOT NULL,
    ticked_at  TIMESTAMPTZ NOT NULL,
    ticked_by  TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, number, item),
    FOREIGN KEY (borough_id, number) REFERENCES levels_decision (borough_id, number)
);
