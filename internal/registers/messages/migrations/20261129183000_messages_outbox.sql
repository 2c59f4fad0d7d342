-- +goose Up
-- What is to be written to people and what became of it. Until a message goes it holds none
-- of its words: they are put together when it is sent. body is a copy of what was sent, for
-- as long as it is kept, without codes and links.
CREATE TABLE messages_outbox (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    purpose       TEXT        NOT NULL,
    templates     TEXT        NOT NULL,
    channels      TEXT        NOT NULL,
    about_kind    TEXT        NOT NULL,
    about_id      TEXT        NOT NULL,
    fields        TEXT        NOT NULL,
    dedupe_key    TEXT        NOT NULL,
    reply         BOOLEAN     NOT NULL,
    restricted    BOOLEAN     NOT NULL,
    queued_by     TEXT        NOT NULL,
    queued_at     TIMESTAMPTZ NOT NULL,
    not_after     TIMESTAMPTZ,
    state         TEXT        NOT NULL,
    next_at       TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    attempts      BIGINT      NOT NULL,
    round         BIGINT      NOT NULL,
    unclear       BOOLEAN     NOT NULL,
    tried         TEXT        NOT NULL,
    channel       TEXT        NOT NULL,
    template      TEXT        NOT NULL,
    language      TEXT        NOT NULL,
    carrier       TEXT        NOT NULL,
    carrier_id    TEXT        NOT NULL,
    sent_at       TIMESTAMPTZ,
    settled_at    TIMESTAMPTZ,
    reason        TEXT        NOT NULL,
    subject       TEXT        NOT NULL,
    body          TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX messages_outbox_once ON messages_outbox (borough_id, dedupe_key);
CREATE INDEX messages_outbox_due ON messages_outbox (borough_id, state, next_at);
CREATE INDEX messages_outbox_record ON messages_outbox (borough_id, record_id, queued_at);
CREATE INDEX messages_outbox_sent ON messages_outbox (borough_id, sent_at);

-- Texts that came in. The carrier tells of one more than once.
CREATE TABLE messages_inbound (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    carrier_id    TEXT        NOT NULL,
    from_number   TEXT        NOT NULL,
    body          TEXT        NOT NULL,
    meaning       TEXT        NOT NULL,
    record_id     TEXT,
    neighbourhood TEXT        NOT NULL,
    received_at   TIMESTAMPTZ NOT NULL,
    read_at       TIMESTAMPTZ,
    read_by       TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX messages_inbound_once ON messages_inbound (borough_id, carrier_id);
CREATE INDEX messages_inbound_record ON messages_inbound (borough_id, record_id, received_at);
CREATE INDEX messages_inbound_unread ON messages_inbound (borough_id, read_at, received_at);

-- Numbers whose owner wrote stop. No text goes there until they write start.
CREATE TABLE messages_stopped (
    borough_id TEXT        NOT NULL,
    number     TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, number)
);
