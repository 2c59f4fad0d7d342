// Package splink reads the settings files of Splink, of the UK Ministry of Justice, as far as
// they mean what package linkage means: comparisons by equal values, Jaro–Winkler similarity
// and edits, with their chances, and blocking rules of equal columns. What it cannot read it
// names, rather than to guess.
package splink
