-- +goose Up
-- What the person, or whoever asks for them, said of a request after it was made. The key
-- is the form's, so that one press is kept once.
CREATE TABLE needs_said (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    request_id TEXT        NOT NULL,
    said_key   TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    said_by    TEXT        NOT NULL,
    said_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);
CREATE UNIQUE INDEX needs_said_key ON needs_said (borough_id, request_id, said_key);
