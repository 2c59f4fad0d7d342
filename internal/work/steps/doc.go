// Package steps is the step engine: the fixed steps of a kind of work, such as the welfare
// check, the comfort call, the prescription fetched, the need handed to a service.
//
// A protocol is a file of the blueprint, protocols/<id>.yaml: steps, what can come of each,
// and where that leads. Work on it stands at one step at a time. [Advance] is the whole
// engine: from the state of the work, what happened and the time it works out the next
// state and what is to be done about it, and it touches nothing: no clock, no database, no
// randomness. What an effect means in the database is written in package protocols.
//
// A protocol that loads is sound: the checks of graph.go have proved that every step can be
// reached, that whatever comes of a step leads somewhere, that a missed deadline leads
// somewhere, that no loop goes on without end, and that only a person can say that
// somebody is safe or helped: the clock alone never ends a run.
package steps
