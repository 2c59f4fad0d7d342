-- +goose Up
-- Somebody whose address is withheld and whom one named driver brings it to.
CREATE TABLE rounds_named (
    borough_id  TEXT        NOT NULL,
    delivery_id TEXT        NOT NULL,
    driver      TEXT        NOT NULL,
    driver_name TEXT        NOT NULL,
    why         TEXT        NOT NULL,
    said_by     TEXT        NOT NULL,
    said_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, delivery_id)
);

-- A plan of a day's rounds, for a neighbourhood or the whole borough, and how far working it
-- out has come.
CREATE TABLE rounds_plan (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    on_day        TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL, -- '' is the whole borough
    state         TEXT        NOT NULL, -- solving, draft, published, closed, dropped
    current       BIGINT      NOT NULL, -- its latest version; 0 while there is none
    published     BIGINT      NOT NULL, -- the version that drivers have; 0 while none has been
    asked         TEXT        NOT NULL, -- what the kernel was asked to change; '' a new plan
    asked_at      TIMESTAMPTZ NOT NULL,
    share         BIGINT      NOT NULL, -- of the search that is done, in thousandths
    best_pence    BIGINT      NOT NULL,
    best_left     BIGINT      NOT NULL,
    stop          BOOLEAN     NOT NULL, -- stop, and keep the best
    failed        TEXT        NOT NULL, -- why nothing came of it, in words
    made_at       TIMESTAMPTZ NOT NULL,
    made_by       TEXT        NOT NULL,
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id)
);
CREATE UNIQUE INDEX rounds_plan_once ON rounds_plan (borough_id, on_day, neighbourhood) WHERE state IN ('solving', 'draft', 'published');

-- A version of a plan is never written over. It names what it carries and holds no name, no
-- address and no place.
CREATE TABLE rounds_version (
    borough_id TEXT        NOT NULL,
    plan_id    TEXT        NOT NULL,
    number     BIGINT      NOT NULL,
    body       TEXT        NOT NULL,
    why        TEXT        NOT NULL, -- what was changed, in words
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, plan_id, number),
    FOREIGN KEY (borough_id, plan_id) REFERENCES rounds_plan (borough_id, id)
);

-- A round that was published: one vehicle, one driver, one way.
CREATE TABLE rounds_round (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    plan_id       TEXT        NOT NULL,
    number        BIGINT      NOT NULL, -- on the day: Round 3
    on_day        TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL, -- of the plan
    shift_id      TEXT        NOT NULL,
    vehicle       TEXT        NOT NULL, -- its name
    kind          TEXT        NOT NULL,
    driver        TEXT        NOT NULL,
    driver_name   TEXT        NOT NULL,
    depot         TEXT        NOT NULL,
    state         TEXT        NOT NULL, -- published, out, back, closed
    leave_at      TIMESTAMPTZ NOT NULL,
    return_at     TIMESTAMPTZ NOT NULL,
    until_at      TIMESTAMPTZ NOT NULL, -- when the shift ends
    metres        BIGINT      NOT NULL,
    line_seconds  BIGINT      NOT NULL, -- on the way, as planned before any calibration
    plan_number   BIGINT      NOT NULL, -- the version it was published from
    left_at       TIMESTAMPTZ,
    back_at       TIMESTAMPTZ,
    closed_at     TIMESTAMPTZ,
    closed_by     TEXT        NOT NULL,
    drove_seconds BIGINT      NOT NULL, -- on the way, as driven; 0 while it is not known
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, plan_id) REFERENCES rounds_plan (borough_id, id)
);
CREATE INDEX rounds_round_day ON rounds_round (borough_id, on_day, neighbourhood, number);
CREATE INDEX rounds_round_driver ON rounds_round (borough_id, driver, on_day);

-- A stop of a round, and what came of it. No name and no address is kept.
CREATE TABLE rounds_stop (
    borough_id    TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    round_id      TEXT        NOT NULL,
    plan_id       TEXT        NOT NULL,
    position      BIGINT      NOT NULL, -- on the round, from 1
    task          TEXT        NOT NULL, -- bring, fetch, reload
    kind          TEXT        NOT NULL, -- delivery, bulk; '' for a reload
    source_id     TEXT        NOT NULL,
    record_id     TEXT        NOT NULL,
    neighbourhood TEXT        NOT NULL,
    arrive_at     TIMESTAMPTZ NOT NULL,
    begin_at      TIMESTAMPTZ NOT NULL,
    leave_at      TIMESTAMPTZ NOT NULL,
    boxes         BIGINT      NOT NULL,
    grams         BIGINT      NOT NULL,
    chilled       BIGINT      NOT NULL,
    bags          BIGINT      NOT NULL,
    state         TEXT        NOT NULL, -- planned, or the outcome, or taken-off
    said_at       TIMESTAMPTZ,          -- when it happened
    said_by       TEXT        NOT NULL,
    received      TEXT        NOT NULL, -- who took it: themselves, which neighbour
    note          TEXT        NOT NULL,
    concern       TEXT        NOT NULL,
    unopened      BOOLEAN     NOT NULL,
    back          BOOLEAN     NOT NULL, -- it is at the base again
    outcome_key   TEXT        NOT NULL, -- names the saying, so that one sent twice is one
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, round_id) REFERENCES rounds_round (borough_id, id)
);
CREATE INDEX rounds_stop_round ON rounds_stop (borough_id, round_id, position);
CREATE INDEX rounds_stop_source ON rounds_stop (borough_id, source_id);
-- Nothing is on two rounds at once.
CREATE UNIQUE INDEX rounds_stop_once ON rounds_stop (borough_id, kind, source_id, task) WHERE state = 'planned' AND task <> 'reload';
CREATE UNIQUE INDEX rounds_stop_key ON rounds_stop (borough_id, outcome_key) WHERE outcome_key <> '';
