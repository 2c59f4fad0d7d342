package measures

import (
	"context"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
)

// Told is every figure of a stretch as it may be told to anybody: protected, in the borough and
// in each neighbourhood. Reports that leave the council and what is published are made from it.
type Told struct {
	Of        Stretch
	CountedAt time.Time // zero when it was not counted
	Catalogue *Catalogue
	Titles    map[string]string // of the roles that answer for figures
	Places    []string          // ids of neighbourhoods, and the coordination queue
	values    map[string]map[string]Value
	adds      map[string]bool
}

// In is what a figure came to in a place; "" is the borough.
func (t Told) In(figure, place string) Value { return t.values[figure][place] }

// Told returns the figures of a stretch that is over, protected. Whoever calls it has checked
// who is told. [fault.NotFound] for a stretch that is not over.
func (s *Service) Told(ctx context.Context, of Stretch) (t Told, err error) {
	defer fault.Wrap(&err, "figures of %s", of)
	w, err := s.window(ctx, of)
	if err != nil {
		return Told{}, err
	}
	return w.told(w.now), nil
}

// ToldWithBefore returns those of a stretch, of the one before and of all since the beginning.
func (s *Service) ToldWithBefore(ctx context.Context, of Stretch) (now, before, since Told, err error) {
	defer fault.Wrap(&err, "figures of %s", of)
	w, err := s.window(ctx, of)
	if err != nil {
		return now, before, since, err
	}
	return w.told(w.now), w.told(w.before), w.told(w.since), nil
}

func (w window) told(b book) Told {
	t := Told{Of: b.of, CountedAt: b.counted.at, Catalogue: w.catalogue, Titles: w.titles, Places: w.hoods, values: map[string]map[string]Value{}, adds: map[string]bool{}}
	for _, f := range w.catalogue.Figures {
		t.adds[f.ID] = f.adds(b.by)
		whole := b.value(f, "")
		if f.Outside != nil || f.Reduction != nil || !whole.Known {
			t.values[f.ID] = map[string]Value{"": whole}
			continue
		}
		t.values[f.ID] = b.protected(f, w.hoods)
	}
	return t
}

// Latest is the Monday on which the latest whole week ended.
func (s *Service) Latest(ctx context.Context) day.Date { return Monday(day.Of(s.Now(ctx))) }

// Weekly are the latest weeks of a figure in the borough, protected, the earliest first.
func (s *Service) Weekly(ctx context.Context, figure string, until day.Date, n int) (all []Point, err error) {
	defer fault.Wrap(&err, "weeks of %s", figure)
	c, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	f, found := c.Find(figure)
	if !found {
		return nil, nil
	}
	w, err := s.window(ctx, Stretch{Week, until.AddDays(-7)})
	if err != nil {
		return nil, err
	}
	for i := n; i > 0; i-- {
		b, err := s.open(ctx, c, Stretch{Week, until.AddDays(-7 * i)}, w.now.outside)
		if err != nil {
			return nil, err
		}
		all = append(all, Point{b.of.From, s.told(b, f, "", false, w.hoods)})
	}
	return begun(all), nil
}

// Series is what stands of a figure that others count, the earliest day first, until a day.
func (s *Service) Series(ctx context.Context, figure string, until day.Date) (all []Typed, err error) {
	defer fault.Wrap(&err, "series of %s", figure)
	by, err := standing(s.db.Read(ctx))
	for _, t := range by[figure] {
		if t.AsAt.Before(until) {
			all = append(all, t)
		}
	}
	return all, err
}

// Adds reports whether the figure of several weeks or neighbourhoods may be added up: it counts
// things, and not different people or how something stands.
func (t Told) Adds(figure string) bool { return t.adds[figure] }

// adds reports whether weeks of the figure may be added up.
func (f Figure) adds(by map[string]feature.Measure) bool {
	for _, p := range f.Count {
		if m := by[p.Measure]; m.Shared || !m.Dated || m.Unit == feature.Seconds {
			return false
		}
	}
	return len(f.Count) > 0
}
