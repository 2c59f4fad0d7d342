// Package priorities is what the equality impact assessment asks of recovery: each priority has
// a name, somebody who answers for it, a measure and a target, and says how it stands now. It is
// named as the emergency is stood down and tracked until it is met or given up, with why.
//
// A measure is a figure of the catalogue, or how often a group was helped against its number
// here. Both are told protected, so a priority may be shown to whoever sees the levels.
package priorities
