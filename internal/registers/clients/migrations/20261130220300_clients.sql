-- +goose Up
-- A program of somebody's that uses the API with keys of its own.
CREATE TABLE clients_client (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    purpose       TEXT        NOT NULL,
    role          TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    scopes        TEXT        NOT NULL,
    made_by       TEXT        NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

-- Of a key its hash is kept, and how it begins, so that people tell keys apart.
CREATE TABLE clients_key (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    client_id  TEXT        NOT NULL,
    prefix     TEXT        NOT NULL,
    key_hash   TEXT        NOT NULL,
    made_by    TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, client_id) REFERENCES clients_client (borough_id, id)
);
CREATE UNIQUE INDEX clients_key_hash ON clients_key (borough_id, key_hash);
CREATE INDEX clients_key_client ON clients_key (borough_id, client_id);
