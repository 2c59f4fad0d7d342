-- +goose Up
-- Requests that an elected member may ask after, because the person agreed. A row is ended,
-- never taken away.
CREATE TABLE reports_casework (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    request_id   TEXT        NOT NULL,
    account_id   TEXT        NOT NULL,
    account_name TEXT        NOT NULL,
    agreed       TEXT        NOT NULL,
    noted_at     TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ,
    ended_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);
CREATE UNIQUE INDEX reports_casework_once ON reports_casework (borough_id, account_id, request_id) WHERE ended_at IS NULL;
CREATE INDEX reports_casework_noted ON reports_casework (borough_id, noted_at, id) WHERE ended_at IS NULL;
