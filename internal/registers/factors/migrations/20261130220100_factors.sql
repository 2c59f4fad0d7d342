-- +goose Up
-- An app that shows codes. Its secret is sealed; one that is being set up counts for nothing
-- until a code of it was typed.
CREATE TABLE factors_app (
    borough_id   TEXT        NOT NULL,
    account_id   TEXT        NOT NULL,
    secret       TEXT        NOT NULL,
    next_secret  TEXT        NOT NULL,
    last_step    BIGINT      NOT NULL,
    confirmed_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, account_id)
);

-- A code on paper for the day the app is lost. It works once.
CREATE TABLE factors_recovery (
    borough_id TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    code_hash  TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, account_id, code_hash)
);

CREATE TABLE factors_passkey (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    account_id    TEXT        NOT NULL,
    credential_id TEXT        NOT NULL,
    credential    TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    used_at       TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX factors_passkey_credential ON factors_passkey (borough_id, credential_id);
CREATE INDEX factors_passkey_account ON factors_passkey (borough_id, account_id);

-- What a passkey was asked to sign. It is taken once.
CREATE TABLE factors_ceremony (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    asked      TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);
