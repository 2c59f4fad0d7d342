// Package risk says whom to reach first. It is a priority for contact and no prediction: it
// tells nobody what will become of somebody, and nobody is refused anything by it.
//
// Points stand in a file of the blueprint, risk.yaml: each factor with where it comes from,
// what it counts, for how long, on which legal basis and why. A score is the sum of the
// factors that hold, capped domain by domain, and of what is added for not knowing: whoever
// nobody was in touch with stands higher, not lower, and whoever is known from one row of a
// list never stands last. What a doctor or the NHS said of somebody is taken as they said it
// and never reckoned here.
//
// A version of the file is in use only once it was checked against how calls went and against
// how it treats groups of people, and once somebody else than whoever checked it put it into
// use. What was put into use is sealed under a key that is kept outside the database; where
// the seal does not fit, nothing is scored.
//
// Who is first is a matter of how many calls can be made: bands are cut by that.
package risk
