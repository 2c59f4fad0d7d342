-- +goose Up
-- Every attempt to be in touch, in and out. import_key tells a row of another agency's file
-- from every other, so that the same file again adds nothing; it is NULL elsewhere.
CREATE TABLE contacts_event (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    record_id   TEXT        NOT NULL,
    direction   TEXT        NOT NULL,
    method      TEXT        NOT NULL,
    role        TEXT        NOT NULL,
    spoke_to    TEXT        NOT NULL,
    purpose     TEXT        NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    outcome     TEXT        NOT NULL,
    note        TEXT        NOT NULL,
    agency      TEXT        NOT NULL,
    agency_name TEXT        NOT NULL,
    restricted  BOOLEAN     NOT NULL,
    task_id     TEXT        NOT NULL,
    request_id  TEXT        NOT NULL,
    source      TEXT        NOT NULL,
    noted_by    TEXT        NOT NULL,
    noted_at    TIMESTAMPTZ NOT NULL,
    import_key  TEXT,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX contacts_event_record ON contacts_event (borough_id, record_id, happened_at);
CREATE UNIQUE INDEX contacts_event_import ON contacts_event (borough_id, import_key) WHERE import_key IS NOT NULL;
