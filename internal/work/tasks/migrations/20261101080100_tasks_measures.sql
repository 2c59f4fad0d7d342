-- +goose Up
-- Figures of a day or a week are read from these alone, however many rows there are.
DROP INDEX tasks_task_closed;
CREATE INDEX tasks_task_closed ON tasks_task (borough_id, closed_at, outcome, kind, neighbourhood, record_id, opened_at)
    WHERE closed_at IS NOT NULL;
CREATE INDEX tasks_task_undone ON tasks_task (borough_id, neighbourhood, due_at) WHERE closed_at IS NULL;
