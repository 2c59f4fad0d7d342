-- +goose Up
-- Each list of the board is one range of one of these, in the order it is shown, so a page
-- of fifty rows reads about fifty rows however many tasks there are. They hold open tasks
-- alone; what lists are narrowed by stands behind the order, so that a row that is not
-- wanted is passed over without being fetched.
DROP INDEX tasks_task_hood;
DROP INDEX tasks_task_state;
DROP INDEX tasks_task_undone;
DROP INDEX tasks_task_assignee;
CREATE INDEX tasks_task_undone ON tasks_task (borough_id, neighbourhood, due_at, id, state, category, kind, priority)
    WHERE closed_at IS NULL;
CREATE INDEX tasks_task_soonest ON tasks_task (borough_id, due_at, id, state, category, kind, priority)
    WHERE closed_at IS NULL;
CREATE INDEX tasks_task_assignee ON tasks_task (borough_id, assignee_kind, assignee_id, due_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX tasks_task_refused ON tasks_task (borough_id, due_at, id) WHERE refused <> '';
