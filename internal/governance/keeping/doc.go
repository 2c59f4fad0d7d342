// Package keeping sees to it that nothing is kept of people for longer than there is a reason.
//
// A borough says in keeping.yaml, which is versioned with its blueprint, for how long what is
// kept, and on which legal basis. A daily job empties or deletes what is past that and keeps
// a proof: which rule, of which version, how many rows, and a hash over their ids, never what
// they said. What may not go yet, because help is under way or somebody asked for a copy,
// waits on the governance queue with why.
//
// When the basis of a data asset ends, nothing of it can be read from the next day on, and it
// comes onto the same queue with a proposal: the governance lead confirms that it is over, or
// says on what it goes on.
package keeping
