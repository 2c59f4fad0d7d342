-- +goose Up
-- People who are known to their hub and need nothing today. What is theirs stands in their
-- record; here is who already helps, what they could do, and whether they agreed to be
-- approached: when, and by which way it was said.
CREATE TABLE intake_registration (
    borough_id       TEXT        NOT NULL,
    id               TEXT        NOT NULL,
    reference        TEXT        NOT NULL,
    code_hash        TEXT        NOT NULL,
    idempotency_key  TEXT        NOT NULL,
    body_hash        TEXT        NOT NULL,
    record_id        TEXT        NOT NULL,
    channel          TEXT        NOT NULL,
    place            TEXT        NOT NULL,
    neighbourhood    TEXT        NOT NULL,
    blueprint        TEXT        NOT NULL,
    answers          TEXT        NOT NULL,
    agreed           BOOLEAN     NOT NULL,
    agreement_at     TIMESTAMPTZ NOT NULL,
    agreement_source TEXT        NOT NULL,
    registered_at    TIMESTAMPTZ NOT NULL,
    ended_at         TIMESTAMPTZ,
    version          BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX intake_registration_key ON intake_registration (borough_id, idempotency_key);
CREATE UNIQUE INDEX intake_registration_reference ON intake_registration (borough_id, reference);
CREATE INDEX intake_registration_record ON intake_registration (borough_id, record_id);
CREATE INDEX intake_registration_at ON intake_registration (borough_id, registered_at, id);
