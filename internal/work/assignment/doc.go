// Package assignment works out who is to do what. It is pure: no database, no clock, no
// chance.
//
// [Propose] is given the open work and those who offer to do it. Of all assignments that
// break no hard rule it finds one that leaves the least pressing work, and then costs least
// (algo/assign): by distance, continuity, waiting and a fair share. A [Proposal] can be asked
// why somebody has a job, why nobody has it, and what one more helper would bring.
//
// Distances are metres on the National Grid as the crow flies. Time is counted in parts of
// days, [Slots] of them from today.
package assignment
