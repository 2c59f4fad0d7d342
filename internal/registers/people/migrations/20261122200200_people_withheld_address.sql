-- +goose Up
-- Addresses that are withheld, sealed under a key that is kept outside the database. Where
-- a row is here, the record itself holds no address and is found by none.
CREATE TABLE people_withheld_address (
    borough_id TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    sealed     TEXT        NOT NULL,
    sealed_by  TEXT        NOT NULL,
    sealed_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, record_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
