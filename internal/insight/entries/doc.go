// Package entries reads what a list says of people, row by row: it finds the names of a file's
// columns, knows what they mean by profiles and synonyms, and makes of each row an entry, with a
// remark for everything in its cells that is not plain. It knows no database and nobody of our
// people; package lists does.
package entries
