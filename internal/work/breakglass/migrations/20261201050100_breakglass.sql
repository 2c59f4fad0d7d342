-- +goose Up
-- Somebody was opened in an emergency: by whom, why, until when, and what a manager made of it.
CREATE TABLE breakglass_opening (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    danger        TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    opened_by     TEXT        NOT NULL,
    opened_name   TEXT        NOT NULL,
    opened_at     TIMESTAMPTZ NOT NULL,
    closed_at     TIMESTAMPTZ,
    mailed        BIGINT      NOT NULL DEFAULT 0,
    reviewed_by   TEXT        NOT NULL DEFAULT '',
    reviewed_name TEXT        NOT NULL DEFAULT '',
    reviewed_at   TIMESTAMPTZ,
    verdict       TEXT        NOT NULL DEFAULT '',
    remark        TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX breakglass_opening_by ON breakglass_opening (borough_id, opened_by, opened_at);
CREATE INDEX breakglass_opening_review ON breakglass_opening (borough_id, opened_at) WHERE reviewed_at IS NULL;

-- What was read, before it was shown: the names of fields, never what they say.
CREATE TABLE breakglass_read (
    borough_id TEXT        NOT NULL,
    opening_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    part       TEXT        NOT NULL,
    fields     TEXT        NOT NULL,
    read_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, opening_id, id),
    FOREIGN KEY (borough_id, opening_id) REFERENCES breakglass_opening (borough_id, id)
);
