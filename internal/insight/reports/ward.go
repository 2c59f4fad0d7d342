package reports

import (
	"context"
	"slices"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
)

// Ward is what an elected member is told of the borough or of one neighbourhood: figures of
// whole weeks, none of which leads to a person, and none of which can be reckoned to do so.
type Ward struct {
	CountedAt time.Time
	Until     day.Date // the Sunday up to whose end is counted
	Hub       Hub      // the zero Hub is the whole borough
	Hubs      []Hub    // those that may be chosen
	Lines     []WardLine
	Areas     []WardArea // requests of four weeks in each neighbourhood
}

// WardLine is one measure. Its numbers have no rows.
type WardLine struct {
	Name, Label, Meaning string
	Weeks                Number // the latest four weeks
	Before               Number // the four weeks up to a week earlier
	Since                Number // since the beginning
}

// WardArea is how often people asked for help in one neighbourhood.
type WardArea struct {
	Hub
	Requests Number
}

// wardMeasures are the figures of a ward: as many as fit a phone.
var wardMeasures = []string{
	requestsReceived, peopleSupported, tasksDone, "organisations.given", "needs.first-contact", "tasks.time-to-help",
}

// peopleSupported counts somebody helped in two neighbourhoods in both, and once in all.
const peopleSupported = "tasks.people-supported"

// wards picks the measures of a ward, in their order.
func wards(measures []feature.Measure) (picked []feature.Measure) {
	for _, name := range wardMeasures {
		for _, m := range measures {
			if m.Name == name && m.Dated {
				picked = append(picked, m)
			}
		}
	}
	return picked
}

// Ward returns the figures of a neighbourhood or, for "", of the whole borough: of the
// last four whole weeks, against those up to a week earlier, and since the beginning.
func (s *Service) Ward(ctx context.Context, hub string) (w Ward, err error) {
	defer fault.Wrap(&err, "ward")
	if err := access.CheckHeld(ctx, members...); err != nil {
		return Ward{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Ward{}, err
	}
	hubs := hubsOf(b)
	if w.Hub, w.Hubs, err = choose(access.From(ctx), hubs, hub, members); err != nil {
		return Ward{}, err
	}
	taken, err := s.weekly.of(ctx)
	if err != nil {
		return Ward{}, err
	}
	w.CountedAt = taken.asAt
	w.Until = day.Of(taken.periods[FourWeeks].Until.Add(-time.Second))
	t := table{taken, hubs}
	for _, m := range s.weekly.measures {
		told := func(span Span) Number { return t.told(m, span)[w.Hub.ID] }
		w.Lines = append(w.Lines, WardLine{m.Name, m.Label, m.Meaning, told(FourWeeks), told(FourBefore), told(SinceBeginning)})
		if m.Name == requestsReceived {
			w.Areas = t.areas(m)
		}
	}
	return w, nil
}

// table is a snapshot as it may be told to somebody who may not see who is in it.
type table struct {
	*snapshot
	hubs []Hub
}

// told are the figures of a measure by neighbourhood, with the whole borough's under "".
// They are protected together, whichever of them is shown: what one page keeps back,
// another does not tell.
func (t table) told(m feature.Measure, span Span) map[string]Number {
	places := t.places(m, span)
	all := map[string]Number{}
	figure := func(place string) feature.Figure { return t.figure(m, span, feature.Scope{Neighbourhood: place}) }
	if m.Unit != feature.Things {
		for _, place := range append(places, "") {
			all[place] = numberOf(figure(place), m.Unit, false)
		}
		return all
	}
	var parts []int64
	for _, place := range places {
		parts = append(parts, figure(place).Value)
	}
	told, sum := disclosure.Protect(parts, figure("").Value, m.Name == peopleSupported)
	for i, place := range places {
		all[place] = Number{Value: told[i].Value, Known: true, Hidden: told[i].Hidden}
	}
	all[""] = Number{Value: sum.Value, Known: true, Hidden: sum.Hidden}
	return all
}

// places are the neighbourhoods of a line: those of the blueprint, and others that still
// count in its total.
func (t table) places(m feature.Measure, span Span) []string {
	var all []string
	for _, h := range t.hubs {
		all = append(all, h.ID)
	}
	for _, place := range t.tallies[m.Name][span].Neighbourhoods() {
		if !slices.Contains(all, place) {
			all = append(all, place)
		}
	}
	return all
}

func (t table) areas(m feature.Measure) (all []WardArea) {
	told := t.told(m, FourWeeks)
	for _, h := range t.hubs {
		all = append(all, WardArea{h, told[h.ID]})
	}
	return all
}

// Kept is the number in words for somebody who is told figures alone. Whether it is small
// or is kept back for another, it does not say.
func (n Number) Kept() string {
	if n.Hidden {
		return "too few to tell"
	}
	return n.Brief()
}

// Sentence says in words how the four weeks compare and what there was since the beginning,
// in as few as a telephone has room for.
func (l WardLine) Sentence() string {
	said := "Since the beginning: " + l.Since.Kept() + "."
	switch {
	case l.Weeks.Hidden || l.Before.Hidden:
		return "Too few to compare. " + said
	case !l.Weeks.Known || !l.Before.Known:
		return said
	case l.Weeks.Value == l.Before.Value:
		return "The same as a week earlier. " + said
	case l.Weeks.Unit == feature.Seconds:
		return brief.Replace(capital(slower(l.Weeks, l.Before))) + " than a week earlier. " + said
	case l.Weeks.Value > l.Before.Value:
		return figure.Grouped(l.Weeks.Value-l.Before.Value) + " more than a week earlier. " + said
	}
	return figure.Grouped(l.Before.Value-l.Weeks.Value) + " fewer than a week earlier. " + said
}
