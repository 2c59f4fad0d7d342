-- +goose Up
CREATE TABLE tasks_task (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    need_id       TEXT,
    request_id    TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    category      TEXT        NOT NULL,
    title         TEXT        NOT NULL,
    instruction   TEXT        NOT NULL,
    area          TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    priority      TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    who_may       TEXT        NOT NULL,
    labels        TEXT        NOT NULL,
    destination   TEXT        NOT NULL,
    assignee_kind TEXT        NOT NULL,
    assignee_id   TEXT        NOT NULL,
    assignee_name TEXT        NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    attempts      BIGINT      NOT NULL,
    refused       TEXT        NOT NULL,
    outcome       TEXT        NOT NULL,
    outcome_note  TEXT        NOT NULL,
    opened_at     TIMESTAMPTZ NOT NULL,
    assigned_at   TIMESTAMPTZ,
    accepted_at   TIMESTAMPTZ,
    closed_at     TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);
-- Each list the board shows is one range of one of these, in the order it is shown, so a
-- page of fifty rows reads fifty rows however many tasks there are.
CREATE INDEX tasks_task_hood ON tasks_task (borough_id, neighbourhood, state, due_at, id);
CREATE INDEX tasks_task_state ON tasks_task (borough_id, state, due_at, id);
CREATE INDEX tasks_task_assignee ON tasks_task (borough_id, assignee_kind, assignee_id, state, due_at, id);
CREATE INDEX tasks_task_request ON tasks_task (borough_id, request_id);
CREATE INDEX tasks_task_closed ON tasks_task (borough_id, closed_at);
