-- +goose Up
-- What goes out and carries: vans, cars, bikes, people on foot.
CREATE TABLE fleet_vehicle (
    borough_id    TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    depot         TEXT    NOT NULL,
    neighbourhood TEXT    NOT NULL, -- '' is everybody's
    boxes         BIGINT  NOT NULL,
    grams         BIGINT  NOT NULL,
    chilled       BIGINT  NOT NULL,
    bags          BIGINT  NOT NULL,
    skills        TEXT    NOT NULL,
    retired       BOOLEAN NOT NULL,
    version       BIGINT  NOT NULL,
    PRIMARY KEY (borough_id, id)
);

-- Who drives which vehicle, and when, on a day.
CREATE TABLE fleet_shift (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    on_day        TEXT        NOT NULL,
    vehicle_id    TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    driver        TEXT        NOT NULL, -- the account, as whoever signs in has it
    driver_name   TEXT        NOT NULL,
    staff         BOOLEAN     NOT NULL, -- of the council's
    depot         TEXT        NOT NULL,
    from_at       TIMESTAMPTZ NOT NULL,
    until_at      TIMESTAMPTZ NOT NULL,
    breaks        TEXT        NOT NULL,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, vehicle_id) REFERENCES fleet_vehicle (borough_id, id)
);
CREATE INDEX fleet_shift_day ON fleet_shift (borough_id, on_day, from_at);
-- A vehicle is driven by one person at a time, and nobody drives two: the use case asks, and
-- the same seat is not given twice.
CREATE UNIQUE INDEX fleet_shift_once ON fleet_shift (borough_id, on_day, vehicle_id, from_at) WHERE ended_at IS NULL;

-- What goes to a group or a setting, for no one person: protective equipment, donations.
CREATE TABLE fleet_bulk (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    number        TEXT        NOT NULL,
    what          TEXT        NOT NULL,
    depot         TEXT        NOT NULL,
    organisation_id TEXT      NOT NULL, -- '' goes to a place that is on no register
    to_name       TEXT        NOT NULL,
    to_address    TEXT        NOT NULL,
    postcode      TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    boxes         BIGINT      NOT NULL,
    grams         BIGINT      NOT NULL,
    chilled       BIGINT      NOT NULL,
    bags          BIGINT      NOT NULL,
    window_day    TEXT        NOT NULL,
    window_part   TEXT        NOT NULL,
    notes         TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- as deliveries have it
    ready_at      TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    ended_at      TIMESTAMPTZ,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    UNIQUE (borough_id, number)
);
CREATE INDEX fleet_bulk_state ON fleet_bulk (borough_id, state, neighbourhood, window_day);
