-- +goose Up
-- Until when the letter and the card of a volunteer were made out last.
CREATE TABLE volunteers_letter (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    printed_at   TIMESTAMPTZ NOT NULL,
    until        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);
