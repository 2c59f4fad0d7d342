-- +goose Up
-- How a request came in besides its channel: where they walked in, or who referred them.
CREATE TABLE intake_arrival (
    borough_id      TEXT        NOT NULL,
    request_id      TEXT        NOT NULL,
    place           TEXT        NOT NULL,
    source          TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    organisation    TEXT        NOT NULL,
    referrer        TEXT        NOT NULL,
    referrer_role   TEXT        NOT NULL,
    referrer_phone  TEXT        NOT NULL,
    agrees          TEXT        NOT NULL,
    arrived_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, request_id)
);
CREATE INDEX intake_arrival_organisation ON intake_arrival (borough_id, organisation_id, arrived_at);
