package protocols

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Unconfirmed is somebody of whom it is not known that they are safe: a check of them is
// open, or the last attempt to reach them failed and nobody has said since how they are.
type Unconfirmed struct {
	Person people.PersonID // "" when the caller may not be told who it is
	Record people.RecordID
	Who    string // first name and initial; "Restricted" when the caller may not be told
	Hub    string // "" is the coordination queue
	Why    string // the step the check stands at, or how the last attempt went
	Since  time.Time

	Run   RunID // the open check; "" when there is none
	Task  tasks.ID
	Queue string // the role in whose queue it stands; "" is the hub's board
	DueAt time.Time
	With  string // who has the task

	labels []needs.Label
}

// Checked reports whether a check of them is open.
func (u Unconfirmed) Checked() bool { return u.Run != "" }

// Late reports whether a step of the check is past its time, or no check was begun.
func (u Unconfirmed) Late(now time.Time) bool { return !u.Checked() || u.DueAt.Before(now) }

// Unconfirmed lists everybody of a hub of whom it is not known that they are safe, or of
// all hubs the caller works for where hub is "". First those of whom no check was begun,
// then by when the check's step is due. Nobody leaves the list but by an assured outcome:
// a check that ended with one, or somebody having spoken with them.
func (s *Service) Unconfirmed(ctx context.Context, hub string) (all []Unconfirmed, now time.Time, err error) {
	defer fault.Wrap(&err, "who is not confirmed safe")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, now, err
	}
	book, err := s.Book(ctx)
	if err != nil {
		return nil, now, err
	}
	var wanted []string
	if hub != "" {
		wanted = []string{hub}
	}
	in := access.Narrow(ctx, wanted, readers...)
	r := s.db.Read(ctx)
	assured := book.assured()
	checked, err := openChecks(r, assured, in)
	if err != nil {
		return nil, now, err
	}
	unreached, err := unreachedIn(r, assured, in)
	if err != nil {
		return nil, now, err
	}
	return veiled(ctx, withoutCheck(unreached, checked), checked), r.Now(), nil
}

// assured are the protocols whose work ends only when it is known how somebody is.
func (b Book) assured() (ids []string) {
	for _, id := range b.files.IDs() {
		if b.files[id].Assured {
			ids = append(ids, id)
		}
	}
	return ids
}

// withoutCheck are those of whom no check is open.
func withoutCheck(unreached, checked []Unconfirmed) (left []Unconfirmed) {
	open := map[people.PersonID]bool{}
	for _, c := range checked {
		open[c.Person] = true
	}
	for _, u := range unreached {
		if !open[u.Person] {
			left = append(left, u)
		}
	}
	return left
}

// veiled puts the lists together and takes out of each row what the caller may not know.
// That there is somebody stays.
func veiled(ctx context.Context, lists ...[]Unconfirmed) (all []Unconfirmed) {
	who := access.From(ctx)
	for _, list := range lists {
		for _, u := range list {
			if !needs.MayName(who, u.labels) {
				u.Person, u.Record, u.Who = "", "", "Restricted"
			}
			all = append(all, u)
		}
	}
	return all
}

// counted is how many were counted for a hub, and when.
type counted struct {
	n  int
	at time.Time
}

// countKept is how long a count serves: the board shows it on every page.
const countKept = 10 * time.Second

// CountUnconfirmed is how many [Service.Unconfirmed] lists, as it was at most ten seconds
// ago.
func (s *Service) CountUnconfirmed(ctx context.Context, hub string) (int, error) {
	hubs, all := access.From(ctx).Neighbourhoods(readers...)
	key := fmt.Sprint(db.CallerOf(ctx).Borough, "\x00", hub, "\x00", all, hubs)
	now := s.db.Read(ctx).Now()
	s.mu.Lock()
	kept, ok := s.counts[key]
	s.mu.Unlock()
	if age := now.Sub(kept.at); ok && age >= 0 && age < countKept {
		return kept.n, nil
	}
	list, _, err := s.Unconfirmed(ctx, hub)
	if err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counts == nil || len(s.counts) > 200 {
		s.counts = map[string]counted{}
	}
	s.counts[key] = counted{len(list), now}
	return len(list), nil
}
