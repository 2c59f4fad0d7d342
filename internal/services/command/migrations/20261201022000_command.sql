-- +goose Up
-- Who sits in a group; circle is the group's id in the blueprint.
CREATE TABLE command_member (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    part       TEXT        NOT NULL, -- chair, deputy, notes, or what they speak for
    email      TEXT        NOT NULL,
    account_id TEXT        NOT NULL, -- '' signs in to nothing here
    added_at   TIMESTAMPTZ NOT NULL,
    added_by   TEXT        NOT NULL,
    left_at    TIMESTAMPTZ,
    left_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
-- A situation report. Once it is sent it is never changed.
CREATE TABLE command_report (
    borough_id TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    on_day     TEXT        NOT NULL,
    figures    TEXT        NOT NULL,
    notes      TEXT        NOT NULL,
    plans      TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- draft, sent
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    sent_at    TIMESTAMPTZ,
    sent_by    TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, circle, number)
);
-- A decision. A row is never changed: a correction is another row.
CREATE TABLE command_decision (
    borough_id TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    decided_on TEXT        NOT NULL,
    what       TEXT        NOT NULL,
    reasons    TEXT        NOT NULL,
    options    TEXT        NOT NULL,
    present    TEXT        NOT NULL,
    corrects   BIGINT      NOT NULL, -- 0 corrects nothing
    written_at TIMESTAMPTZ NOT NULL,
    written_by TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, circle, number)
);
-- What somebody is to do by a day.
CREATE TABLE command_action (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    circle     TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    decision   BIGINT      NOT NULL, -- that it follows from; 0 for none
    what       TEXT        NOT NULL,
    owner      TEXT        NOT NULL,
    due_on     TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- open, done, dropped
    note       TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    closed_at  TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, circle, number)
);
