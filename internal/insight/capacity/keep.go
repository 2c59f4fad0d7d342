package capacity

import (
	"context"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/levels"
)

const (
	// counted is how many days back are counted and learnt from.
	counted = 119
	// again is how many last days are counted once more, for what is noted late.
	again = 4
)

// Keep counts the days that were not counted yet, works out the answer and keeps it, and
// holds the triggers of levels against it. It may run at any time and again.
func (s *Service) Keep(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "work out the capacity")
	b, err := s.book(ctx)
	if err != nil || b.silent() {
		return err
	}
	if err := s.countDays(ctx, b); err != nil {
		return err
	}
	a, err := s.answer(ctx, b)
	if err != nil {
		return err
	}
	if err := s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error { return writeAnswer(tx, a) }); err != nil {
		return err
	}
	return s.putForward(ctx, b, a)
}

// countDays counts needs up to yesterday.
func (s *Service) countDays(ctx context.Context, b book) error {
	r := s.db.Read(ctx)
	today := day.Of(r.Now())
	last, found, err := lastCounted(r)
	if err != nil {
		return err
	}
	from := today.AddDays(-counted)
	if found && !last.Before(today.AddDays(-1)) {
		return nil // yesterday is counted; what is noted late comes tomorrow
	}
	if found && last.AddDays(1-again).After(from) {
		from = last.AddDays(1 - again)
	}
	for d := from; d.Before(today); d = d.AddDays(1) {
		tally, err := s.opened.Count(r, feature.Period{From: d.Start().UTC(), Until: d.AddDays(1).Start().UTC()})
		if err != nil {
			return err
		}
		all := countsOf(b, tally, d)
		if err := s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error { return writeCounts(tx, all) }); err != nil {
			return err
		}
	}
	return nil
}

// count is how many needs were opened.
type count struct {
	on              day.Date
	place, category string
	n               int64
}

// countsOf are the counts of a day: of all needs in every place, also where there were none,
// and of each category where there were some. What a category says that is sensitive is told
// of the whole borough alone.
func countsOf(b book, tally feature.Tally, d day.Date) (all []count) {
	for _, place := range b.everywhere() {
		all = append(all, count{d, place, "", tally.In(feature.Scope{Neighbourhood: place}).Value})
		for _, c := range b.catalogue.Categories {
			n := tally.In(feature.Scope{Neighbourhood: place, Kind: c.ID}).Value
			if n > 0 && (place == "" || !c.Sensitive) {
				all = append(all, count{d, place, c.ID, n})
			}
		}
	}
	return all
}

// putForward holds the triggers of levels against the figures.
func (s *Service) putForward(ctx context.Context, b book, a Answer) error {
	if s.levels == nil {
		return nil
	}
	known := levels.Known{}
	for _, place := range b.everywhere() {
		known[place] = map[levels.Figure]int{levels.ResourcesShort: len(a.In(place).Short())}
	}
	r := s.db.Read(ctx)
	tally, err := s.overdue.Count(r, feature.Period{})
	if err != nil {
		return err
	}
	rates, err := ratesOf(r)
	if err != nil {
		return err
	}
	phase, certain, above, err := s.situation(ctx)
	if err != nil {
		return err
	}
	for place, figures := range known {
		figures[levels.OverdueTasks] = int(tally.In(feature.Scope{Neighbourhood: place}).Value)
		if n, ok := above[place]; ok {
			figures[levels.NeedsAboveChance] = n
		}
		if of, ok := rates[place]; ok {
			figures[levels.RequestsADay] = of.requests / 7
			if of.calls >= leastCalls {
				figures[levels.NoAnswerPercent] = 100 * of.unanswered / of.calls
			}
		}
	}
	if certain {
		known[""][levels.PhasePercent] = phase
	}
	return s.levels.Look(ctx, known, notesOf(a))
}

// notesOf say what each place is short of.
func notesOf(a Answer) map[string]string {
	notes := map[string]string{}
	for _, p := range a.Places {
		if short := p.Short(); len(short) > 0 {
			notes[p.ID] = "Short of " + names(short) + "."
		}
	}
	return notes
}

// leastCalls is how many calls a week a part of a hundred may be taken of.
const leastCalls = 20
