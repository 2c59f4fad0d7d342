-- +goose Up
-- A link by which a volunteer enters their own pages, once.
CREATE TABLE accounts_pass (
    borough_id   TEXT        NOT NULL,
    token_hash   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    made_by      TEXT        NOT NULL,
    made_at      TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    used_at      TIMESTAMPTZ,
    PRIMARY KEY (borough_id, token_hash)
);
CREATE INDEX accounts_pass_of ON accounts_pass (borough_id, volunteer_id);

-- Whose session it is, where it is a volunteer's.
ALTER TABLE accounts_session ADD COLUMN volunteer_id TEXT NOT NULL DEFAULT '';
