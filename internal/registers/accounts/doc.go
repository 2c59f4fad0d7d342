// Package accounts knows everyone who signs in, what they are granted and for where, and
// the sessions they hold. An organisation signs in with an entry link that works once.
//
// A wrong password, an unknown address and a disabled account get the same answer in the
// same time. Passwords are kept as argon2id; how many are worked out at once is bounded,
// so that a rush of sign-ins leaves the rest of the program its processors.
package accounts
