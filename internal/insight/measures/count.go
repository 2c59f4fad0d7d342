package measures

import (
	"context"
	"strconv"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/census"
	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/work/answers"
)

// How often figures are counted, and how long that may take.
const (
	countEvery  = 10 * time.Minute
	countWithin = 10 * time.Minute
)

// RegisterJobs registers the counting.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("measures.count", countEvery, s.Count, jobs.Timeout(countWithin))
}

// cell is one figure of a stretch.
type cell struct {
	measure, place, kind string
	feature.Figure
}

// wardMark stands before the code of a ward where a place is asked for.
const wardMark = "ward/"

// Count counts what is due: today, days, weeks, four weeks and all since the beginning, each
// stretch in a transaction of its own. Readers see a stretch as it was, or as it is.
func (s *Service) Count(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "count figures")
	r := s.db.Read(ctx)
	counted, err := stretches(r)
	if err != nil {
		return err
	}
	now := r.Now()
	for _, one := range due(now, counted) {
		cells, err := s.countStretch(ctx, one, one.period(now))
		if err != nil {
			return err
		}
		err = s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error { return keep(tx, one, one.period(now).Until, cells) })
		if err != nil {
			return err
		}
	}
	return nil
}

// countStretch counts every measure that is dated, or, of [Stand], those that are not.
func (s *Service) countStretch(ctx context.Context, of Stretch, during feature.Period) (all []cell, err error) {
	r := s.db.Read(ctx)
	for _, m := range s.measures {
		if m.Dated == (of.Span == Stand) {
			continue
		}
		tally, err := m.Count(r, during)
		if err != nil {
			fault.Wrap(&err, "count %s", m.Name)
			return nil, err
		}
		for _, within := range tally.Scopes() {
			if f := tally.In(within); f.Of > 0 {
				all = append(all, cell{m.Name, within.Neighbourhood, within.Kind, f})
			}
		}
		if m.People != nil && of.Span != Day && of.Span != Stand {
			living, err := s.byLiving(ctx, m, during)
			if err != nil {
				return nil, err
			}
			all = append(all, living...)
		}
	}
	return all, nil
}

// byLiving counts a measure by where and how people live: by ward, by age, and by how deprived
// their area is. Of whom it is not known counts in none: that is so of everybody whose record
// few may see.
func (s *Service) byLiving(ctx context.Context, m feature.Measure, during feature.Period) (all []cell, err error) {
	if s.roll == nil {
		return nil, nil
	}
	rows, err := m.People(s.db.Read(ctx), during)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	known, err := s.whereabouts(ctx)
	if err != nil {
		return nil, err
	}
	living, err := s.living(ctx)
	if err != nil {
		return nil, err
	}
	var told []feature.Row
	for _, row := range rows {
		if e := known[row.Who]; e != nil {
			for _, place := range living(e) {
				row.Neighbourhood, row.Kind = place, ""
				told = append(told, row)
			}
		}
	}
	tally := feature.Sum(told)
	if m.Shared {
		tally = feature.Distinct(told)
	}
	for _, within := range tally.Scopes() {
		if within.Neighbourhood != "" && within.Kind == "" {
			all = append(all, cell{m.Name, within.Neighbourhood, "", tally.In(within)})
		}
	}
	return all, nil
}

// living gives the places, marked, that somebody counts in besides their neighbourhood: their
// ward, their group of ages, their fifth of deprivation, and the group of each equality question
// that a list said of them. Answers of the form are in none: they are nobody's.
func (s *Service) living(ctx context.Context) (func(e *roll.Entry) []string, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	ages, _ := blueprint.Part[*Population](b).Of(byAge)
	asked := blueprint.Part[*answers.Equality](b).Questions
	today := day.Of(s.Now(ctx))
	return func(e *roll.Entry) (all []string) {
		if e.Ward != "" {
			all = append(all, wardMark+e.Ward)
		}
		if years, known := e.Age(today); known {
			for _, g := range ages.Groups {
				if years >= g.From && years <= g.To {
					all = append(all, byAge+"/"+g.ID)
				}
			}
		}
		for _, q := range asked {
			if choice := groupOf(q, e, today); choice != "" {
				all = append(all, q.ID+"/"+choice)
			}
		}
		if e.Fifth > 0 {
			all = append(all, byDeprivation+"/"+strconv.Itoa(e.Fifth))
		}
		return all
	}, nil
}

// groupOf is the group of a question that somebody is in: of ages by when they were born, of
// others by what a list said of them under the question's name; "" where nobody said.
func groupOf(q answers.Question, e *roll.Entry, today day.Date) string {
	if census.OfAges(q) {
		if years, known := e.Age(today); known {
			return census.Guess(q, strconv.Itoa(years))
		}
		return ""
	}
	said, found := e.Attribute(strings.ReplaceAll(q.ID, "_", "-"))
	if !found || said.Value == "" {
		return ""
	}
	return census.Guess(q, said.Value)
}

// whereabouts are the entries of the roll by person.
func (s *Service) whereabouts(ctx context.Context) (map[string]*roll.Entry, error) {
	all, err := s.roll.Lately(ctx)
	if err != nil {
		return nil, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.known.of == all {
		return s.known.by, nil
	}
	by := make(map[string]*roll.Entry, len(all.Entries))
	for i := range all.Entries {
		by[string(all.Entries[i].Person)] = &all.Entries[i]
	}
	s.known.of, s.known.by = all, by
	return by, nil
}
