-- +goose Up
-- What purges did, without anything that was purged.
CREATE TABLE keeping_purge (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    rule       TEXT        NOT NULL, -- of keeping.yaml, or asset: and a data asset
    blueprint  TEXT        NOT NULL, -- version in which the rule stood
    ran_at     TIMESTAMPTZ NOT NULL,
    before_at  TIMESTAMPTZ,
    before_id  TEXT        NOT NULL,
    rows_gone  BIGINT      NOT NULL,
    rows_kept  BIGINT      NOT NULL,
    hash       TEXT        NOT NULL, -- over the ids of the rows that went
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX keeping_purge_rule ON keeping_purge (borough_id, rule, before_at);

-- The governance queue: what may not go yet, and legal bases that ended.
CREATE TABLE keeping_item (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    kind       TEXT        NOT NULL, -- held, ended
    rule       TEXT        NOT NULL, -- of keeping.yaml, or a data asset
    row_id     TEXT        NOT NULL, -- the row held, or the day the basis ended
    record_id  TEXT        NOT NULL,
    why        TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    decision   TEXT        NOT NULL, -- gone, over, renewed
    said       TEXT        NOT NULL,
    decided_by TEXT        NOT NULL,
    decided_at TIMESTAMPTZ,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE UNIQUE INDEX keeping_item_once ON keeping_item (borough_id, rule, row_id);
