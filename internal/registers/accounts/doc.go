// Package accounts holds everyone who signs in and the roles they carry.
//
// The borough's own titles, and what each may do, are the blueprint's: roles.yaml.
package accounts
