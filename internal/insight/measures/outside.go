package measures

import (
	"context"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Typed is what others counted until a day, as somebody typed it or handed it in.
type Typed struct {
	Figure    string
	AsAt      day.Date // the last day it counts
	Version   int64
	Value     int64
	Baseline  *int64 // what it was before; nil where that is not known
	Source    string
	Gone      bool // taken back
	TypedBy   string
	TypedName string
	TypedAt   time.Time
}

const topicTyped = "measures.outside"

var (
	notTypist = fault.New(fault.Forbidden, "measures.not-typist", "What others count is typed in by the borough's analysts and managers.")
	notTheirs = fault.New(fault.NotFound, "measures.no-outside", "There is no such figure that others count. Open it from the page of figures.")
	stale     = fault.New(fault.Stale, "measures.stale", "This figure was typed for that day already, perhaps while you had the page open. What stands is in the table; open that day to correct it.")
	ahead     = fault.New(fault.Invalid, "measures.ahead", "The day is still to come. Write the last day that the figure counts.")
	negative  = fault.New(fault.Invalid, "measures.negative", "A figure is nought or more. Write it as the source says it.")
	tooMany   = fault.New(fault.Invalid, "measures.percent", "A share is from 0 to 100. Write how many of a hundred.")
)

// Outside returns everything typed of a figure that others count, the latest day first and of
// a day the latest version first. [fault.NotFound] when others do not count it.
func (s *Service) Outside(ctx context.Context, figure string) (all []Typed, err error) {
	defer fault.Wrap(&err, "figure %s", figure)
	if err := access.CheckHeld(ctx, Readers()...); err != nil {
		return nil, err
	}
	if _, err := s.outsideFigure(ctx, figure); err != nil {
		return nil, err
	}
	return versionsOf(s.db.Read(ctx), figure)
}

func (s *Service) outsideFigure(ctx context.Context, id string) (Figure, error) {
	c, err := s.Catalogue(ctx)
	if err != nil {
		return Figure{}, err
	}
	f, found := c.Find(id)
	if !found || !f.Typed() {
		return Figure{}, notTheirs
	}
	return f, nil
}

// Type puts down what others counted until a day. Version is the one that was seen for that
// day, 0 when there was none; [fault.Stale] when another stands.
func (s *Service) Type(ctx context.Context, t Typed) (err error) {
	defer fault.Wrap(&err, "type in %s", t.Figure)
	f, err := s.outsideFigure(ctx, t.Figure)
	if err != nil {
		return err
	}
	return s.put(ctx, f, []Typed{t}, "typed in what others count")
}

// put writes what was typed of a figure, all or nothing.
func (s *Service) put(ctx context.Context, f Figure, all []Typed, verb string) error {
	who := access.From(ctx)
	if !MayType(who) {
		return notTypist
	}
	today := day.Of(s.db.Read(ctx).Now())
	for _, t := range all {
		if err := t.check(f.unit(s.by), today); err != nil {
			return err
		}
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		for _, t := range all {
			latest, err := versionOf(tx, t.Figure, t.AsAt)
			if err != nil {
				return err
			}
			if latest != t.Version {
				return stale
			}
			t.Version, t.TypedBy, t.TypedName, t.TypedAt = latest+1, who.Account, who.Name, tx.Now()
			if err := insertTyped(tx, t); err != nil {
				return err
			}
		}
		return journal.Record(tx, journal.Entry{
			Verb: verb, Topic: topicTyped, Objects: []journal.Object{{Kind: "figure", ID: f.ID}},
			Data: map[string]any{"rows": len(all), "as_at": all[len(all)-1].AsAt.String(), "value": all[len(all)-1].Value},
		})
	})
	if db.IsUnique(err) {
		return stale
	}
	return err
}

func (t Typed) check(unit feature.Unit, today day.Date) error {
	switch {
	case t.AsAt.After(today):
		return ahead
	case t.Value < 0 || t.Baseline != nil && *t.Baseline < 0:
		return negative
	case unit == feature.Percent && t.Value > 100:
		return tooMany
	}
	return nil
}

// latest is what stood at the end of the day before another.
func latest(all []Typed, before day.Date) (t Typed, found bool) {
	for _, one := range all {
		if one.AsAt.Before(before) && (!found || one.AsAt.After(t.AsAt)) {
			t, found = one, true
		}
	}
	return t, found
}

// StandingOutside implements reports.Outside: what others count of the catalogue's figures, as it
// stands, and the page of each. Whoever calls it has checked who is told: others counted it.
func (s *Service) StandingOutside(ctx context.Context) (all []reports.External, defined map[string]string, err error) {
	defer fault.Wrap(&err, "what others count")
	c, err := s.Catalogue(ctx)
	if err != nil {
		return nil, nil, err
	}
	by, err := standing(s.db.Read(ctx))
	if err != nil {
		return nil, nil, err
	}
	defined = map[string]string{}
	for _, f := range c.Figures {
		if !f.Typed() {
			continue
		}
		page := "/figures/" + f.ID
		defined[strings.ToLower(f.Name)] = page
		t, found := latest(by[f.ID], day.Of(s.Now(ctx)).AddDays(1))
		if !found {
			continue
		}
		all = append(all, reports.External{Href: page, TypedBy: t.TypedBy, TypedName: t.TypedName, TypedAt: t.TypedAt, Named: reports.ExternalFigure{
			Name: f.Name, Definition: f.Says, Value: reports.Number{Value: t.Value, Unit: f.unit(s.by), Known: true}.String(), Source: t.Source, AsAt: t.AsAt,
		}})
	}
	return all, defined, nil
}
