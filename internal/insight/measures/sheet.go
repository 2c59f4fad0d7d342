package measures

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
)

// Sheet is every figure of the catalogue in one place and stretch, beside the stretch before and
// all since the beginning.
type Sheet struct {
	Of        Stretch
	Hub       reports.Hub   // the zero Hub is the whole borough
	Hubs      []reports.Hub // those that may be chosen
	Exact     bool
	CountedAt time.Time // zero when it was not counted
	Lines     []Line
	Latest    day.Date // the Monday of the latest whole week
	Earliest  day.Date // and of the earliest that is kept
}

// Line is one figure with its values.
type Line struct {
	Figure
	OwnerTitle         string
	Now, Before, Since Value
	Unit               feature.Unit
	span               Span
}

// Change says in words how it compares.
func (l Line) Change() string { return Change(l.Now, l.Before, l.span) }

// Standing is how it stands against its target.
func (l Line) Standing() Standing { return l.Figure.Against(l.Now) }

// Goal is the target in words; "" where there is none.
func (l Line) Goal() string {
	if l.Target == nil {
		return ""
	}
	return l.Target.Says(l.Unit)
}

var noTime = fault.New(fault.NotFound, "measures.no-time", "There are no figures of that time. Choose a week from the page of figures.")

// Sheet returns every figure of a hub, or for "" of the borough, in a stretch. The zero
// stretch is the latest whole week. Somebody who may see figures and not the rows behind them
// is told them protected. [fault.NotFound] for a week that is not over.
func (s *Service) Sheet(ctx context.Context, of Stretch, hub string) (sheet Sheet, err error) {
	defer fault.Wrap(&err, "figures")
	sheet.Hub, sheet.Hubs, sheet.Exact, err = s.reports.Choose(ctx, hub)
	if err != nil {
		return Sheet{}, err
	}
	w, err := s.window(ctx, of)
	if err != nil {
		return Sheet{}, err
	}
	sheet.Of, sheet.Latest, sheet.Earliest, sheet.CountedAt = w.now.of, w.latest, w.earliest, w.now.counted.at
	for _, f := range w.catalogue.Figures {
		if sheet.Hub.ID != "" && (f.Outside != nil || f.Reduction != nil) { // of the borough alone
			continue
		}
		l := Line{Figure: f, OwnerTitle: w.titles[f.Owner], Unit: f.unit(s.by), span: w.now.of.Span}
		told := func(b book) Value { return s.told(b, f, sheet.Hub.ID, sheet.Exact, w.hoods) }
		l.Now, l.Before, l.Since = told(w.now), told(w.before), told(w.since)
		sheet.Lines = append(sheet.Lines, l)
	}
	return sheet, nil
}

// window are the books that a sheet is made from.
type window struct {
	catalogue          *Catalogue
	titles             map[string]string
	hoods              []string
	now, before, since book
	latest, earliest   day.Date
}

// window opens the books of a stretch, the one before and all since the beginning.
func (s *Service) window(ctx context.Context, of Stretch) (w window, err error) {
	r := s.db.Read(ctx)
	w.latest = Monday(day.Of(r.Now())).AddDays(-7)
	w.earliest = w.latest.AddDays(-7 * (mostWeeks - 1))
	if of == (Stretch{}) {
		of = Stretch{Week, w.latest}
	}
	if of.End().After(w.latest.AddDays(7)) || of.Span != Day && of.From != Monday(of.From) || of.From.Before(w.earliest) {
		return window{}, noTime
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return window{}, err
	}
	w.catalogue, w.titles, w.hoods = blueprint.Part[*Catalogue](b), titlesOf(b), hoodsOf(b)
	outside, err := standing(r)
	if err != nil {
		return window{}, err
	}
	for into, stretch := range map[*book]Stretch{&w.now: of, &w.before: of.Before(), &w.since: {Since, of.End()}} {
		if *into, err = s.open(ctx, w.catalogue, stretch, outside); err != nil {
			return window{}, err
		}
	}
	// All since the beginning is kept of the last two Mondays alone.
	if w.since.counted.at.IsZero() {
		if w.since, err = s.open(ctx, w.catalogue, Stretch{Since, w.latest.AddDays(7)}, outside); err != nil {
			return window{}, err
		}
	}
	return w, nil
}

func titlesOf(b *blueprint.Blueprint) map[string]string {
	all := map[string]string{}
	for _, t := range blueprint.Part[*accounts.Roles](b).Roles {
		all[t.ID] = t.Title
	}
	return all
}

// told is a value as somebody may see it.
func (s *Service) told(b book, f Figure, place string, exact bool, hoods []string) Value {
	v := b.value(f, place)
	if exact || f.Outside != nil || f.Reduction != nil || !v.Known {
		return v
	}
	return b.protected(f, hoods)[place]
}

// Reads reports whether somebody may see the figures of any hub.
func Reads(who access.Principal) bool { return who.Has(Readers()...) }
