-- +goose Up
-- Work that a protocol holds says of which run it is, at which step, in whose queue it
-- stands, and what can come of it by the version the run keeps to.
ALTER TABLE tasks_task ADD COLUMN run_id TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN step TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN queue TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN queue_access TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN queue_wide BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE tasks_task ADD COLUMN assured BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE tasks_task ADD COLUMN endings TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN result TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN said TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks_task ADD COLUMN not_before TIMESTAMPTZ;
CREATE INDEX tasks_task_run ON tasks_task (borough_id, run_id) WHERE run_id <> '';
-- Figures count what ended; a step that only led to the next is no end.
DROP INDEX tasks_task_closed;
CREATE INDEX tasks_task_closed ON tasks_task (borough_id, closed_at, outcome, kind, neighbourhood, record_id, opened_at, run_id, result)
    WHERE closed_at IS NOT NULL;
