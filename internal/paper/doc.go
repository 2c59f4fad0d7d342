// Package paper is for the day nothing works: each morning it prints, for every hub, what is to
// be done that day, the rounds, whom to ring, and forms to write on; and when the program is
// back it takes what was written by hand, at the time it truly happened.
//
// A pack lies on a desk. It is printed as for a coordinator of the hub who may not be told of
// anybody restricted, whoever asks for it: what is guarded is counted and not named, a withheld
// address is not there, and how somebody is reached safely is said before their number, or the
// number is left out.
package paper
