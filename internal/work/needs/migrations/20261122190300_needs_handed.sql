-- +goose Up
-- Each time a request left a hub: for another, or back to the coordination queue. The
-- version is the one the request had until then.
CREATE TABLE needs_handed (
    borough_id TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    from_hub   TEXT        NOT NULL,
    to_hub     TEXT        NOT NULL,
    reason     TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    handed_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, request_id, version),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);
