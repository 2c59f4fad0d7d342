-- +goose Up
-- A table of who lives here by one question, as it was handed in.
CREATE TABLE census_table (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    question   TEXT        NOT NULL, -- of equality.yaml
    state      TEXT        NOT NULL, -- draft, in-use, former
    source     TEXT        NOT NULL,
    as_at      TEXT        NOT NULL,
    invented   BOOLEAN     NOT NULL, -- made up for a demonstration
    file       TEXT        NOT NULL,
    made_of    TEXT        NOT NULL, -- whose counts make up the borough, in words
    others     BIGINT      NOT NULL, -- areas of the file that were left out
    taken_at   TIMESTAMPTZ NOT NULL,
    taken_by   TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX census_table_in_use ON census_table (borough_id, question) WHERE state = 'in-use';

-- Its categories with how many people of the borough are of each, and which of our groups that is.
CREATE TABLE census_category (
    borough_id TEXT   NOT NULL,
    table_id   TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    people     BIGINT NOT NULL,
    choice     TEXT   NOT NULL, -- "" is left out
    PRIMARY KEY (borough_id, table_id, position),
    FOREIGN KEY (borough_id, table_id) REFERENCES census_table (borough_id, id)
);

-- +goose Down
DROP TABLE census_category;
DROP TABLE census_table;
