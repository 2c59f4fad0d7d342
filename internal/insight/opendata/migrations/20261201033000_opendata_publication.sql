-- +goose Up
-- What was published of each week, as it was published. A row is never changed.
CREATE TABLE opendata_publication (
    borough_id   TEXT        NOT NULL,
    week         TEXT        NOT NULL, -- its Monday
    published_at TIMESTAMPTZ NOT NULL,
    body         TEXT        NOT NULL,
    PRIMARY KEY (borough_id, week)
);

-- +goose Down
DROP TABLE opendata_publication;
