// Package clients knows the programs of others that use the API: what each is for, what it may
// do, and its keys.
//
// A program may do what its role may, where it holds it, and of that only the operations that
// were chosen for it. A key is shown once and kept as a hash. It ends by itself on its day, at
// once when it is revoked, and with its program.
package clients
