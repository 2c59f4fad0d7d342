// Package demo makes a believable borough through the features' own use cases: its
// people, two weeks of requests and what became of each, volunteers, organisations, and
// an account for each role. The same seed makes the same borough.
//
// It is also what tests and benchmarks fill a database with, up to a whole borough of
// 320,000 people.
package demo
