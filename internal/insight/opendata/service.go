package opendata

import (
	"context"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/measures"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Service publishes weeks and gives what was published.
type Service struct {
	db         *db.DB
	measures   *measures.Service
	reports    *reports.Service
	blueprints reports.Blueprints
}

// New returns the service over the catalogue of figures.
func New(d *db.DB, m *measures.Service, r *reports.Service, b reports.Blueprints) *Service {
	return &Service{d, m, r, b}
}

// A week is published on the Monday after it, from an hour at which what the weekend noted late
// is counted. Weeks that were missed are published with it, at most so many.
const (
	publishAt  = 9
	mostMissed = 8
	firstWeeks = 2
)

var noWeek = fault.New(fault.NotFound, "opendata.no-week", "Nothing was published of that week. Choose one from the list of weeks.")

// Publish publishes every whole week that is due and was not published. A week that was is left
// as it is, for ever.
func (s *Service) Publish(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "publish figures")
	r := s.db.Read(ctx)
	latest := s.measures.Latest(ctx).AddDays(-7)
	if r.Now().Before(latest.AddDays(7).At(publishAt, 0)) {
		latest = latest.AddDays(-7)
	}
	done, err := weeks(r)
	if err != nil {
		return err
	}
	from := latest.AddDays(-7 * (firstWeeks - 1))
	if len(done) > 0 {
		from = later(done[0].AddDays(7), latest.AddDays(-7*(mostMissed-1)))
	}
	for week := from; !week.After(latest); week = week.AddDays(7) {
		if err := s.publish(ctx, week); err != nil {
			return err
		}
	}
	return nil
}

func later(a, b day.Date) day.Date {
	if a.After(b) {
		return a
	}
	return b
}

// publish writes a week, unless it is there. One that was not counted since it ended waits.
func (s *Service) publish(ctx context.Context, week day.Date) error {
	told, err := s.measures.Told(ctx, measures.Stretch{Span: measures.Week, From: week})
	if err != nil || told.CountedAt.Before(week.AddDays(7).Start()) {
		return err
	}
	p, err := s.made(ctx, week, told)
	if err != nil {
		return err
	}
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		p.Published = tx.Now().Truncate(time.Second)
		first, err := insert(tx, week, p)
		if err != nil || !first {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "published the figures of a week", Topic: "opendata.published", Data: map[string]any{"week": week.String(), "figures": len(p.Figures)},
		})
	})
}

// made is a week as it is published.
func (s *Service) made(ctx context.Context, week day.Date, told measures.Told) (p Publication, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return p, err
	}
	names, err := s.reports.Names(ctx)
	if err != nil {
		return p, err
	}
	p = Publication{
		Title: b.Borough().Name + ": community response, week by week", Publisher: b.Borough().Council, Borough: b.Borough().Name, Licence: licence,
		From: week, To: week.AddDays(6), Counted: told.CountedAt.Truncate(time.Second), Disclosure: rules(), Areas: []Area{{"", "Whole borough"}},
	}
	for _, place := range told.Places {
		p.Areas = append(p.Areas, Area{place, names.Hub(place)})
	}
	for _, f := range told.Catalogue.Figures {
		if f.Public {
			p.Figures = append(p.Figures, figure(f, told, p.Areas))
		}
	}
	return p, nil
}

func figure(f measures.Figure, told measures.Told, areas []Area) Figure {
	whole := told.In(f.ID, "")
	out := Figure{ID: f.ID, Name: f.Name, Definition: f.Says, Owner: told.Titles[f.Owner], Unit: "number", Source: "Kith, counted by the council"}
	if f.Outside != nil {
		out.Source, out.Unit = f.Outside.Source, string(f.Outside.Unit)
		areas = areas[:1]
	}
	if !whole.AsAt.IsZero() {
		out.AsAt = whole.AsAt.UTC().Format(time.RFC3339)
	}
	out.Adds = f.Outside == nil && told.Adds(f.ID)
	for _, a := range areas {
		v := told.In(f.ID, a.ID)
		one := Value{Area: a.ID, Hidden: v.Hidden}
		if v.Known && !v.Hidden {
			n := v.Value
			one.Value = &n
		}
		out.Values = append(out.Values, one)
	}
	return out
}

// Week returns what was published of a week; the zero day is the latest. [fault.NotFound] when
// nothing was.
func (s *Service) Week(ctx context.Context, week day.Date) (p Publication, err error) {
	defer fault.Wrap(&err, "published week")
	return published(s.db.Read(ctx), week)
}

// Weeks lists the Mondays of the weeks that were published, the latest first.
func (s *Service) Weeks(ctx context.Context) (all []day.Date, err error) {
	defer fault.Wrap(&err, "published weeks")
	return weeks(s.db.Read(ctx))
}

// Latest are the publications of the latest weeks, the latest first.
func (s *Service) Latest(ctx context.Context, n int) (all []Publication, err error) {
	defer fault.Wrap(&err, "latest weeks")
	r := s.db.Read(ctx)
	done, err := weeks(r)
	if err != nil {
		return nil, err
	}
	for _, week := range done[:min(n, len(done))] {
		p, err := published(r, week)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// Queue is where things are counted that no neighbourhood has.
const Queue = feature.Queue
