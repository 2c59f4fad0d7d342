-- +goose Up
-- Checks a volunteer was asked for and that have not come.
CREATE TABLE volunteers_asked (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    check_id     TEXT        NOT NULL,
    asked_at     TIMESTAMPTZ NOT NULL,
    asked_by     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id, check_id),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

-- Of which end of a check the hub was told, so that it is told once before and once after.
CREATE TABLE volunteers_notice (
    borough_id   TEXT        NOT NULL,
    volunteer_id TEXT        NOT NULL,
    check_id     TEXT        NOT NULL,
    ends_on      TEXT        NOT NULL,
    ended        BOOLEAN     NOT NULL,
    told_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, volunteer_id, check_id, ends_on, ended),
    FOREIGN KEY (borough_id, volunteer_id) REFERENCES volunteers_volunteer (borough_id, id)
);

-- A file of volunteers that was handed in, until its rows are taken in or forgotten.
CREATE TABLE volunteers_import (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX volunteers_import_hash ON volunteers_import (borough_id, hash);

CREATE TABLE volunteers_import_row (
    borough_id   TEXT   NOT NULL,
    import_id    TEXT   NOT NULL,
    number       BIGINT NOT NULL,
    cells        TEXT   NOT NULL,
    said         TEXT   NOT NULL,
    standing     TEXT   NOT NULL,
    why          TEXT   NOT NULL,
    volunteer_id TEXT   NOT NULL,
    PRIMARY KEY (borough_id, import_id, number),
    FOREIGN KEY (borough_id, import_id) REFERENCES volunteers_import (borough_id, id)
);
