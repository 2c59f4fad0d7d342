-- +goose Up
-- The queue of calls: open tasks of a kind and a priority, the soonest due first.
CREATE INDEX tasks_task_queue ON tasks_task (borough_id, kind, priority, due_at, id) WHERE closed_at IS NULL AND state = 'open';
