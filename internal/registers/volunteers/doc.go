// Package volunteers is the volunteer bureau: the people who have offered to help, what they
// give, what was checked of them and what they have learned, and whom they are never sent to.
//
// What a borough asks of its volunteers is its own to say, in volunteering.yaml, read as
// [volunteering.Rules]: from which age, by which principles, which activities there are and which
// checks and which modules of the induction each of them needs.
//
// Two rules hold everything together. [Lacks] is pure: what somebody still needs
// for an activity on a day. [MayDo] holds it, and with it what no list and no plan may break,
// where work is given: nobody gets work for their own household, for somebody they are kept
// from, or work that needs a check they lack on that day.
//
// An activity has the id of the category of need it serves, where it serves one.
package volunteers
