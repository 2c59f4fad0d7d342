// Package compare says how alike two short texts are, fast: Jaro–Winkler similarity and the
// distance in edits with neighbouring letters swapped (optimal string alignment).
//
// Texts have one byte per letter; [Letters] makes them so. A [Pattern] is the text that many
// others are held against: it keeps for each letter the places where it stands as bits of a
// machine word, so that a whole column of the usual table is worked out at once. [Mask] and
// the bounds beside it say from a few bit counts that two texts cannot be alike enough, which
// settles most pairs without looking at a letter.
//
// Sources: Winkler, String comparator metrics and enhanced decision rules in the
// Fellegi–Sunter model of record linkage (1990); Hyyrö, A bit-vector algorithm for computing
// Levenshtein and Damerau edit distances, Nordic Journal of Computing 10 (2003).
package compare
