-- +goose Up
-- A file of people that somebody gave to the council, from when it is handed in.
CREATE TABLE outreach_list (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL, -- of the file
    from_list  TEXT        NOT NULL, -- the list of contacts.yaml
    hash       TEXT        NOT NULL,
    state      TEXT        NOT NULL, -- reading, draft, begun, done
    handed_by  TEXT        NOT NULL,
    handed_at  TIMESTAMPTZ NOT NULL,
    begun_by   TEXT        NOT NULL,
    begun_at   TIMESTAMPTZ,
    done_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, id)
);
CREATE INDEX outreach_list_hash ON outreach_list (borough_id, hash);
CREATE INDEX outreach_list_state ON outreach_list (borough_id, state, handed_at);

-- What each row says, who it is about and what comes of it. Rows are dropped 30 days after
-- the last of them is done, and those of a list that was never begun after a day.
CREATE TABLE outreach_row (
    borough_id TEXT        NOT NULL,
    list_id    TEXT        NOT NULL,
    number     BIGINT      NOT NULL, -- as a spreadsheet counts
    row_key    TEXT        NOT NULL,
    cells      TEXT        NOT NULL,
    said       TEXT        NOT NULL,
    standing   TEXT        NOT NULL,
    why        TEXT        NOT NULL,
    found      TEXT        NOT NULL,
    same_as    BIGINT      NOT NULL, -- an earlier row of the same person; 0 none
    record_id  TEXT        NOT NULL,
    kept_back  BOOLEAN     NOT NULL, -- the person is kept from whoever handed the list in
    run_id     TEXT        NOT NULL,
    done_at    TIMESTAMPTZ,
    PRIMARY KEY (borough_id, list_id, number),
    FOREIGN KEY (borough_id, list_id) REFERENCES outreach_list (borough_id, id)
);
CREATE INDEX outreach_row_standing ON outreach_row (borough_id, list_id, standing, number);

-- Rows that were taken, by what tells them from every other, for a year: the same row in
-- another file begins nothing.
CREATE TABLE outreach_taken (
    borough_id TEXT        NOT NULL,
    row_key    TEXT        NOT NULL,
    list_id    TEXT        NOT NULL,
    taken_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (borough_id, row_key)
);
