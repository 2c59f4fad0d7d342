-- Nothing changes: this only makes the set of tables another one, so that on PostgreSQL no
-- other program's tests share the schema and do these jobs.
SELECT 1;
