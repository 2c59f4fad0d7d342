// Package lists takes in the lists of people that others give to the council, week by week:
// shielded patients, submissions of the national form, food boxes, tenants, clients of care.
//
// A file goes four steps. What is this file: its columns are guessed from their headers by
// profiles, and whoever hands it in may change any. What will change: every row is read, and
// set against the version of the list before it; what cannot be taken is kept with why. Who is
// who: rows nobody knows yet are linked with our people. Nothing is written until the list is
// switched on: what it says is staged in small steps that keep nobody waiting, and one short
// transaction puts it in the place of the version before. What follows: who on the list nobody
// is in touch with is handed to the team that the blueprint allows to start.
//
// Nothing of a file is dropped without a line that says so.
package lists
