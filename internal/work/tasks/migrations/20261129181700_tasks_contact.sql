-- +goose Up
-- What is still to be done for one person: looked up before anybody contacts them.
CREATE INDEX tasks_task_record ON tasks_task (borough_id, record_id) WHERE closed_at IS NULL;
