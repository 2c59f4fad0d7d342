-- What was taken in from files, and how far. A run that never ended was cut short: the
-- next one of the same kind and hash goes on with it.
CREATE TABLE imports_run (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    kind        TEXT        NOT NULL,
    name        TEXT        NOT NULL,
    hash        TEXT        NOT NULL,
    state       TEXT        NOT NULL, -- running, finished, failed
    holder      TEXT        NOT NULL, -- which program runs it
    mark        TEXT        NOT NULL, -- what the importer needs to go on
    done        BIGINT      NOT NULL, -- rows behind it
    added       BIGINT      NOT NULL,
    changed     BIGINT      NOT NULL,
    unchanged   BIGINT      NOT NULL,
    rejected    BIGINT      NOT NULL,
    note        TEXT        NOT NULL,
    actor       TEXT        NOT NULL,
    started_at  TIMESTAMPTZ NOT NULL,
    touched_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX imports_run_file ON imports_run (borough_id, kind, hash, started_at);
