-- +goose Up
-- What a hub has on paper of a day: the file as it was printed, kept for a week. slot is
-- "morning" for the one that is made by itself, so that it is made once, and otherwise the
-- pack's own id. neighbourhood is "" for the coordination point.
CREATE TABLE paper_pack (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    on_day        TEXT        NOT NULL,
    slot          TEXT        NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    lines         BIGINT      NOT NULL,
    left_off      BIGINT      NOT NULL,
    pages         BIGINT      NOT NULL,
    file          TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX paper_pack_once ON paper_pack (borough_id, neighbourhood, on_day, slot);
CREATE INDEX paper_pack_day ON paper_pack (borough_id, on_day);

-- A numbered line of a pack: somebody to ring, visit or bring something to, of whom more than
-- their number stands on paper. What was entered of it afterwards says when it happened, and
-- who entered it when. task_id is "" where there is no task to enter anything of.
CREATE TABLE paper_line (
    borough_id    TEXT        NOT NULL,
    pack_id       TEXT        NOT NULL,
    number        BIGINT      NOT NULL,
    record_id     TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    seen_version  BIGINT      NOT NULL,
    addressed     BOOLEAN     NOT NULL,
    outcome       TEXT        NOT NULL DEFAULT '',
    happened_at   TIMESTAMPTZ,
    entered_at    TIMESTAMPTZ,
    entered_by    TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, pack_id, number),
    FOREIGN KEY (borough_id, pack_id) REFERENCES paper_pack (borough_id, id)
);
CREATE INDEX paper_line_record ON paper_line (borough_id, record_id);
