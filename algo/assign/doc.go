// Package assign answers who does what, exactly.
//
// The heart of it is minimum-cost flow over a sparse network of whole numbers, [Solve], by
// the primal network simplex method: a spanning tree of arcs carries the flow, an arc that
// would make it cheaper enters the tree, and the arc that stops the flow round the cycle
// leaves it. The result comes with a price for every node, and [Network.Check] proves by
// them that no flow is cheaper, without trusting how it was found.
//
// [Live] keeps a solved network and mends it after a change: what no longer fits is let go
// and carried along the cheapest way that is left, which touches a few nodes where solving
// anew would touch all of them.
//
// [Matching] is the question itself: tasks, the people who could do them, when, at what
// cost, and what it costs to leave a task undone. Its network has whole capacities and so a
// whole solution (Hoffman and Kruskal, 1956). [Plan] says for each task why.
//
// The package stands on Go's standard library and touches neither files, clock nor chance.
// Sources: Ahuja, Magnanti and Orlin, Network Flows (1993), chapters 9 and 11; Cunningham,
// A network simplex method (1976), for the rule that keeps it from going in circles.
package assign
