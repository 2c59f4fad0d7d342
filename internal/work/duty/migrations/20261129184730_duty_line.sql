-- +goose Up
-- One task that a hub handed to the duty team for a night, and what became of it there. The
-- night is named by the day it began on; opens_at is when the hub wants it back. A line is
-- closed once its hub has read what came back, or took it off the list.
CREATE TABLE duty_line (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    task_id    TEXT        NOT NULL,
    from_hub   TEXT        NOT NULL,
    night_on   TEXT        NOT NULL,
    opens_at   TIMESTAMPTZ NOT NULL,
    why        TEXT        NOT NULL,
    ask        TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    handed_by  TEXT        NOT NULL,
    taken_at   TIMESTAMPTZ,
    taken_by   TEXT        NOT NULL DEFAULT '',
    done_at    TIMESTAMPTZ,
    done_by    TEXT        NOT NULL DEFAULT '',
    outcome    TEXT        NOT NULL DEFAULT '',
    go_on      BOOLEAN     NOT NULL DEFAULT FALSE,
    closed_at  TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL DEFAULT '',
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);
-- A task stands on the list once, whoever presses twice.
CREATE UNIQUE INDEX duty_line_once ON duty_line (borough_id, task_id) WHERE closed_at IS NULL;
CREATE INDEX duty_line_night ON duty_line (borough_id, night_on);
