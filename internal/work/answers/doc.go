// Package answers holds what was asked and what was answered.
//
// The questions, page by page, are the blueprint's: questions.yaml. A [Session] is one
// form being filled in: saved between pages, pinned to the blueprint version it started
// with, and found again only by the token its browser keeps.
package answers
