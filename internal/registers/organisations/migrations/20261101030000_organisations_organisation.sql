-- +goose Up
CREATE TABLE organisations_organisation (
    borough_id    TEXT   NOT NULL,
    id            TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    neighbourhood TEXT   NOT NULL,
    serves        TEXT   NOT NULL,
    phone         TEXT   NOT NULL,
    email         TEXT   NOT NULL,
    standing      TEXT   NOT NULL,
    standing_note TEXT   NOT NULL,
    standing_at   TIMESTAMPTZ,
    version       BIGINT NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX organisations_organisation_name ON organisations_organisation (borough_id, name);

-- What an organisation says it gave on a day. Saying it again corrects it.
CREATE TABLE organisations_count (
    borough_id      TEXT        NOT NULL,
    organisation_id TEXT        NOT NULL,
    day             TEXT        NOT NULL,
    given           BIGINT      NOT NULL,
    note            TEXT        NOT NULL,
    said_at         TIMESTAMPTZ NOT NULL,
    said_by         TEXT        NOT NULL,
    PRIMARY KEY (borough_id, organisation_id, day),
    FOREIGN KEY (borough_id, organisation_id) REFERENCES organisations_organisation (borough_id, id)
);
CREATE INDEX organisations_count_day ON organisations_count (borough_id, day);
