-- +goose Up
CREATE TABLE volunteers_volunteer (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    given_names   TEXT        NOT NULL,
    family_name   TEXT        NOT NULL,
    phone         TEXT        NOT NULL,
    email         TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    activities    TEXT        NOT NULL,
    drives        BOOLEAN     NOT NULL,
    paused        BOOLEAN     NOT NULL,
    added_at      TIMESTAMPTZ NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX volunteers_volunteer_hood ON volunteers_volunteer (borough_id, neighbourhood, family_name);
