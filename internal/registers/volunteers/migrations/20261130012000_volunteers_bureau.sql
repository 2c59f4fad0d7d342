-- +goose Up
-- What the bureau knows of a volunteer. Whoever was on the register before stands as they
-- stood: active, or paused. activities and gives are JSON and never asked about; what is
-- compared has a folded key of its own.
ALTER TABLE volunteers_volunteer ADD COLUMN standing TEXT NOT NULL DEFAULT 'active';
ALTER TABLE volunteers_volunteer ADD COLUMN born_on TEXT;
ALTER TABLE volunteers_volunteer ADD COLUMN speaks TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN line1 TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN line2 TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN town TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN uprn TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN easting BIGINT NOT NULL DEFAULT 0;
ALTER TABLE volunteers_volunteer ADD COLUMN northing BIGINT NOT NULL DEFAULT 0;
ALTER TABLE volunteers_volunteer ADD COLUMN record_id TEXT;
ALTER TABLE volunteers_volunteer ADD COLUMN vehicle TEXT NOT NULL DEFAULT 'none';
ALTER TABLE volunteers_volunteer ADD COLUMN gives TEXT NOT NULL DEFAULT '{}';
ALTER TABLE volunteers_volunteer ADD COLUMN shields BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE volunteers_volunteer ADD COLUMN health TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN emergency_name TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN emergency_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN agreed_version TEXT;
ALTER TABLE volunteers_volunteer ADD COLUMN agreed_at TIMESTAMPTZ;
ALTER TABLE volunteers_volunteer ADD COLUMN on_duty BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE volunteers_volunteer ADD COLUMN organisation_id TEXT;
ALTER TABLE volunteers_volunteer ADD COLUMN changed_at TIMESTAMPTZ;
ALTER TABLE volunteers_volunteer ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN home_key TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers_volunteer ADD COLUMN form_key TEXT NOT NULL DEFAULT '';
UPDATE volunteers_volunteer SET standing = 'paused' WHERE paused;
UPDATE volunteers_volunteer SET vehicle = 'car' WHERE drives;
CREATE INDEX volunteers_volunteer_standing ON volunteers_volunteer (borough_id, standing, neighbourhood);
CREATE INDEX volunteers_volunteer_phone ON volunteers_volunteer (borough_id, phone);
CREATE INDEX volunteers_volunteer_email ON volunteers_volunteer (borough_id, email_key);
CREATE INDEX volunteers_volunteer_home ON volunteers_volunteer (borough_id, home_key);
CREATE INDEX volunteers_volunteer_record ON volunteers_volunteer (borough_id, record_id);
CREATE INDEX volunteers_volunteer_organisation ON volunteers_volunteer (borough_id, organisation_id);
CREATE UNIQUE INDEX volunteers_volunteer_form ON volunteers_volunteer (borough_id, form_key) WHERE form_key <> '';

-- A check that was done of a volunteer. One that turned out wrong has a reason and stays.
CREATE TABLE volunteers_check (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    check_id     TEXT        NOT NULL,
    level        TEXT        NOT NULL,
    number       TEXT        NOT NULL,
    issued_on    TEXT        NOT NULL,
    expires_on   TEXT,
    seen_by      TEXT        NOT NULL,
    seen_how     TEXT        NOT NULL,
    note         TEXT        NOT NULL,
    withdrawn    TEXT        NOT NULL,
    recorded_at  TIMESTAMPTZ NOT NULL,
    recorded_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);
CREATE INDEX volunteers_check_volunteer ON volunteers_check (borough_id, volunteer_id);
CREATE INDEX volunteers_check_expires ON volunteers_check (borough_id, expires_on);

-- How far a volunteer has come with a module of the induction.
CREATE TABLE volunteers_module (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    module_id    TEXT        NOT NULL,
    score        BIGINT      NOT NULL,
    tries        BIGINT      NOT NULL,
    passed_at    TIMESTAMPTZ,
    in_person    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id, module_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

-- Whom a volunteer is never sent to. One that was lifted has an end and stays on file.
CREATE TABLE volunteers_exclusion (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    why          TEXT        NOT NULL,
    since        TIMESTAMPTZ NOT NULL,
    said_by      TEXT        NOT NULL,
    until        TIMESTAMPTZ,
    lifted_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX volunteers_exclusion_open ON volunteers_exclusion (borough_id, volunteer_id, record_id) WHERE until IS NULL;
CREATE INDEX volunteers_exclusion_record ON volunteers_exclusion (borough_id, record_id);

-- An organisation that takes work as a group: how much in a week, and which checks it
-- answers for itself.
CREATE TABLE volunteers_group (
    borough_id      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    people          BIGINT      NOT NULL,
    per_week        BIGINT      NOT NULL,
    vouches         TEXT        NOT NULL,
    vouched_on      TEXT,
    lead_name       TEXT        NOT NULL,
    lead_phone      TEXT        NOT NULL,
    note            TEXT        NOT NULL,
    active          BOOLEAN     NOT NULL,
    version         BIGINT      NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    changed_by      TEXT        NOT NULL,
    PRIMARY KEY (borough_id, organisation_id),
    FOREIGN KEY (borough_id, organisation_id) REFERENCES organisations_organisation (borough_id, id)
);
