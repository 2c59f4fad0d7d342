// Package calls is ringing out: the queue of what is to be done by telephone, and the next
// call, which gives one person to one of us at a time.
//
// Whoever presses Next is given whom to ring now: what is overdue and urgent first, whom
// it is safe to ring at this hour, who speaks their language or has the skill it takes,
// and whom they spoke to last time. Presses that come together are answered together, by
// one read and one write, because two hundred agents press at once when a line opens; that
// nobody is given twice is kept by the database (see [contacts.Take]).
//
// How a call went is the outcome of its task, recorded by whoever has the person; the
// attempt counts itself, and is a contact like every other.
package calls
