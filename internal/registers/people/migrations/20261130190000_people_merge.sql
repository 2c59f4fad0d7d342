-- +goose Up
-- That two people were found to be one, and what each of their records was like before and
-- right after, so that it can be undone to the letter.
CREATE TABLE people_merge (
    borough_id TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    kept_id    TEXT        NOT NULL,
    moved_id   TEXT        NOT NULL,
    merged_at  TIMESTAMPTZ NOT NULL,
    merged_by  TEXT        NOT NULL,
    undone_at  TIMESTAMPTZ,
    undone_by  TEXT        NOT NULL,
    PRIMARY KEY (borough_id, id),
    FOREIGN KEY (borough_id, kept_id) REFERENCES people_record (borough_id, id),
    FOREIGN KEY (borough_id, moved_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX people_merge_kept ON people_merge (borough_id, kept_id, merged_at) WHERE undone_at IS NULL;
CREATE INDEX people_merge_at ON people_merge (borough_id, merged_at);

CREATE TABLE people_merged (
    borough_id    TEXT    NOT NULL,
    merge_id      TEXT    NOT NULL,
    record_id     TEXT    NOT NULL,
    moved         BOOLEAN NOT NULL, -- of the person who was joined to the other
    membership_id TEXT    NOT NULL, -- what said until then whose it is; '' when it was a first record
    labels        TEXT    NOT NULL,
    restricted    BOOLEAN NOT NULL,
    changed_by    TEXT    NOT NULL,
    changed_at    TIMESTAMPTZ,
    version       BIGINT  NOT NULL,
    then_labels   TEXT    NOT NULL, -- right after
    then_version  BIGINT  NOT NULL,
    PRIMARY KEY (borough_id, merge_id, record_id),
    FOREIGN KEY (borough_id, merge_id) REFERENCES people_merge (borough_id, id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

CREATE INDEX people_merged_record ON people_merged (borough_id, record_id);

-- What is still to be decided, the likeliest first.
CREATE INDEX people_likeness_open ON people_likeness (borough_id, percent) WHERE verdict = '';
CREATE INDEX people_likeness_decided ON people_likeness (borough_id, decided_at) WHERE verdict <> '';
