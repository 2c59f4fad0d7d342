-- +goose Up
-- How far the records that are older than the look-up by sound have been given what they
-- are found by. Records are gone through once, in the order of their ids.
CREATE TABLE people_sounds (
    borough_id TEXT    NOT NULL,
    reached    TEXT    NOT NULL,
    done       BOOLEAN NOT NULL,
    PRIMARY KEY (borough_id)
);
