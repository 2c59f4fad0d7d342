-- +goose Up
-- What staff wrote down of somebody. It is never changed; what was wrong is said in a new one.
CREATE TABLE people_note (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    said       TEXT        NOT NULL,
    health     BOOLEAN     NOT NULL,
    written_by TEXT        NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX people_note_record ON people_note (borough_id, record_id, written_at);
