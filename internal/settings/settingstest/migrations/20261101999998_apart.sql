CREATE TABLE settingstest_apart (borough_id TEXT PRIMARY KEY);
