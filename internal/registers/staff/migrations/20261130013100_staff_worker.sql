-- +goose Up
-- Who can be redeployed. What they keep from is instructions alone: why is nowhere.
CREATE TABLE staff_worker (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    name_key      TEXT        NOT NULL,
    employer      TEXT        NOT NULL,
    home_service  TEXT        NOT NULL,
    email         TEXT        NOT NULL,
    email_key     TEXT        NOT NULL,
    phone         TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    skills        TEXT        NOT NULL,
    free          BIGINT      NOT NULL,
    keeps         TEXT        NOT NULL,
    asks          TEXT        NOT NULL,
    most          BIGINT      NOT NULL,
    reach         BIGINT      NOT NULL,
    base          TEXT        NOT NULL,
    postcode      TEXT        NOT NULL,
    place         TEXT        NOT NULL,
    lent_from     TEXT,
    lent_to       TEXT,
    standing      TEXT        NOT NULL,
    standing_at   TIMESTAMPTZ NOT NULL,
    standing_why  TEXT        NOT NULL,
    trained       TEXT        NOT NULL,
    refreshed_on  TEXT,
    call_within   BIGINT      NOT NULL,
    account_id    TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
-- Nobody is lent twice.
CREATE UNIQUE INDEX staff_worker_email ON staff_worker (borough_id, email_key);
CREATE UNIQUE INDEX staff_worker_account ON staff_worker (borough_id, account_id) WHERE account_id <> '';
CREATE INDEX staff_worker_standing ON staff_worker (borough_id, standing, neighbourhood);

-- What somebody has been told or shown before their first shift.
CREATE TABLE staff_induction (
    borough_id TEXT        NOT NULL,
    worker_id  TEXT        NOT NULL,
    item       TEXT        NOT NULL,
    done_at    TIMESTAMPTZ NOT NULL,
    done_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, worker_id, item),
    FOREIGN KEY (borough_id, worker_id) REFERENCES staff_worker (borough_id, id)
);
