// Package messages holds what is written to people: letters, mails and texts.
//
// Their wording is the blueprint's: letters/*.md.
package messages
