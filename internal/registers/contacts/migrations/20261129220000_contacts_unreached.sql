-- +goose Up
-- Records of people whom the last attempt to ring or visit did not reach. It follows from
-- contacts_event and is kept beside it, so that finding them does not read every contact
-- there ever was.
CREATE TABLE contacts_unreached (
    borough_id  TEXT        NOT NULL,
    record_id   TEXT        NOT NULL,
    event_id    TEXT        NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    outcome     TEXT        NOT NULL,
    restricted  BOOLEAN     NOT NULL,
    PRIMARY KEY (borough_id, record_id),
    FOREIGN KEY (borough_id, record_id) REFERENCES people_record (borough_id, id)
);

INSERT INTO contacts_unreached (borough_id, record_id, event_id, happened_at, outcome, restricted)
SELECT l.borough_id, l.record_id, l.id, l.happened_at, l.outcome, l.restricted
FROM (SELECT e.borough_id, e.record_id, e.id, e.happened_at, e.direction, e.outcome, e.restricted,
        ROW_NUMBER() OVER (PARTITION BY e.borough_id, e.record_id ORDER BY e.happened_at DESC, e.id DESC) AS latest
    FROM contacts_event e WHERE e.direction = 'inbound' OR e.method IN ('phone', 'at home', 'face-2-face')) l
WHERE l.latest = 1 AND l.direction = 'outbound'
    AND l.outcome IN ('no-answer', 'voicemail', 'card-left', 'wrong-number', 'not-safe', 'spoke-to-other');
