-- +goose Up
-- Which needs only some may be told of, so that figures by category leave their category out.
ALTER TABLE needs_need ADD COLUMN guarded BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE needs_need SET guarded = TRUE
    WHERE straight_to <> '' OR decision LIKE '%"restricted"%' OR decision LIKE '%"safeguarding"%';
DROP INDEX needs_need_opened;
CREATE INDEX needs_need_opened ON needs_need (borough_id, opened_at, neighbourhood, category, guarded);
