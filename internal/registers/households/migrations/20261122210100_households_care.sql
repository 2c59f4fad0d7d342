-- +goose Up
-- Who cares for whom, with what is to happen when they cannot go on.
CREATE TABLE households_care (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    carer_id     TEXT        NOT NULL,
    cared_id     TEXT        NOT NULL,
    does         TEXT        NOT NULL,
    backup       TEXT        NOT NULL,
    ring         TEXT        NOT NULL,
    cannot_since TEXT,
    since        TIMESTAMPTZ NOT NULL,
    added_by     TEXT        NOT NULL,
    until        TIMESTAMPTZ,
    closed_by    TEXT        NOT NULL,
    version      BIGINT      NOT NULL,
    changed_at   TIMESTAMPTZ NOT NULL,
    changed_by   TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, carer_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, cared_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX households_care_open ON households_care (borough_id, carer_id, cared_id) WHERE until IS NULL;
CREATE INDEX households_care_cared ON households_care (borough_id, cared_id);

-- Neighbours and relatives who help, by the name they go by.
CREATE TABLE households_helper (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    relation   TEXT        NOT NULL,
    phone      TEXT        NOT NULL,
    does       TEXT        NOT NULL,
    may_ring   BOOLEAN     NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    added_by   TEXT        NOT NULL,
    until      TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX households_helper_record ON households_helper (borough_id, record_id);
