-- +goose Up
-- What waits to be brought to somebody. No address is kept: it is read from the record each
-- time, so that one that has been withheld since is told no more.
CREATE TABLE deliveries_delivery (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    source_id     TEXT        NOT NULL,
    number        TEXT        NOT NULL,
    need_id       TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    from_place    TEXT        NOT NULL,
    collect       BOOLEAN     NOT NULL,
    boxes         BIGINT      NOT NULL,
    grams         BIGINT      NOT NULL,
    window_day    TEXT        NOT NULL,
    window_part   TEXT        NOT NULL,
    notes         TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    attempts      BIGINT      NOT NULL,
    ready_at      TIMESTAMPTZ NOT NULL,
    out_at        TIMESTAMPTZ,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, kind, source_id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);
CREATE INDEX deliveries_delivery_state ON deliveries_delivery (borough_id, state, neighbourhood, window_day, ready_at, id);
