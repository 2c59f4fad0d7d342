-- +goose Up
ALTER TABLE accounts_account ADD COLUMN seen_at TIMESTAMPTZ;

-- How a session began and where, so that its owner can tell which is theirs.
ALTER TABLE accounts_session ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts_session ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts_session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts_session ADD COLUMN place TEXT NOT NULL DEFAULT '';

-- Somebody whose password was right, and of whom one more thing is asked.
CREATE TABLE accounts_step (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    how        TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);
CREATE INDEX accounts_step_account ON accounts_step (borough_id, account_id);

-- A browser an account signed in with before.
CREATE TABLE accounts_device (
    borough_id TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    browser    TEXT        NOT NULL,
    place      TEXT        NOT NULL,
    first_at   TIMESTAMPTZ NOT NULL,
    last_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, account_id, token_hash)
);

-- A link by which somebody chooses their password, once.
CREATE TABLE accounts_invitation (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    made_by    TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    told_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, account_id) REFERENCES accounts_account (borough_id, id)
);
CREATE UNIQUE INDEX accounts_invitation_token ON accounts_invitation (borough_id, token_hash);
CREATE INDEX accounts_invitation_account ON accounts_invitation (borough_id, account_id);

-- Who an account is to the council's single sign-on.
CREATE TABLE accounts_identity (
    borough_id TEXT        NOT NULL,
    issuer     TEXT        NOT NULL,
    tenant     TEXT        NOT NULL,
    object     TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    managed    SMALLINT    NOT NULL,
    linked_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, issuer, tenant, object),
    FOREIGN KEY (borough_id, account_id) REFERENCES accounts_account (borough_id, id)
);
CREATE INDEX accounts_identity_account ON accounts_identity (borough_id, account_id);

-- Somebody on their way to the single sign-on and back.
CREATE TABLE accounts_way (
    borough_id TEXT        NOT NULL,
    token_hash TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    nonce      TEXT        NOT NULL,
    verifier   TEXT        NOT NULL,
    goes_to    TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, token_hash)
);
