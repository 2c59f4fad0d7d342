-- +goose Up
-- How a task stood at each version it no longer has, and who changed it then, when and
-- why: what somebody is shown who saved over an older version.
CREATE TABLE tasks_version (
    borough_id    TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    neighbourhood TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    assignee_name TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    outcome       TEXT        NOT NULL,
    outcome_note  TEXT        NOT NULL,
    changed_at    TIMESTAMPTZ NOT NULL,
    changed_by    TEXT        NOT NULL,
    reason        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, task_id, version),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);
