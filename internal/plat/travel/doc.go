// Package travel says how far it is between places and how long it takes by van, car, bike
// and on foot: the tables that rounds are planned with.
//
// Whoever knows the roads is a [Roads]. [Estimate] needs nobody: it makes straight lines
// longer as roads are, leads them over the bridges of canals and railways, and learns from
// legs that were driven. Every answer says in words where it comes from, so that nobody takes
// an estimate for a road.
//
// A place's name stays in this program. What leaves it is coordinates.
package travel
