-- The postcode directories and boundary files that were loaded. They are of the whole
-- country and belong to no borough. A row is one load; its own rows count from when its
-- state is current, and no longer once it is replaced.
CREATE TABLE ref_directory (
    id         BIGINT      NOT NULL PRIMARY KEY,
    product    TEXT        NOT NULL, -- onspd, nspl, code-point-open, postcodes, demo, boundaries
    vintage    TEXT        NOT NULL, -- 2025-11, or 2025 where the month is not known
    files      TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- loading, current, replaced
    entries    BIGINT      NOT NULL, -- rows of its files that were taken
    rejected   BIGINT      NOT NULL,
    districts  TEXT        NOT NULL, -- JSON: codes of the local authority districts in it
    loaded_at  TIMESTAMPTZ NOT NULL,
    touched_at TIMESTAMPTZ NOT NULL
);

-- Areas with their shapes: wards, LSOAs, districts.
CREATE TABLE ref_boundary (
    directory_id BIGINT NOT NULL,
    code         TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    shape        TEXT   NOT NULL, -- GeoJSON geometry, WGS 84
    PRIMARY KEY (directory_id, code),
    FOREIGN KEY (directory_id) REFERENCES ref_directory (id)
);
CREATE INDEX ref_boundary_code ON ref_boundary (code);
