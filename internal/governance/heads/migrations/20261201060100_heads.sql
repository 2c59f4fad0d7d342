-- +goose Up
-- Where the journal ended on each day, signed.
CREATE TABLE heads_head (
    borough_id TEXT        NOT NULL,
    day        TEXT        NOT NULL,
    seq        BIGINT      NOT NULL,
    chain      TEXT        NOT NULL,
    signed_at  TIMESTAMPTZ NOT NULL,
    public_key TEXT        NOT NULL,
    signature  TEXT        NOT NULL,
    sent_at    TIMESTAMPTZ, -- to the folder, and by mail where an address is named
    PRIMARY KEY (borough_id, day)
);
