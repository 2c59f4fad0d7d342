// Package identity is who is who: the records that look like one person, put in the order in
// which it matters, to be decided by staff one pair after another.
//
// What is decided is kept by registers/people, for good: who was found to be one person is one
// until that is undone, and who was found to be different is never asked about again. This
// package only reads what is open, says what hangs on it and why the two look alike.
package identity
