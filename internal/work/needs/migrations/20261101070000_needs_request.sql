-- +goose Up
CREATE TABLE needs_request (
    borough_id        TEXT        NOT NULL,
    id                TEXT        NOT NULL,
    reference         TEXT        NOT NULL,
    channel           TEXT        NOT NULL,
    record_id         TEXT        NOT NULL,
    asker_name        TEXT        NOT NULL,
    asker_relation    TEXT        NOT NULL,
    asker_phone       TEXT        NOT NULL,
    own_words         TEXT        NOT NULL,
    answers           TEXT        NOT NULL,
    blueprint_version TEXT        NOT NULL,
    idempotency_key   TEXT        NOT NULL,
    body_hash         TEXT        NOT NULL,
    code_hash         TEXT        NOT NULL,
    neighbourhood     TEXT        NOT NULL,
    routing_rule      TEXT        NOT NULL,
    routing_source    TEXT        NOT NULL,
    check_by_hand     BOOLEAN     NOT NULL,
    state             TEXT        NOT NULL,
    priority          TEXT        NOT NULL,
    received_at       TIMESTAMPTZ NOT NULL,
    accept_by         TIMESTAMPTZ NOT NULL,
    accepted_at       TIMESTAMPTZ,
    accepted_by       TEXT        NOT NULL,
    first_contact_due TIMESTAMPTZ NOT NULL,
    first_contact_at  TIMESTAMPTZ,
    refused_reason    TEXT        NOT NULL,
    closed_at         TIMESTAMPTZ,
    version           BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX needs_request_reference ON needs_request (borough_id, reference);
CREATE UNIQUE INDEX needs_request_key ON needs_request (borough_id, idempotency_key);
CREATE INDEX needs_request_record ON needs_request (borough_id, record_id);
CREATE INDEX needs_request_hood ON needs_request (borough_id, neighbourhood, state, received_at);
CREATE INDEX needs_request_received ON needs_request (borough_id, received_at);

CREATE TABLE needs_need (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    request_id    TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    category      TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    route         TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    straight_to   TEXT        NOT NULL,
    decision      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    outcome       TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    opened_at     TIMESTAMPTZ NOT NULL,
    closed_at     TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);
CREATE INDEX needs_need_request ON needs_need (borough_id, request_id);
CREATE INDEX needs_need_opened ON needs_need (borough_id, opened_at);
