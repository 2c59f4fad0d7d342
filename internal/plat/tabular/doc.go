// Package tabular reads the tables other people send, as CSV in all the ways
// that comes, and writes tables that are safe to open.
//
// [Reader] takes one row at a time from files of any size: with or without a
// byte order mark, in UTF-8, UTF-16 or Windows-1252, with commas, semicolons,
// tabs or bars between the cells. A malformed row is an error of its own,
// [RowError], and reading goes on behind it: a quotation mark that is never
// closed costs its row and not the rest of the file, which is why this is not
// encoding/csv. No row can take more memory than its limit.
//
// [Recognise] finds out from its header which of several known kinds of file a
// table is, and refuses others by saying what it saw and what it knows.
// [Rejects] keeps the rows that could not be taken, each with its number and
// the reason. [Writer] writes cells so that no spreadsheet takes them for a
// formula.
package tabular
