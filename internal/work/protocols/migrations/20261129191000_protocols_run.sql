-- +goose Up
-- A run is one piece of work led through the steps of a protocol. It keeps to the version
-- of the blueprint it began with. once_key is the person, of whom at most one run of such a
-- protocol may be open.
CREATE TABLE protocols_run (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    protocol   TEXT        NOT NULL,
    blueprint  TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    need_id    TEXT,
    record_id  TEXT        NOT NULL,
    once_key   TEXT        NOT NULL,
    step       TEXT        NOT NULL,
    queue      TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    work       TEXT        NOT NULL,
    due_at     TIMESTAMPTZ,
    opened_at  TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ,
    ended_as   TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id),
    FOREIGN KEY (borough_id, need_id) REFERENCES needs_need (borough_id, id)
);
-- At most one open run a person, of protocols that allow no more.
CREATE UNIQUE INDEX protocols_run_once ON protocols_run (borough_id, protocol, once_key)
    WHERE ended_at IS NULL AND once_key <> '';
-- What is due, the longest waiting first: the sweep reads one end of it.
CREATE INDEX protocols_run_due ON protocols_run (borough_id, due_at, id) WHERE ended_at IS NULL;
CREATE INDEX protocols_run_record ON protocols_run (borough_id, record_id, opened_at);
CREATE INDEX protocols_run_need ON protocols_run (borough_id, need_id);
CREATE INDEX protocols_run_stands ON protocols_run (borough_id, protocol, step, blueprint) WHERE ended_at IS NULL;

-- What happened to a run, in order, and how it stood before: the story of the work.
CREATE TABLE protocols_step (
    borough_id TEXT        NOT NULL,
    run_id     TEXT        NOT NULL,
    seq        BIGINT      NOT NULL,
    happened   TEXT        NOT NULL,
    step       TEXT        NOT NULL,
    task_id    TEXT        NOT NULL,
    outcome    TEXT        NOT NULL,
    said       TEXT        NOT NULL,
    note       TEXT        NOT NULL,
    answers    TEXT        NOT NULL,
    leads_to   TEXT        NOT NULL,
    stood      TEXT        NOT NULL,
    need_id    TEXT        NOT NULL,
    by_account TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, run_id, seq),
    FOREIGN KEY (borough_id, run_id) REFERENCES protocols_run (borough_id, id)
);
CREATE INDEX protocols_step_task ON protocols_step (borough_id, task_id);
