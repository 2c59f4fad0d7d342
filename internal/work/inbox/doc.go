// Package inbox is what an organisation sees of the work it is asked to do: its own tasks
// and nothing else.
//
// Before it accepts, it reads what is to be done, roughly where and by when. From its yes
// until the work is done it also knows whom it helps: a first name, an address and a phone
// number, and how they may be reached without putting them at risk. Each time that is
// shown, the journal is told first. Nobody's history, and no work of a restricted kind, is
// ever in an inbox.
package inbox
