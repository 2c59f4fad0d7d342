-- +goose Up
-- Enquiries answered on the spot: what they were about, where and by which way. Of who asked
-- nothing is kept.
CREATE TABLE intake_enquiry (
    borough_id      TEXT        NOT NULL,
    id              TEXT        NOT NULL,
    idempotency_key TEXT        NOT NULL,
    subject         TEXT        NOT NULL,
    channel         TEXT        NOT NULL,
    place           TEXT        NOT NULL,
    neighbourhood   TEXT        NOT NULL,
    counted_by      TEXT        NOT NULL,
    counted_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX intake_enquiry_key ON intake_enquiry (borough_id, idempotency_key);
CREATE INDEX intake_enquiry_at ON intake_enquiry (borough_id, counted_at, id);
CREATE INDEX intake_enquiry_by ON intake_enquiry (borough_id, counted_by, counted_at);
