-- +goose Up
-- A seat of a shift that somebody works. When and where is kept as it was when it was given:
-- a later blueprint changes no rota. One that was taken off is closed with why.
CREATE TABLE deployment_shift (
    borough_id  TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    worker_id   TEXT        NOT NULL,
    hub         TEXT        NOT NULL,
    post        TEXT        NOT NULL,
    shift       TEXT        NOT NULL,
    on_day      TEXT        NOT NULL,
    seat        BIGINT      NOT NULL,
    from_at     TIMESTAMPTZ NOT NULL,
    to_at       TIMESTAMPTZ NOT NULL,
    name        TEXT        NOT NULL,
    place       TEXT        NOT NULL,
    asks        TEXT        NOT NULL,
    given_at    TIMESTAMPTZ NOT NULL,
    given_by    TEXT        NOT NULL,
    ended_at    TIMESTAMPTZ,
    ended_by    TEXT        NOT NULL DEFAULT '',
    ended_why   TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);
-- A seat is worked by one.
CREATE UNIQUE INDEX deployment_shift_seat ON deployment_shift (borough_id, hub, post, shift, on_day, seat) WHERE ended_at IS NULL;
CREATE INDEX deployment_shift_worker ON deployment_shift (borough_id, worker_id, from_at);
CREATE INDEX deployment_shift_week ON deployment_shift (borough_id, on_day);

-- What was decided by hand before a plan: who is to have a seat, or is not to.
CREATE TABLE deployment_lock (
    borough_id TEXT        NOT NULL,
    hub        TEXT        NOT NULL,
    post       TEXT        NOT NULL,
    shift      TEXT        NOT NULL,
    on_day     TEXT        NOT NULL,
    seat       BIGINT      NOT NULL,
    worker_id  TEXT        NOT NULL,
    ruled_out  BOOLEAN     NOT NULL,
    locked_at  TIMESTAMPTZ NOT NULL,
    locked_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, hub, post, shift, on_day, seat, worker_id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

-- Somebody asked a deployed person how they are. Nothing of anybody's health is written.
CREATE TABLE deployment_check_in (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    how        TEXT        NOT NULL,
    hours      BIGINT      NOT NULL,
    needs      TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT        NOT NULL,
    settled_at TIMESTAMPTZ,
    settled_by TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);
CREATE INDEX deployment_check_in_worker ON deployment_check_in (borough_id, worker_id, at);

-- A manager was told that somebody was not asked in time.
CREATE TABLE deployment_notice (
    borough_id TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    due_on     TEXT        NOT NULL,
    told_at    TIMESTAMPTZ NOT NULL,
    mailed     TEXT        NOT NULL,
    PRIMARY KEY (borough_id, worker_id, due_on),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);

-- Somebody went back to their own service.
CREATE TABLE deployment_return (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    ended_on   TEXT        NOT NULL,
    handed_to  TEXT        NOT NULL,
    learnt     TEXT        NOT NULL,
    thanks     TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);
CREATE INDEX deployment_return_worker ON deployment_return (borough_id, worker_id, at);

-- The address of somebody's own calendar. Only the hash of its secret is kept.
CREATE TABLE deployment_feed (
    borough_id TEXT        NOT NULL,
    hash       TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    ended_at   TIMESTAMPTZ,
    ended_by   TEXT        NOT NULL DEFAULT '',
    PRIMARY KEY (borough_id, hash),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);
CREATE UNIQUE INDEX deployment_feed_one ON deployment_feed (borough_id, worker_id) WHERE ended_at IS NULL;
