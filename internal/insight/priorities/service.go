package priorities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/internal/insight/measures"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/levels"
)

// Service keeps the priorities.
type Service struct {
	db       *db.DB
	measures *measures.Service
}

// New returns the service over the figures.
func New(d *db.DB, m *measures.Service) *Service { return &Service{d, m} }

// keepers name priorities, for the whole borough.
var keepers = []access.Role{access.Manager, access.Analyst, access.Governance}

// Readers is who may see the priorities: whoever sees the levels.
func Readers() []access.Role { return levels.Readers() }

// Keepers is who may name and change them.
func Keepers() []access.Role { return slices.Clone(keepers) }

// MayKeep reports whether somebody may name and change priorities.
func MayKeep(who access.Principal) bool { return who.HasFor("", keepers...) }

const topic = "recovery.priority"

var (
	none  = fault.New(fault.NotFound, "priorities.none", "There is no such priority. Open it from the page of priorities.")
	ended = fault.New(fault.Conflict, "priorities.ended", "The priority was ended meanwhile. Name a new one if it is needed again.")
)

// List gives all priorities with how they stand: those that are tracked first, in the order
// they were named.
func (s *Service) List(ctx context.Context) (list []Priority, err error) {
	defer fault.Wrap(&err, "priorities")
	if err := access.CheckHeld(ctx, Readers()...); err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	if list, err = all(r); err != nil || len(list) == 0 {
		return list, err
	}
	b, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Now = b.stands(list[i].Wish)
	}
	slices.SortStableFunc(list, func(a, b Priority) int {
		switch {
		case a.Open() == b.Open():
			return 0
		case a.Open():
			return -1
		}
		return 1
	})
	return list, nil
}

// One is one priority with its notes. [fault.NotFound] where there is none.
func (s *Service) One(ctx context.Context, id ID) (p Priority, err error) {
	list, err := s.List(ctx)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(list, func(p Priority) bool { return p.ID == id })
	if i < 0 {
		return p, none
	}
	p = list[i]
	p.Notes, err = notes(s.db.Read(ctx), id)
	return p, err
}

// Measures lists what a priority may be measured by.
func (s *Service) Measures(ctx context.Context) ([]Measure, error) {
	b, err := s.read(ctx)
	return b.all, err
}

// Name names a priority, or with the version that was seen changes one. What is wrong with it is
// [fault.Invalid]; somebody else's change meanwhile is [fault.Stale].
func (s *Service) Name(ctx context.Context, id ID, version int64, w Wish) (_ ID, err error) {
	defer fault.Wrap(&err, "name a priority")
	if err := access.Check(ctx, "", keepers...); err != nil {
		return "", err
	}
	w = w.trimmed()
	if err := w.check(); err != nil {
		return "", err
	}
	b, err := s.read(ctx)
	if err != nil {
		return "", err
	}
	if _, known := b.by[w.Measure]; !known {
		return "", invalid("Choose a measure of the list.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if id == "" {
			id = ident.New[Priority](tx.Now())
			return s.insert(tx, ctx, id, w)
		}
		return s.change(tx, id, version, w)
	})
	return id, err
}

func (s *Service) insert(tx *db.Tx, ctx context.Context, id ID, w Wish) error {
	if err := insert(tx, Priority{ID: id, Wish: w, ByName: access.From(ctx).Name}); err != nil {
		return err
	}
	return record(tx, id, "named an equality priority", map[string]any{"name": w.Name, "owner": w.Owner, "measure": w.Measure})
}

func (s *Service) change(tx *db.Tx, id ID, version int64, w Wish) error {
	changed, err := update(tx, id, version, w)
	if err != nil {
		return err
	}
	if !changed {
		return s.why(tx, id)
	}
	return record(tx, id, "changed an equality priority", map[string]any{"name": w.Name, "owner": w.Owner, "measure": w.Measure})
}

// why says why a priority could not be changed.
func (s *Service) why(r db.Reader, id ID) error {
	list, err := all(r)
	if err != nil {
		return err
	}
	for _, p := range list {
		switch {
		case p.ID == id && !p.Open():
			return ended
		case p.ID == id:
			return fault.New(fault.Stale, "priorities.stale", fmt.Sprintf("Somebody changed this priority while you had it open: it is “%s” now, and %s answers for it. What you typed is still here.", p.Name, p.Owner))
		}
	}
	return none
}

// Note writes down how it goes.
func (s *Service) Note(ctx context.Context, id ID, text string) (err error) {
	defer fault.Wrap(&err, "note on a priority")
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	text = strings.TrimSpace(text)
	if text == "" || len([]rune(text)) > LongestNote {
		return invalid("Write how it goes, in at most 1,000 characters.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := insertNote(tx, id, Note{At: tx.Now(), By: tx.Actor(), Name: access.From(ctx).Name, Text: text})
		if err != nil {
			return err
		}
		if !n {
			return s.why(tx, id)
		}
		return record(tx, id, "noted how an equality priority goes", nil)
	})
}

// End ends a priority: it was met, or given up, and why.
func (s *Service) End(ctx context.Context, id ID, why string) (err error) {
	defer fault.Wrap(&err, "end a priority")
	if err := access.Check(ctx, "", keepers...); err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	if why == "" || len([]rune(why)) > LongestWhy {
		return invalid("Say why it ends: what was reached, or why it is given up. At most 600 characters.")
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		done, err := end(tx, id, why)
		if err != nil {
			return err
		}
		if !done {
			return s.why(tx, id)
		}
		return record(tx, id, "ended an equality priority", nil)
	})
}

func record(tx *db.Tx, id ID, verb string, data map[string]any) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "priority", ID: string(id)}}, Data: data})
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// Lead is how the priorities stand, in a sentence.
func Lead(list []Priority) string {
	open, met, untold := 0, 0, 0
	for _, p := range list {
		if !p.Open() {
			continue
		}
		open++
		switch p.Now.Standing {
		case Met:
			met++
		case Untold:
			untold++
		}
	}
	if open == 0 {
		return "No equality priority is tracked into recovery."
	}
	text := fmt.Sprintf("Of %d equality priorities, %s met", open, map[bool]string{true: fmt.Sprintf("%d is", met), false: fmt.Sprintf("%d are", met)}[met == 1])
	switch {
	case open == 1 && met == 1:
		text = "The one equality priority is met"
	case open == 1:
		text = "The one equality priority is not met yet"
	case met == 0:
		text = fmt.Sprintf("Of %d equality priorities, none is met yet", open)
	case met == open:
		text = fmt.Sprintf("All %d equality priorities are met", open)
	}
	if text += "."; untold > 0 {
		text += fmt.Sprintf(" Of %d it cannot be told how it stands.", untold)
	}
	return text
}
