// Package breakglass is the way to somebody who is kept from whoever needs them at once: a life,
// or somebody's safety, hangs on it, and nobody who may see them can be reached.
//
// Whoever opens them says what the danger is and why, and confirms it. It lasts an hour. What
// they read is kept field by field, in the journal too, before they see it. The managers of the
// hub are told at once, by mail and on their board, and review each opening within a week. A
// withheld address takes a second person even so.
//
// Who may open whom, and what they then see, the policies of plat/policy decide; this package
// finds out the facts. What was opened is shown on a page of its own and nowhere else: lists,
// searches, exports and the person's ordinary page are as they were.
package breakglass
