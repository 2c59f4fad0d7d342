-- +goose Up
-- A need may begin later than it was asked for.
ALTER TABLE needs_need ADD COLUMN start_on TEXT;

-- How a need stood at each version it no longer has, and who changed it then, when and
-- why: its story, and what somebody is shown who saved over an older version.
CREATE TABLE needs_version (
    borough_id    TEXT        NOT NULL,
    need_id       TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    neighbourhood TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    start_on      TEXT,
    changed_at    TIMESTAMPTZ NOT NULL,
    changed_by    TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, need_id, version),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);
