-- +goose Up
-- A record that was found to be somebody else's. A record with no open row here is a
-- person of its own.
CREATE TABLE people_membership (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    person_id  TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    joined_by  TEXT        NOT NULL,
    until      TIMESTAMPTZ,
    parted_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, person_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX people_membership_open ON people_membership (borough_id, record_id) WHERE until IS NULL;
CREATE INDEX people_membership_person ON people_membership (borough_id, person_id);

-- Two records that look alike, for somebody to decide.
CREATE TABLE people_likeness (
    borough_id TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    other_id   TEXT        NOT NULL,
    percent    BIGINT      NOT NULL,
    reasons    TEXT        NOT NULL,
    verdict    TEXT        NOT NULL,
    decided_by TEXT        NOT NULL,
    decided_at TIMESTAMPTZ,
    noticed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, record_id, other_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, other_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX people_likeness_other ON people_likeness (borough_id, other_id);
