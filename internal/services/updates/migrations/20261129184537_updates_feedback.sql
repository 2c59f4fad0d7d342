-- +goose Up
-- Whether it was sorted, as the person says. The link they answer by is kept as a hash and
-- works once.
CREATE TABLE updates_feedback (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    request_id    TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    dedupe_key    TEXT        NOT NULL,
    token_hash    TEXT        NOT NULL,
    asked_at      TIMESTAMPTZ NOT NULL,
    until         TIMESTAMPTZ NOT NULL,
    answer        TEXT        NOT NULL,
    words         TEXT        NOT NULL,
    answered_at   TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX updates_feedback_once ON updates_feedback (borough_id, dedupe_key);
CREATE UNIQUE INDEX updates_feedback_token ON updates_feedback (borough_id, token_hash);
CREATE INDEX updates_feedback_answered ON updates_feedback (borough_id, answered_at);
CREATE INDEX updates_feedback_request ON updates_feedback (borough_id, request_id);
