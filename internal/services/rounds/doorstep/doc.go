// Package doorstep is what happens at the doors of a round: what came of each stop, recorded
// with signal or without.
//
// [Service.Record] takes what came of a stop while its driver has signal. Without, a phone has
// taken the round along ([Service.Take]), seals what was recorded so that this program alone
// can open it ([Sealed]), and sends it later ([Service.Receive]). What the plan no longer fits
// by then is kept for the hub to settle ([Unsettled]), and never lost. In each case what was
// brought moves along with the outcome, and what was found at a door begins or joins the
// person's one welfare check, exactly once.
//
// It is a part of rounds: it knows rounds, and rounds does not know it.
package doorstep
