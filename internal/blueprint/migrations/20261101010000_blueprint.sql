-- What a borough's blueprint was, from when, and who said so. Rows are added and
-- never changed, but for which of them is the current one.
CREATE TABLE blueprint_version (
    borough_id TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    hash       TEXT        NOT NULL, -- over the hashes below
    files      TEXT        NOT NULL, -- JSON: path to content hash
    note       TEXT        NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL,
    applied_by TEXT        NOT NULL,
    current    BOOLEAN     NOT NULL,
    PRIMARY KEY (borough_id, number)
);

CREATE UNIQUE INDEX blueprint_version_current ON blueprint_version (borough_id) WHERE current;

-- File contents, once for all versions that hold them.
CREATE TABLE blueprint_file (
    borough_id TEXT NOT NULL,
    hash       TEXT NOT NULL, -- SHA-256 of content
    content    TEXT NOT NULL,
    PRIMARY KEY (borough_id, hash)
);
