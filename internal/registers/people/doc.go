// Package people knows the residents a borough helps, and keeps what was said of each
// apart from who they are.
//
// A record is what one source said once: a form, a call, a line of a list. A person is a
// set of records. Each record starts as a person of its own, whose id is the record's;
// when staff decide that two are the same person, a membership row says so and nothing
// else changes, so the decision can be undone. Everything that hangs on a person keeps
// the record id it was written with, and reads go through [Records].
//
// How names are compared, in writing and by sound, is package naming's.
//
// Nobody is merged silently. What looks alike is kept as a likeness, with the reasons,
// for somebody to decide.
package people
