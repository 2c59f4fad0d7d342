-- +goose Up
-- How those on a list stand with us, as it was last counted: the whole on the version, and of
-- each row how and why.
ALTER TABLE lists_version ADD COLUMN stands TEXT NOT NULL DEFAULT '{}';
ALTER TABLE lists_row ADD COLUMN touch TEXT NOT NULL DEFAULT '';
ALTER TABLE lists_row ADD COLUMN touch_why TEXT NOT NULL DEFAULT '';
CREATE INDEX lists_row_touch ON lists_row (borough_id, version_id, touch, number);
