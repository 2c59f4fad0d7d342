// Package factors keeps what people prove themselves with beside a password: passkeys, an app
// that shows codes, and recovery codes on paper.
//
// It knows accounts by their id alone; who may do what with them is the business of package
// accounts, which calls it in its own transactions. The secret of an app is sealed. Recovery
// codes are kept as hashes under a key, a code of either kind works once, and what a passkey
// signs was asked for by this very browser minutes before.
package factors
