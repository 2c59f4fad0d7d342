-- +goose Up
-- The one draft of a borough's blueprint, and its files as they stand. base is the version
-- it was begun from, or last brought up to. id tells this draft from the ones before it.
CREATE TABLE settings_draft (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    base       TEXT        NOT NULL,
    begun_by   TEXT        NOT NULL,
    begun_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id)
);

-- version counts the saves of a file, so that a save from an older text is refused.
CREATE TABLE settings_draft_file (
    borough_id TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    content    TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by TEXT        NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, name),
    FOREIGN KEY (borough_id) REFERENCES settings_draft (borough_id)
);
