-- +goose Up
-- The care home, school or other setting that a request is for; its record is the lead's.
CREATE TABLE needs_setting (
    borough_id      TEXT NOT NULL,
    request_id      TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    PRIMARY KEY (borough_id, request_id),
    FOREIGN KEY (borough_id, request_id) REFERENCES needs_request (borough_id, id)
);
CREATE INDEX needs_setting_organisation ON needs_setting (borough_id, organisation_id);
