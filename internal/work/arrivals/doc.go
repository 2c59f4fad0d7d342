// Package arrivals is when what is brought to people is expected, and what they were told of it.
// Rounds say when; whoever waits, and said that it is safe, is told between which hours it
// comes, and again only where that moves, or where it does not come after all.
package arrivals
