-- +goose Up
-- How a request stood at each version it no longer has, and who changed it then, when and
-- why: what somebody is shown who accepts, hands over or gives back what another changed.
-- Said means that the change was to what was answered, which is not kept here.
CREATE TABLE needs_stand (
    borough_id       TEXT        NOT NULL,
    request_id       TEXT        NOT NULL,
    version          BIGINT      NOT NULL,
    neighbourhood    TEXT        NOT NULL,
    state            TEXT        NOT NULL,
    priority         TEXT        NOT NULL,
    accepted_by      TEXT        NOT NULL,
    first_contact_at TIMESTAMPTZ,
    said             BOOLEAN     NOT NULL,
    changed_at       TIMESTAMPTZ NOT NULL,
    changed_by       TEXT        NOT NULL,
    reason           TEXT        NOT NULL,
    PRIMARY KEY (borough_id, request_id, version),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);
