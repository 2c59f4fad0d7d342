// Package protocols carries the fixed steps of a kind of work: the welfare check, the
// comfort call, the prescription fetched, the need handed to a service.
//
// A protocol is a file of the blueprint, protocols/<id>.yaml: steps, what can come of each,
// and where that leads. Work on it is a run, which stands at one step at a time. [Advance]
// is the whole engine: from a run's state, what happened and the time it works out the next
// state and what is to be done about it, and it touches nothing. What an effect means in
// the database is written in the rest of the package.
//
// A protocol that loads is sound: the checks of graph.go have proved that every step can be
// reached, that whatever comes of a step leads somewhere, that a missed deadline leads
// somewhere, that no loop goes on without end, and that only a person can say that
// somebody is safe or helped: the clock alone never ends a run.
package protocols
