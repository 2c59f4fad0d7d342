// Package protocols leads work through the steps of its protocol. A piece of such work is a
// run: it began with one version of the blueprint, keeps to it, and stands at one step,
// whose task is on somebody's board. Package steps works out what follows from what was
// said or from time that passed; this package writes it down, all of it in the transaction
// in which it was said.
package protocols
