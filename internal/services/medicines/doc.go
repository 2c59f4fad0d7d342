// Package medicines is the fetching of prescriptions: what the pharmacy says of one, who may
// carry it, what they need at the counter, and that it was handed over.
//
// A controlled drug is carried by council staff alone, and what nobody has asked the pharmacy
// about counts as controlled. That is held where a task is given to somebody: a volunteer is
// refused until the pharmacy's no is written down. Opiate substitution treatment is handled by
// the mental health trust alone: once somebody hears that it is that, the need goes straight to
// the trust, and nothing here remembers it.
//
// No money passes through anybody's hands: a prescription is exempt, prepaid, or billed by the
// pharmacy.
package medicines
