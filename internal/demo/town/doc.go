// Package town makes up a believable borough: homes, the people in them, what they
// ask for, and who offers to help.
//
// It is pure: the same seed gives the same borough on every machine, and nothing here
// reads a clock, a file or a database. Every person is invented. Telephone numbers come
// from the ranges Ofcom keeps free for drama, mail addresses end in example.org, and
// postcodes lie in real sectors but name no real street.
//
// The demo borough, the tests on every floor and the benchmarks all draw from it.
package town
