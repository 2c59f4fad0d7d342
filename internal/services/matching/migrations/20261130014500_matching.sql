-- +goose Up
-- A search is a task for which volunteers are being asked.
CREATE TABLE matching_search (
    borough_id    TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- looking, taken, nobody, stopped
    reach         TEXT        NOT NULL, -- how far it has gone: nearest, neighbourhood, borough
    began_at      TIMESTAMPTZ NOT NULL,
    began_by      TEXT        NOT NULL,
    alerted_at    TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, task_id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id)
);
CREATE INDEX matching_search_state ON matching_search (borough_id, state, began_at);

-- An offer is a task that one volunteer was asked to do. Nobody is asked twice for one task.
CREATE TABLE matching_offer (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    task_id       TEXT        NOT NULL,
    volunteer_id  TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- offered, accepted, declined, lapsed, withdrawn
    reach         TEXT        NOT NULL,
    metres        BIGINT      NOT NULL, -- -1 when it is not known
    on_day        TEXT,
    part          BIGINT      NOT NULL,
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    until_at      TIMESTAMPTZ NOT NULL,
    answered_at   TIMESTAMPTZ,
    reason        TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, task_id) REFERENCES tasks_task (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);
CREATE UNIQUE INDEX matching_offer_once ON matching_offer (borough_id, task_id, volunteer_id);
CREATE INDEX matching_offer_of ON matching_offer (borough_id, volunteer_id, state, made_at);
CREATE INDEX matching_offer_until ON matching_offer (borough_id, until_at) WHERE state = 'offered';

-- A plan a coordinator looks at and changes before anybody is asked.
CREATE TABLE matching_plan (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL, -- '' is the whole borough
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    applied_at    TIMESTAMPTZ,
    body          TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX matching_plan_made ON matching_plan (borough_id, made_by, made_at);

-- Time a volunteer gave.
CREATE TABLE matching_hours (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    task_id      TEXT        NOT NULL, -- '' for time that was for no one task
    minutes      BIGINT      NOT NULL,
    on_day       TEXT        NOT NULL,
    said_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);
CREATE UNIQUE INDEX matching_hours_once ON matching_hours (borough_id, volunteer_id, task_id) WHERE task_id <> '';
CREATE INDEX matching_hours_of ON matching_hours (borough_id, volunteer_id, on_day);

-- What volunteers and their coordinators tell each other.
CREATE TABLE matching_note (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    volunteer_id  TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    task_id       TEXT        NOT NULL, -- '' for none
    kind          TEXT        NOT NULL, -- said (by the volunteer), thanks (to the volunteer)
    words         TEXT        NOT NULL,
    said_at       TIMESTAMPTZ NOT NULL,
    said_by       TEXT        NOT NULL,
    read_at       TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);
CREATE INDEX matching_note_of ON matching_note (borough_id, volunteer_id, said_at);
CREATE INDEX matching_note_unread ON matching_note (borough_id, neighbourhood, said_at) WHERE read_at IS NULL;
