-- +goose Up
CREATE TABLE accounts_account (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    email        TEXT        NOT NULL,
    email_folded TEXT        NOT NULL,
    title        TEXT        NOT NULL,
    password     TEXT        NOT NULL,
    added_at     TIMESTAMPTZ NOT NULL,
    disabled_at  TIMESTAMPTZ,
    version      BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX accounts_account_email ON accounts_account (borough_id, email_folded);

CREATE TABLE accounts_grant (
    borough_id      TEXT NOT NULL,
    account_id      TEXT NOT NULL,
    role            TEXT NOT NULL,
    neighbourhood   TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    PRIMARY KEY (borough_id, account_id, role, neighbourhood, organisation_id),
    FOREIGN KEY (borough_id, account_id) REFERENCES accounts_account (borough_id, id)
);

-- Somebody signed in: an account, or an organisation that came by its link.
CREATE TABLE accounts_session (
    borough_id      TEXT        NOT NULL,
    token_hash      TEXT        NOT NULL,
    account_id      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    started_at      TIMESTAMPTZ NOT NULL,
    touched_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);
CREATE INDEX accounts_session_account ON accounts_session (borough_id, account_id);

CREATE TABLE accounts_link (
    borough_id      TEXT        NOT NULL,
    token_hash      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    made_by         TEXT        NOT NULL,
    made_at         TIMESTAMPTZ NOT NULL,
    expires_at      TIMESTAMPTZ NOT NULL,
    used_at         TIMESTAMPTZ,
    PRIMARY KEY (borough_id, token_hash),
    FOREIGN KEY (borough_id, organisation_id) REFERENCES organisations_organisation (borough_id, id)
);
