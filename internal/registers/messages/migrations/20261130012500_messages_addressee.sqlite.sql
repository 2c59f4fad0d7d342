-- +goose Up
-- Somebody may be written to who is no person of the register of people, such as a volunteer:
-- to_kind and to_id name them, and there is no record. This engine cannot make a column
-- optional, so the rows move into a table where it is.
CREATE TABLE messages_outbox_moved (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT,
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
    to_kind       TEXT        NOT NULL DEFAULT '',
    to_id         TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
INSERT INTO messages_outbox_moved (borough_id, id, record_id, neighbourhood, purpose, templates, channels, about_kind, about_id, fields,
    dedupe_key, reply, restricted, queued_by, queued_at, not_after, state, next_at, claimed_until, attempts,
    round, unclear, tried, channel, template, language, carrier, carrier_id, sent_at, settled_at, reason, subject,
    body, version)
SELECT borough_id, id, record_id, neighbourhood, purpose, templates, channels, about_kind, about_id, fields,
    dedupe_key, reply, restricted, queued_by, queued_at, not_after, state, next_at, claimed_until, attempts,
    round, unclear, tried, channel, template, language, carrier, carrier_id, sent_at, settled_at, reason, subject,
    body, version FROM messages_outbox;
DROP TABLE messages_outbox;
ALTER TABLE messages_outbox_moved RENAME TO messages_outbox;
CREATE UNIQUE INDEX messages_outbox_once ON messages_outbox (borough_id, dedupe_key);
CREATE INDEX messages_outbox_due ON messages_outbox (borough_id, state, next_at);
CREATE INDEX messages_outbox_record ON messages_outbox (borough_id, record_id, queued_at);
CREATE INDEX messages_outbox_sent ON messages_outbox (borough_id, sent_at);
CREATE INDEX messages_outbox_to ON messages_outbox (borough_id, to_kind, to_id, queued_at);
