-- +goose Up
-- Somebody was called up from the reserve list.
CREATE TABLE staff_called (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    standing   TEXT        NOT NULL, -- that they came to by it
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT        NOT NULL,
    why        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);
CREATE INDEX staff_called_at ON staff_called (borough_id, at);
