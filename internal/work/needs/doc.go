// Package needs holds what residents ask for: a request is one time somebody asked, and
// each thing that is needed is a need of its own, with what triage decided about it, the
// reasons in plain words, and how it ended.
//
// Requests enter through [OpenRequest], which keeps the idempotency key; [Earlier] finds
// what a key was used for, so that a form sent twice makes one request with one
// reference. Needs end through [Settle]; when the last has ended and the hub has spoken to
// the person, or nobody needs to, the request closes.
//
// A restricted need, and one that went straight to a service, is named only to those whom
// [MayName] clears: [Need.ShownTo] is what everybody else sees.
//
// Categories and triage rules are the blueprint's: needs.yaml and triage.yaml.
package needs
