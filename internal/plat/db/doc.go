// Package db is how Kith keeps what it is told: one way to write, one way to
// read, on SQLite or on PostgreSQL, with the same SQL and the same behaviour.
//
// [DB.Write] runs a function in a transaction; when it returns nil the change
// is on the disk. [DB.Read] answers questions from what is committed. Helpers
// that only read take a [Reader], so they work in both.
//
// SQL is written once, with ? for every value. Migrations use these column
// types, which both engines know: TEXT (also ids, ISO dates and JSON), BIGINT,
// BOOLEAN, DOUBLE PRECISION, BYTEA and TIMESTAMPTZ. Times are bound as
// time.Time and kept in UTC to the microsecond. What the engines do differently
// is in dialect.go and nowhere else.
//
// To make the engines fail alike, a statement that fails spoils its
// transaction on both: what may fail is written with ON CONFLICT, or run
// inside [Tx.Try]. Text with a NUL or with broken UTF-8 is refused on both.
package db
