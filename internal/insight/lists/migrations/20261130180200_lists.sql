-- +goose Up
-- A file of a list, from when it is handed in.
CREATE TABLE lists_version (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    asset_id   TEXT        NOT NULL,
    profile    TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    columns    TEXT        NOT NULL,
    preamble   BIGINT      NOT NULL,
    row_count  BIGINT      NOT NULL,
    done       BIGINT      NOT NULL,
    counts     TEXT        NOT NULL,
    against_id TEXT        NOT NULL,
    load_id    TEXT        NOT NULL,
    note       TEXT        NOT NULL,
    on_by      TEXT        NOT NULL,
    on_at      TIMESTAMPTZ,
    number     BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX lists_version_asset ON lists_version (borough_id, asset_id, state);
CREATE INDEX lists_version_handed ON lists_version (borough_id, handed_at);

-- The cells of a file as they were handed in, some rows in each part, until 28 days after.
CREATE TABLE lists_part (
    borough_id TEXT   NOT NULL,
    version_id TEXT   NOT NULL,
    part       BIGINT NOT NULL,
    cells      TEXT   NOT NULL,
    PRIMARY KEY (borough_id, version_id, part),
    FOREIGN KEY (borough_id, version_id) REFERENCES lists_version (borough_id, id)
);

-- What each row says, what comes of it and who it is.
CREATE TABLE lists_row (
    borough_id TEXT    NOT NULL,
    version_id TEXT    NOT NULL,
    number     BIGINT  NOT NULL, -- as a spreadsheet counts; below 0: of the version before, and not in this one
    row_key    TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    standing   TEXT    NOT NULL,
    entry      TEXT    NOT NULL,
    remarks    TEXT    NOT NULL,
    why        TEXT    NOT NULL,
    match      TEXT    NOT NULL,
    record_id  TEXT    NOT NULL,
    kept_back  BOOLEAN NOT NULL,
    found      TEXT    NOT NULL,
    PRIMARY KEY (borough_id, version_id, number),
    FOREIGN KEY (borough_id, version_id) REFERENCES lists_version (borough_id, id)
);
CREATE INDEX lists_row_standing ON lists_row (borough_id, version_id, standing, number);
CREATE INDEX lists_row_match ON lists_row (borough_id, version_id, match, number);
CREATE INDEX lists_row_key ON lists_row (borough_id, row_key);
CREATE INDEX lists_row_record ON lists_row (borough_id, record_id);

-- What columns of these headers were taken for, to be proposed for the next file.
CREATE TABLE lists_profile (
    borough_id TEXT        NOT NULL,
    headers    TEXT        NOT NULL, -- their hash
    asset_id   TEXT        NOT NULL,
    profile    TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    columns    TEXT        NOT NULL,
    saved_by   TEXT        NOT NULL,
    saved_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, headers)
);

-- Who on a list was handed to a team, so that nobody is handed on twice.
CREATE TABLE lists_handed (
    borough_id TEXT        NOT NULL,
    asset_id   TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    team       TEXT        NOT NULL,
    purpose    TEXT        NOT NULL, -- reach, check, box
    state      TEXT        NOT NULL, -- waiting, begun, joined, refused
    why        TEXT        NOT NULL,
    run_id     TEXT        NOT NULL,
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    done_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, asset_id, record_id, purpose),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX lists_handed_state ON lists_handed (borough_id, state, handed_at);
