package tasks

import (
	"slices"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// follow lets a task's need stand as the need's tasks together say: a need can be both
// helped with and referred on, and ends with the last of them.
func follow(tx *db.Tx, t Task) error {
	if t.Need == "" {
		return nil
	}
	all, err := tasksOfNeed(tx, t.Request, t.Need)
	if err != nil {
		return err
	}
	now, err := needs.NeedIn(tx, t.Need)
	if err != nil {
		return err
	}
	state, outcome := standing(all)
	switch {
	case state.Ended() && !now.State.Ended():
		return needs.Settle(tx, t.Need, state, outcome)
	case state.Ended():
		return nil
	}
	if err := needs.Reopen(tx, t.Need); err != nil {
		return err
	}
	if state == needs.NeedInHand {
		return needs.MarkInHand(tx, t.Need)
	}
	return needs.BackToOpen(tx, t.Need)
}

// ends is how a need may end, the best first: help that was given counts, whatever
// became of the referral.
var ends = []needs.NeedState{needs.NeedMet, needs.NeedReferred, needs.NeedGone, needs.NeedNotMet}

// standing is how a need stands when these are all its tasks: open while nothing was done
// and nobody has taken anything on, in hand from then on, and ended with the last of them
// as the best of them did. What a protocol opens next keeps it in hand. Whoever has had their food is not told that somebody is still
// being found, because a referral is left.
func standing(all []Task) (state needs.NeedState, outcome string) {
	best, begun := len(ends), false
	for _, t := range all {
		switch {
		case t.State == Accepted:
			return needs.NeedInHand, ""
		case t.State.Open():
			state = needs.NeedOpen
		case t.Held.Run != "" && t.ending().Need == "" && t.Outcome != Lapsed:
			begun = true // a step is done, and others follow
		default:
			if rank := slices.Index(ends, t.ending().Need); rank >= 0 && rank < best {
				best, outcome = rank, t.Outcome
			}
		}
	}
	helped := best < len(ends) && (ends[best] == needs.NeedMet || ends[best] == needs.NeedReferred)
	switch {
	case state == needs.NeedOpen && (helped || begun):
		return needs.NeedInHand, ""
	case state == needs.NeedOpen, best == len(ends):
		return needs.NeedOpen, ""
	}
	return ends[best], outcome
}

// ending is the ending a task was recorded with.
func (t Task) ending() Ending {
	if !t.Held.IsZero() {
		return Ending{Code: t.Outcome, Label: t.Held.Said, Need: t.Held.Result}
	}
	i := slices.IndexFunc(endings[t.Kind], func(e Ending) bool { return e.Code == t.Outcome })
	if i < 0 {
		return Ending{}
	}
	return endings[t.Kind][i]
}
