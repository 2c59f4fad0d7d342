-- +goose Up
-- What is known of the medicine of a need, and where it is. Of a need that goes straight to
-- the service that alone handles it there is no row.
CREATE TABLE medicines_prescription (
    borough_id     TEXT        NOT NULL,
    id             TEXT        NOT NULL,
    need_id        TEXT        NOT NULL,
    request_id     TEXT        NOT NULL,
    record_id      TEXT        NOT NULL,
    task_id        TEXT        NOT NULL,
    pharmacy       TEXT        NOT NULL,
    pharmacy_phone TEXT        NOT NULL,
    ready_on       TEXT,
    ready_note     TEXT        NOT NULL,
    payment        TEXT        NOT NULL,
    proof          TEXT        NOT NULL,
    note           TEXT        NOT NULL,
    controlled     TEXT        NOT NULL,
    said_by        TEXT        NOT NULL,
    said_at        TIMESTAMPTZ,
    heard_by       TEXT        NOT NULL,
    state          TEXT        NOT NULL,
    fetched        TEXT        NOT NULL,
    handed         TEXT        NOT NULL,
    returned       TEXT        NOT NULL,
    opened_at      TIMESTAMPTZ NOT NULL,
    version        BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, need_id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);
