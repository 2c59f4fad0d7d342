// Package tasks holds the pieces of work that meet needs: the hub's first contact, the
// thing itself (a parcel delivered, a prescription fetched), and handing a need to a
// service. A task is on one hub's board, or in the coordination queue when it has no hub.
//
// What may be done to a task in which state is one table, in lifecycle.go. Every change
// names the version it was read at, so that two people acting at once do not overwrite
// each other: the second is told.
//
// A first contact that got no answer stays open and comes back at its next time. It ends
// only when somebody has spoken to the person or recorded why nobody needs to.
package tasks
