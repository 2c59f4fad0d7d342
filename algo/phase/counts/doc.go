// Package counts reads daily counts by area from CSV files for package phase, and writes what
// it says of them as CSV. It takes files as councils and agencies publish them: with a byte
// order mark, headers in any case and order, days left out, small numbers hidden, and several
// vintages of the same figures in one file. What it cannot take it says with the line; what it
// takes in a way of its own it notes.
package counts
