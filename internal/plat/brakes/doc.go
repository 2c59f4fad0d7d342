// Package brakes counts what was tried of late, so that nobody guesses a password or a code by
// trying them all.
//
// The count is kept in the store: programs that share a database share it, and starting one
// again forgives nothing. What is counted by, such as an address or a network, is kept as a
// mark that names nobody, and for no longer than it counts.
package brakes
