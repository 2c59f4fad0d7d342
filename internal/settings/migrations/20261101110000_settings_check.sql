-- +goose Up
-- What the latest check of the borough's journal found. end_seq and end_chain are where the
-- journal ended when it was last found whole.
CREATE TABLE settings_check (
    borough_id TEXT        NOT NULL,
    checked_at TIMESTAMPTZ NOT NULL,
    entries    BIGINT      NOT NULL,
    waiting    BIGINT      NOT NULL,
    problems   TEXT        NOT NULL,
    more       BIGINT      NOT NULL,
    end_seq    BIGINT      NOT NULL,
    end_chain  TEXT        NOT NULL,
    PRIMARY KEY (borough_id)
);
