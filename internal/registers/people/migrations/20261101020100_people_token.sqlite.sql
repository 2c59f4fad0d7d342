-- +goose Up
-- What a person can be found by, folded in Go because the engines fold differently. A
-- prefix is a range of the key, so looking somebody up as it is typed reads few rows. The
-- neighbourhood is the record's, kept here so that the key alone tells whom a hub may see.
CREATE TABLE people_token (
    borough_id    TEXT NOT NULL,
    kind          TEXT NOT NULL,
    token         TEXT NOT NULL,
    record_id     TEXT NOT NULL,
    neighbourhood TEXT NOT NULL,
    PRIMARY KEY (borough_id, kind, token, record_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
) WITHOUT ROWID;
CREATE INDEX people_token_record ON people_token (borough_id, record_id, kind, token);
