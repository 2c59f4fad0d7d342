// Package journal keeps the one append-only account of what happened in a
// borough. It is the audit trail, the stream of events that features act on,
// and the feed of the live pages.
//
// An entry is written by [Record] in the transaction of the change it tells
// of: both are kept, or neither. It carries a MAC under a key that is not in
// the database. Soon after, a sealer on any node gives the committed entries
// of a borough their numbers, without gaps, and chains each to the one before
// it. Numbering is left until then because a number taken inside the change
// would make all changes of a borough wait for one another, and a serial
// column shows later numbers before earlier ones are committed.
//
// From the sealed sequence a relay hands each entry, at least once, to the
// subscriptions that want its topic, and [Since] feeds the live pages.
// [Journal.Verify] finds what was changed, deleted, reordered or cut off.
//
// What was merely looked at is recorded too, through [Reads].
package journal
