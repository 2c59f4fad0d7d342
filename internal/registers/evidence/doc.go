// Package evidence weighs whether two records of people are one person, and says why: what
// speaks for it, what against it, and how much each counts. It knows no register; people asks
// it of those who share something telling, and whoever decides is shown its parts.
//
// The model is that of algo/linkage, read from a versioned file beside this one. Each part
// counts in bits, of which each doubles the odds. What a household shares tells its members
// apart no better, and counts little.
package evidence
