-- +goose Up
-- Who is on the telephone with whom. One row a person: the database, and no memory of any
-- node, is what forbids two. A lease that has run out is taken over by the next.
CREATE TABLE contacts_lease (
    borough_id    TEXT        NOT NULL,
    person_id     TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    agent         TEXT        NOT NULL,
    agent_name    TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    since         TIMESTAMPTZ NOT NULL,
    until         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, person_id)
);
CREATE INDEX contacts_lease_agent ON contacts_lease (borough_id, agent);
