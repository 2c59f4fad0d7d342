package duty

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// The most characters of a line, and the most lines handed over at once.
const (
	LongestWhy = 200
	LongestAsk = 500
	MostAtOnce = 50
)

// Handing is one task to be handed over.
type Handing struct {
	Task tasks.ID
	Why  string
	Ask  string
}

// Candidate is a task somebody wants to hand over, and why it cannot be; "" when it can.
type Candidate struct {
	Work
	Not string
}

// Candidates reads tasks that are to be handed over. One that there is not, or that is
// another hub's, is [fault.NotFound].
func (s *Service) Candidates(ctx context.Context, ids []tasks.ID) (all []Candidate, err error) {
	defer fault.Wrap(&err, "tasks for the duty team")
	if err := access.CheckHeld(ctx, hubs...); err != nil {
		return nil, err
	}
	r, who := s.db.Read(ctx), access.From(ctx)
	for _, id := range ids[:min(len(ids), MostAtOnce)] {
		w, err := workOf(r, id)
		if err != nil {
			return nil, err
		}
		if !MayHand(who, w.Hub) {
			return nil, noSuchTask()
		}
		already, err := openLineOf(r, id)
		if err != nil {
			return nil, err
		}
		all = append(all, Candidate{w.shownTo(who), why(w, who, already)})
	}
	return all, nil
}

// why says why a task cannot be handed over now.
func why(w Work, who access.Principal, already bool) string {
	switch {
	case !w.task().Named(who):
		return "It is restricted. The coordination point hands it over."
	case w.Finished:
		return "It has been done already."
	case already:
		return "It is on the list already. If it came back this morning, acknowledge that first."
	}
	return ""
}

func noSuchTask() error {
	return fault.New(fault.NotFound, "duty.no-such-task", "There is no such task, or it is another hub's.")
}

// HandOver puts tasks on the list of the night that comes, or of the one that has begun: all
// of them or none. One that is on the list already is left as it stands, so that a form sent
// twice hands over once. It returns how many were put there.
func (s *Service) HandOver(ctx context.Context, all []Handing) (n int, err error) {
	defer fault.Wrap(&err, "hand %d tasks to the duty team", len(all))
	if err := check(all); err != nil {
		return 0, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		rules, err := s.rulesAt(ctx, tx.Now())
		if err != nil {
			return err
		}
		n = 0
		works, err := hold(tx, all)
		if err != nil {
			return err
		}
		for _, h := range all {
			put, err := handOne(ctx, tx, h, works[h.Task], rules.night)
			if err != nil {
				return err
			}
			if put {
				n++
			}
		}
		return nil
	})
	return n, err
}

func check(all []Handing) error {
	if len(all) == 0 || len(all) > MostAtOnce {
		return fault.New(fault.Invalid, "duty.how-many", "Choose between 1 and 50 tasks to hand over.")
	}
	for _, h := range all {
		if strings.TrimSpace(h.Why) == "" || strings.TrimSpace(h.Ask) == "" {
			return fault.New(fault.Invalid, "duty.say-why", "Say of each task why it cannot wait and what the duty team is to do.")
		}
	}
	return nil
}

// hold makes everybody wait who changes the requests of the tasks, in one order for all, so
// that two who hand over at once do not wait for each other.
func hold(tx *db.Tx, all []Handing) (map[tasks.ID]Work, error) {
	found := map[tasks.ID]Work{}
	var requests []needs.RequestID
	for _, h := range all {
		w, err := workOf(tx, h.Task)
		if err != nil {
			return nil, err
		}
		found[h.Task], requests = w, append(requests, w.Request)
	}
	slices.SortFunc(requests, func(a, b needs.RequestID) int { return cmp.Compare(a, b) })
	for _, id := range slices.Compact(requests) {
		if err := needs.Hold(tx, id); err != nil {
			return nil, err
		}
	}
	for id := range found {
		w, err := workOf(tx, id)
		if err != nil {
			return nil, err
		}
		found[id] = w
	}
	return found, nil
}

func handOne(ctx context.Context, tx *db.Tx, h Handing, w Work, night day.Night) (bool, error) {
	who := access.From(ctx)
	if !MayHand(who, w.Hub) {
		return false, noSuchTask()
	}
	already, err := openLineOf(tx, h.Task)
	if err != nil {
		return false, err
	}
	if not := why(w, who, false); not != "" {
		return false, fault.New(fault.Conflict, "duty.cannot-hand", w.shownTo(who).What+": "+not)
	}
	if already {
		return false, nil
	}
	l := Line{
		Work: w, ID: ident.New[Line](tx.Now()), FromHub: w.Hub, Night: day.Of(night.From), OpensAt: night.To,
		Why: strings.TrimSpace(h.Why), Ask: strings.TrimSpace(h.Ask), State: Handed, HandedAt: tx.Now(), HandedBy: tx.Actor(), Version: 1,
	}
	if err := insertLine(tx, l); err != nil {
		return false, err
	}
	return true, record(tx, l, "handed a task to the duty team", "duty.handed")
}
