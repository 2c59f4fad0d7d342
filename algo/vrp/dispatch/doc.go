// Package dispatch answers what whoever sends rounds out asks of a plan of package vrp: when is
// each vehicle where ([Schedule]), what keeps a stop off a round, and how little would have to
// give ([Why], [Cheapest]), and what becomes of a plan under way when a stop is added,
// cancelled or moved ([Live]).
//
// It goes along one round after another by the problem alone and searches nothing: on a
// borough's plan of 7,000 stops one change takes a few milliseconds. What it calls a rule is
// what package vrp keeps and package check judges.
package dispatch
