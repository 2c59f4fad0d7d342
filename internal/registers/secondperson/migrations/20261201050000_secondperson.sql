-- +goose Up
-- What somebody asks a second person to agree to, and what that person decided.
CREATE TABLE secondperson_ask (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    asked_by      TEXT        NOT NULL,
    asked_name    TEXT        NOT NULL,
    asked_at      TIMESTAMPTZ NOT NULL,
    decided_by    TEXT        NOT NULL DEFAULT '',
    decided_name  TEXT        NOT NULL DEFAULT '',
    decided_at    TIMESTAMPTZ,
    agreed        BOOLEAN     NOT NULL DEFAULT FALSE,
    why           TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX secondperson_ask_of ON secondperson_ask (borough_id, asked_by, asked_at);
CREATE INDEX secondperson_ask_waiting ON secondperson_ask (borough_id, asked_at) WHERE decided_at IS NULL;
