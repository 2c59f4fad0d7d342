// Package linkage answers who is who: which records of two lists are the same person, which
// records of one list are, and whether somebody is already known.
//
// It stands on the model of Fellegi and Sunter. Each column of a [Schema] is compared by
// levels, from equal to different; the levels of a pair are one number, its pattern. How
// often true pairs, strangers, and different people of one household show each level is
// learnt from the lists themselves ([Train]), and a pair's weight is the logarithm to base 2
// of the odds that it is one person. A rare surname in common counts for more than a common
// one. The third class is what keeps a father from being taken for his son: what they share,
// a household shares.
//
// [Link] and [Dedupe] compare only pairs that have the key of some blocking rule in common,
// each pair once. [Index] takes and matches one record at a time. [Model.Explain] says of a
// link what each column added. [Cluster] gathers links into people, bound by what somebody
// decided: must-links and cannot-links.
//
// The same lists, model and seed give the same links in the same order, however many workers
// there are. The package stands on Go's standard library and touches neither files, clock nor
// network; package lists, beside it, reads and writes CSV.
//
// Sources: Fellegi and Sunter, A theory for record linkage, Journal of the American
// Statistical Association 64 (1969); Winkler, Using the EM algorithm for weight computation in
// the Fellegi–Sunter model (1988), also for rare values; and as a yardstick Splink of the UK
// Ministry of Justice.
package linkage
