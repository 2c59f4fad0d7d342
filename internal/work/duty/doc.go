// Package duty is the way out of hours: what hubs hand to the emergency duty team for the
// night, what comes to the team by itself, and the list it gives back each morning.
//
// A hub hands over tasks, each with why it cannot wait and what to do. The duty team
// acknowledges each line, does it and says in words what was done and whether the hub must
// go on. In the morning the hub reads each line and acknowledges it. Until it has, the line
// stands: one that was done as given back, one that was not as not given back. So nothing
// falls between the two. The task itself stays the hub's all the while.
//
// The duty team are those who answer calls, coordinate or manage for the whole borough: see
// ADR 0013.
package duty
