-- +goose Up
-- What the equality impact assessment asks of recovery.
CREATE TABLE priorities_priority (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    why        TEXT        NOT NULL, -- what the assessment found
    owner      TEXT        NOT NULL, -- who answers for it
    measure    TEXT        NOT NULL,
    target     BIGINT      NOT NULL,
    most       BOOLEAN     NOT NULL, -- at most the target; else at least
    due        TEXT        NOT NULL, -- "" where nobody said
    version    BIGINT      NOT NULL,
    made_at    TIMESTAMPTZ NOT NULL,
    made_by    TEXT        NOT NULL,
    by_name    TEXT        NOT NULL,
    ended_at   TIMESTAMPTZ,
    end_why    TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id)
);

-- How one goes, as somebody wrote it down.
CREATE TABLE priorities_note (
    borough_id  TEXT        NOT NULL,
    priority_id TEXT        NOT NULL,
    number      BIGINT      NOT NULL,
    noted_at    TIMESTAMPTZ NOT NULL,
    noted_by    TEXT        NOT NULL,
    by_name     TEXT        NOT NULL,
    note        TEXT        NOT NULL,
    PRIMARY KEY (borough_id, priority_id, number),
    FOREIGN KEY (borough_id, priority_id) REFERENCES priorities_priority (borough_id, id)
);

-- +goose Down
DROP TABLE priorities_note;
DROP TABLE priorities_priority;
