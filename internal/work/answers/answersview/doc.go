// Package answersview draws the questions of a form, for the public form and for the
// call screen.
package answersview
