// Package food is food by the routes that triage decides, with something under each:
// hampers at cost by invoice for those who can pay and cannot go out, what the council adds
// to the national box, and free parcels through a food bank against a voucher.
//
// What can be ordered, at what price and weight, is the blueprint's: hampers.yaml. An order
// belongs to a need. It is packed and weighed, becomes a delivery that rounds can plan, and
// when it has been handed over a line goes to finance. Nobody who brings it handles cash, a
// card or a PIN: there is nothing here that could take them.
//
// A need that goes to a food bank gets a voucher: a number without anything about anybody in
// it, which the food bank finds on a slip in its inbox.
package food
