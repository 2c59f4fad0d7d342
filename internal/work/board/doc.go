// Package board is the hub's live view of its work: what is to be done, for whom, by
// when, and who has it. It has no tables of its own; it reads tasks with the people they
// are for, in the order they are due.
//
// Every list is one range of an index and goes on from the last row shown, so that it
// takes as long with three hundred thousand tasks as with three hundred. Counts stop at
// a hundred for the same reason: past that, nobody needs the number.
//
// The same package gathers what the central coordination point watches over all hubs.
package board
