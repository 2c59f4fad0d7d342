-- +goose Up
-- What is about to be done for many people is read from the index alone: the queue of calls
-- asks of hundreds at once, and each row that must be fetched is one more page of the table.
DROP INDEX tasks_task_record;
CREATE INDEX tasks_task_record ON tasks_task (borough_id, record_id, kind, due_at, labels, assignee_kind, assignee_id, assignee_name, id) WHERE closed_at IS NULL;
