-- +goose Up
-- The photo on a volunteer's card, a JPEG as base64.
CREATE TABLE volunteers_photo (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    jpeg         TEXT        NOT NULL,
    added_at     TIMESTAMPTZ NOT NULL,
    added_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);
