-- +goose Up
-- A cohort as it was frozen: by which rule and on which terms, and how far it is handed on.
CREATE TABLE cohorts_cohort (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    from_group TEXT        NOT NULL, -- id in cohorts.yaml; '' is a rule of somebody's own
    terms      TEXT        NOT NULL, -- JSON: rule, way, list, quiet days
    purpose    TEXT        NOT NULL,
    basis      TEXT        NOT NULL,
    letter     TEXT        NOT NULL,
    points     TEXT        NOT NULL, -- hash of the points whose priority the rule asked for; ''
    scope      TEXT        NOT NULL, -- JSON: neighbourhoods; null is the whole borough
    open_count BIGINT      NOT NULL, -- whom the rule could not decide on
    state      TEXT        NOT NULL, -- frozen, handing, handed
    frozen_at  TIMESTAMPTZ NOT NULL,
    frozen_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ,
    handed_by  TEXT        NOT NULL,
    version    BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX cohorts_cohort_at ON cohorts_cohort (borough_id, frozen_at);
CREATE INDEX cohorts_cohort_state ON cohorts_cohort (borough_id, state);

-- Whom the rule chose that day, and why each is in or out. It is forgotten with the cohort's
-- time: see Sweep.
CREATE TABLE cohorts_member (
    borough_id TEXT        NOT NULL,
    cohort_id  TEXT        NOT NULL,
    record_id  TEXT        NOT NULL,
    person_id  TEXT        NOT NULL,
    hood       TEXT        NOT NULL,
    standing   TEXT        NOT NULL, -- in, handed, out
    why        TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    work       TEXT        NOT NULL, -- the run or the message that it came to
    done_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, cohort_id, record_id),
    FOREIGN KEY (borough_id, cohort_id) REFERENCES cohorts_cohort (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);
CREATE INDEX cohorts_member_standing ON cohorts_member (borough_id, cohort_id, standing, record_id);
CREATE INDEX cohorts_member_person ON cohorts_member (borough_id, person_id, done_at);
CREATE INDEX cohorts_member_done ON cohorts_member (borough_id, done_at);
