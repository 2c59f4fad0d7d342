-- What happened. Rows are added unsealed (seq is NULL) and sealed once; nothing
-- else in them ever changes, but for an erasure, which says so in redaction.
CREATE TABLE journal_entry (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    actor      TEXT        NOT NULL,
    purpose    TEXT        NOT NULL,
    verb       TEXT        NOT NULL,
    topic      TEXT        NOT NULL,
    subject    TEXT        NOT NULL, -- the record id of a person, or ''
    objects    TEXT        NOT NULL, -- JSON
    data       TEXT        NOT NULL, -- JSON
    mac        TEXT        NOT NULL, -- over all of the above, with a key kept elsewhere
    seq        BIGINT,
    chain      TEXT,                 -- over the chain of the entry before, seq and mac
    redaction  TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX journal_entry_sealed ON journal_entry (borough_id, seq) WHERE seq IS NOT NULL;
CREATE INDEX journal_entry_unsealed ON journal_entry (borough_id, id) WHERE seq IS NULL;
CREATE INDEX journal_entry_subject ON journal_entry (borough_id, subject, id) WHERE subject <> '';

-- Where each borough's chain ends. Its lock makes sealers take turns.
CREATE TABLE journal_head (
    borough_id TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    chain      TEXT   NOT NULL,
    mac        TEXT   NOT NULL,
    PRIMARY KEY (borough_id)
);

-- How far a reader of the sealed sequence has come.
CREATE TABLE journal_cursor (
    borough_id TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    PRIMARY KEY (borough_id, name)
);
