// Package imports keeps account of what was taken in from files: who began,
// what came of it, and how far it is.
//
// An importer begins a [Run] before it writes anything, and notes in each of
// its steps, in the step's own transaction, how far it has come. So a run that
// was cut short by a crash is known for what it is: the next import of the same
// file is given the same run and goes on behind its last step. Two programs
// that take in the same file do not mix: the later one holds the run, and the
// next step of the earlier one fails.
package imports
