// Package householdsview is what pages of other features show of who is around a person:
// in a few lines, for a call or a visit.
package householdsview
