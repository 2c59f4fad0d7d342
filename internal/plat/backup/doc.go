// Package backup writes everything a database holds into one encrypted file, and puts it
// back into a database of either engine. That is also how a borough moves from SQLite to
// PostgreSQL.
//
// A backup is text of JSON lines, packed with gzip and encrypted with age
// (https://age-encryption.org/v1), so that what is in it can be read without this program:
// by age and gunzip, with the identity it was made for. Its first line says when it was made,
// by which version, and which migrations the database had; then come the keys of the
// installation, each table with a line for every row and its sum, and the jobs that are
// still to be done. The last line counts them all, so that a file that was cut short shows.
//
// A sum is taken over the rows as they are written, whatever their order. After a restore it
// is taken again over what the database then holds.
package backup
