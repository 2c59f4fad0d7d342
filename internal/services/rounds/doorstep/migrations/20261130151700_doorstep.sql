-- +goose Up
-- A stop that a driver took along on a phone. Whoever took it may say later what came of it,
-- whatever has become of the plan.
CREATE TABLE doorstep_taken (
    borough_id TEXT        NOT NULL,
    stop_id    TEXT        NOT NULL,
    account    TEXT        NOT NULL,
    round_id   TEXT        NOT NULL, -- on which it was then
    taken_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, stop_id, account),
    FOREIGN KEY (borough_id, stop_id) REFERENCES rounds_stop (borough_id, id)
);

-- What a driver recorded at a door and the plan no longer had room for: the hub settles it.
CREATE TABLE doorstep_unsettled (
    borough_id    TEXT        NOT NULL,
    outcome_key   TEXT        NOT NULL, -- names the saying, so that one sent twice is one
    stop_id       TEXT        NOT NULL,
    round_id      TEXT        NOT NULL, -- on which the driver had it
    neighbourhood TEXT        NOT NULL, -- of that round's plan
    account       TEXT        NOT NULL,
    account_name  TEXT        NOT NULL,
    outcome       TEXT        NOT NULL,
    received      TEXT        NOT NULL,
    note          TEXT        NOT NULL,
    concern       TEXT        NOT NULL,
    unopened      BOOLEAN     NOT NULL,
    said_at       TIMESTAMPTZ NOT NULL,
    sent_at       TIMESTAMPTZ NOT NULL,
    why           TEXT        NOT NULL, -- why it could not be taken, in words
    checked       BOOLEAN     NOT NULL, -- the person's check was begun or joined for it
    state         TEXT        NOT NULL, -- open, accepted, aside
    settled_at    TIMESTAMPTZ,
    settled_by    TEXT        NOT NULL,
    reason        TEXT        NOT NULL, -- why it was set aside
    version       BIGINT      NOT NULL,
    PRIMARY KEY (borough_id, outcome_key),
    FOREIGN KEY (borough_id, stop_id) REFERENCES rounds_stop (borough_id, id)
);
CREATE INDEX doorstep_unsettled_open ON doorstep_unsettled (borough_id, neighbourhood, said_at) WHERE state = 'open';

-- A photo taken at a door, a JPEG as base64 that holds nothing of where and when but this row.
CREATE TABLE doorstep_photo (
    borough_id  TEXT        NOT NULL,
    photo_key   TEXT        NOT NULL,
    stop_id     TEXT        NOT NULL,
    outcome_key TEXT        NOT NULL,
    account     TEXT        NOT NULL,
    jpeg        TEXT        NOT NULL,
    taken_at    TIMESTAMPTZ NOT NULL,
    added_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, photo_key),
    FOREIGN KEY (borough_id, stop_id) REFERENCES rounds_stop (borough_id, id)
);
CREATE INDEX doorstep_photo_stop ON doorstep_photo (borough_id, stop_id);
CREATE INDEX doorstep_photo_age ON doorstep_photo (borough_id, added_at);
