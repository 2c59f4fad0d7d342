-- +goose Up
-- The attributes of one version of a list. Only those of a current load are read.
CREATE TABLE attributes_load (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    asset_id   TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- staged, current, past
    made_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, asset_id) REFERENCES assets_asset (borough_id, id)
);
CREATE INDEX attributes_load_asset ON attributes_load (borough_id, asset_id, state);

-- One thing that a source says of somebody.
CREATE TABLE attributes_attribute (
    borough_id   TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    record_id    TEXT        NOT NULL,
    load_id      TEXT        NOT NULL, -- '' where it came by itself
    type         TEXT        NOT NULL,
    scheme       TEXT        NOT NULL,
    term         TEXT        NOT NULL,
    value_text   TEXT        NOT NULL,
    value_number DOUBLE PRECISION,
    value_day    TEXT,
    from_day     TEXT,
    to_day       TEXT,
    asset_id     TEXT        NOT NULL,
    source       TEXT        NOT NULL,
    basis        TEXT        NOT NULL, -- '' is the asset's
    basis_ends   TEXT,
    noted_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, asset_id) REFERENCES assets_asset (borough_id, id)
);
CREATE INDEX attributes_attribute_record ON attributes_attribute (borough_id, record_id);
CREATE INDEX attributes_attribute_load ON attributes_attribute (borough_id, load_id);
