-- +goose Up
-- What somebody looked for, for an hour: addresses of pages hold no names.
CREATE TABLE people_search (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    terms      TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX people_search_made ON people_search (borough_id, made_at);
