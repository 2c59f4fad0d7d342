-- +goose Up
-- Data assets as staff declared or changed them. One that the blueprint ships stands here from
-- the first time something is kept by it, so that what is kept can be held to its legal basis.
CREATE TABLE assets_asset (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    owner        TEXT        NOT NULL,
    agreement    TEXT        NOT NULL,
    purpose      TEXT        NOT NULL,
    basis        TEXT        NOT NULL,
    basis_ends   TEXT,       -- the last day on which it may be read
    keep_days    BIGINT      NOT NULL,
    refresh_days BIGINT      NOT NULL,
    list_id      TEXT        NOT NULL, -- of contacts.yaml
    health       BOOLEAN     NOT NULL,
    version      BIGINT      NOT NULL,
    changed_by   TEXT        NOT NULL,
    changed_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);
