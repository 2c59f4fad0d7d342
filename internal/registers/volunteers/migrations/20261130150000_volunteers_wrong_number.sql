-- +goose Up
-- The numbers tried of late on the page that checks letters that did not count: when, and a
-- keyed hash of the network they came from, another each quarter of an hour. Which number it
-- was is not kept. The row whose tried_from is '' is what those who add one queue at.
CREATE TABLE volunteers_wrong_number (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    tried_from TEXT        NOT NULL,
    tried_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);
