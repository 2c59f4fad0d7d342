-- +goose Up
-- What people asked about their own data.
CREATE TABLE requests_request (
    borough_id  TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    kind        TEXT   NOT NULL, -- copy, correct, erase
    about       TEXT   NOT NULL, -- person, volunteer
    subject_id  TEXT   NOT NULL,
    said        TEXT   NOT NULL,
    received_on TEXT   NOT NULL,
    due_on      TEXT   NOT NULL,
    extended    TEXT   NOT NULL,
    identity    TEXT   NOT NULL,
    identity_by TEXT   NOT NULL,
    state       TEXT   NOT NULL, -- open, released, done, refused
    outcome     TEXT   NOT NULL,
    told        TEXT   NOT NULL,
    result      TEXT   NOT NULL, -- JSON, without anything it was about
    made_by     TEXT   NOT NULL,
    closed_by   TEXT   NOT NULL,
    closed_at   TIMESTAMPTZ,
    version     BIGINT NOT NULL,
    PRIMARY KEY (borough_id, id)
);

CREATE INDEX requests_request_subject ON requests_request (borough_id, subject_id);

-- What was decided about values of a copy: a mark is a hash of what the value says.
CREATE TABLE requests_decision (
    borough_id TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    mark       TEXT        NOT NULL,
    left_out   BOOLEAN     NOT NULL,
    decided_by TEXT        NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, request_id, mark),
    FOREIGN KEY (borough_id, request_id) REFERENCES requests_request (borough_id, id)
);

-- The copy as it was handed out, for thirty days.
CREATE TABLE requests_copy (
    borough_id TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    file       TEXT        NOT NULL, -- JSON
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, request_id),
    FOREIGN KEY (borough_id, request_id) REFERENCES requests_request (borough_id, id)
);

-- Who was erased: an id without a name.
CREATE TABLE requests_tombstone (
    borough_id TEXT        NOT NULL,
    subject_id TEXT        NOT NULL,
    about      TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    erased_at  TIMESTAMPTZ NOT NULL,
    erased_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, subject_id)
);
