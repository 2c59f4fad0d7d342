-- +goose Up
-- What somebody who waits for something was last written of it: when it comes, or that it does
-- not. A plan that is published again writes to those alone for whom it is another time.
CREATE TABLE rounds_told (
    borough_id TEXT        NOT NULL,
    plan_id    TEXT        NOT NULL,
    source_id  TEXT        NOT NULL, -- the delivery
    record_id  TEXT        NOT NULL,
    arrive_at  TIMESTAMPTZ NOT NULL,
    off        BOOLEAN     NOT NULL, -- that it does not come
    message    TEXT        NOT NULL, -- the key of what was written
    told_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, plan_id, source_id),
    FOREIGN KEY (borough_id, plan_id) REFERENCES rounds_plan (borough_id, id)
);
CREATE INDEX rounds_told_message ON rounds_told (borough_id, message);
