// Package answers holds what was asked and what was answered.
//
// The questions, page by page, are the blueprint's: questions.yaml.
package answers
