-- +goose Up
-- What was tried of late on one key, such as an account or a network, which is kept as a mark
-- that names nobody.
CREATE TABLE brakes_key (
    borough_id TEXT        NOT NULL,
    rule       TEXT        NOT NULL,
    mark       TEXT        NOT NULL,
    tries      TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, rule, mark)
);
CREATE INDEX brakes_key_ends ON brakes_key (borough_id, ends_at);
