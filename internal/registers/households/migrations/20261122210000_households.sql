-- +goose Up
-- What a home is like to reach. It has no address: the people's records have theirs, so
-- that an address somebody asked to be withheld stands in one place.
CREATE TABLE households_household (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    floor      TEXT        NOT NULL,
    lift       TEXT        NOT NULL,
    no_stairs  BOOLEAN     NOT NULL,
    entry      TEXT        NOT NULL,
    pets       TEXT        NOT NULL,
    delivery   TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

-- Who lives there. Somebody who left has an end and stays on file.
CREATE TABLE households_member (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    household_id TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    relation     TEXT        NOT NULL,
    since        TIMESTAMPTZ NOT NULL,
    added_by     TEXT        NOT NULL,
    until        TIMESTAMPTZ,
    closed_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, household_id) REFERENCES households_household (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX households_member_open ON households_member (borough_id, record_id) WHERE until IS NULL;
CREATE INDEX households_member_household ON households_member (borough_id, household_id);

-- Of whom nothing is to be told to whom.
CREATE TABLE households_silence (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    about_id   TEXT        NOT NULL,
    from_id    TEXT        NOT NULL,
    since      TIMESTAMPTZ NOT NULL,
    said_by    TEXT        NOT NULL,
    until      TIMESTAMPTZ,
    closed_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, about_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, from_id) REFERENCES people_record (borough_id, id)
);
CREATE UNIQUE INDEX households_silence_open ON households_silence (borough_id, about_id, from_id) WHERE until IS NULL;
CREATE INDEX households_silence_from ON households_silence (borough_id, from_id);
