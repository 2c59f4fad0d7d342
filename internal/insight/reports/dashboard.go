package reports

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/volunteers"
	"kith/internal/services/deployment"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
)

// Dashboard is what one caller may see of a borough, or of one hub, at a moment.
type Dashboard struct {
	AsAt     time.Time
	Hub      Hub   // the zero Hub is the whole borough
	Hubs     []Hub // those that may be chosen; one with no ID is the whole borough
	Exact    bool  // false: small figures are hidden and the others rounded
	Lines    []Line
	Channels []Part
	Needs    []Part
	Places   []Place   // of the whole borough only
	Helpers  []Stand   // volunteers by standing, and shifts
	Helping  []Helping // of the whole borough only
}

// Stand is a figure of how things stand now.
type Stand struct {
	Label string
	Now   Number
}

// Helping is who helps in one hub.
type Helping struct {
	Hub
	Active, Filled, Open Number // volunteers; shifts of this week
	Hours, HoursLast     Number // that volunteers gave, this week and last
}

// Line is one measure with its figures.
type Line struct {
	Name, Label, Meaning string
	Dated                bool
	Now                  Number // of a measure that is not dated
	Figures                     // of one that is
}

// Figures are those of a dated measure.
type Figures struct {
	Today, Week, Last Number
}

// Change says in words how this week compares with the same part of last week.
func (f Figures) Change() string { return Against(f.Week, f.Last) }

// Part is what a measure came to of one kind.
type Part struct {
	Kind, Label string
	Figures
}

// Place is one hub's line of the borough's table.
type Place struct {
	Hub
	Open, Overdue, NotAccepted, DoneToday Number
}

// Dashboard returns the figures of a hub, of the coordination queue (feature.Queue) or,
// for "", of the whole borough. They are at most ten seconds old.
//
// Somebody who works for some hubs alone is shown one of theirs when they name none, and
// [fault.Forbidden] for another's; a hub that does not exist is [fault.NotFound].
func (s *Service) Dashboard(ctx context.Context, hub string) (d Dashboard, err error) {
	defer fault.Wrap(&err, "dashboard")
	if err := access.CheckHeld(ctx, audience...); err != nil {
		return Dashboard{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Dashboard{}, err
	}
	who := access.From(ctx)
	if d.Hub, d.Hubs, err = choose(who, hubsOf(b), hub, audience); err != nil {
		return Dashboard{}, err
	}
	taken, err := s.album.of(ctx)
	if err != nil {
		return Dashboard{}, err
	}
	v := view{snapshot: taken, who: who, exact: exact(who, d.Hub), names: kindNames(b)}
	return v.fill(d, s.measures), nil
}

// exact reports whether somebody may see the figures of a hub as they are.
func exact(who access.Principal, hub Hub) bool {
	if hub.ID == feature.Queue {
		return who.HasFor("", insiders...)
	}
	return who.HasFor(hub.ID, insiders...)
}

// view is a snapshot as one caller may see it.
type view struct {
	*snapshot
	who   access.Principal
	exact bool
	names map[string]string // of need categories
}

func (v view) fill(d Dashboard, measures []feature.Measure) Dashboard {
	d.AsAt, d.Exact = v.asAt, v.exact
	for _, m := range measures {
		d.Lines = append(d.Lines, v.line(m, d.Hub.ID))
		switch m.Name {
		case requestsReceived:
			d.Channels = v.channels(m, d.Hub.ID)
		case needsOpened:
			d.Needs = v.categories(m, d.Hub.ID)
		case volunteers.OnRegister:
			d.Helpers = append(d.Helpers, v.standings(m, d.Hub.ID)...)
		case deployment.ShiftsFilled, deployment.ShiftsOpen:
			d.Helpers = append(d.Helpers, Stand{m.Label, v.number(m, Now, feature.Scope{Neighbourhood: d.Hub.ID})})
		}
	}
	if d.Hub.ID == "" {
		d.Places = v.places(measures, d.Hubs)
		for _, p := range d.Places {
			d.Helping = append(d.Helping, v.helping(measures, p.Hub))
		}
	}
	return d
}

// The measures that a dashboard shows in a way of their own.
const (
	requestsReceived = "needs.requests"
	notAccepted      = "needs.not-accepted"
	needsOpened      = "needs.opened"
	tasksOpen        = "tasks.open"
	tasksOverdue     = "tasks.overdue"
	tasksDone        = "tasks.done"
)

func (v view) number(m feature.Measure, span Span, within feature.Scope) Number {
	n := numberOf(v.figure(m, span, within), m.Unit, v.exact)
	within.Period = v.periods[span]
	if m.Opens(v.who, within) {
		n.Rows = m.Address(within)
	}
	return n
}

func (v view) figures(m feature.Measure, within feature.Scope) Figures {
	return Figures{v.number(m, Today, within), v.number(m, ThisWeek, within), v.number(m, LastWeek, within)}
}

func (v view) line(m feature.Measure, hub string) Line {
	l := Line{Name: m.Name, Label: m.Label, Meaning: m.Meaning, Dated: m.Dated}
	if m.Dated {
		l.Figures = v.figures(m, feature.Scope{Neighbourhood: hub})
	} else {
		l.Now = v.number(m, Now, feature.Scope{Neighbourhood: hub})
	}
	return l
}

// channels lists every channel, also one by which nobody came: that is worth knowing.
func (v view) channels(m feature.Measure, hub string) []Part {
	var all []Part
	for _, c := range needs.Channels() {
		all = append(all, v.part(m, hub, string(c), c.Label()))
	}
	return all
}

// standings are the volunteers of a hub, all and by where they stand.
func (v view) standings(m feature.Measure, hub string) []Stand {
	all := []Stand{{m.Label, v.number(m, Now, feature.Scope{Neighbourhood: hub})}}
	for _, s := range volunteers.Standings() {
		if !s.Gone() {
			all = append(all, Stand{s.Label(), v.number(m, Now, feature.Scope{Neighbourhood: hub, Kind: string(s)})})
		}
	}
	return all
}

func (v view) helping(measures []feature.Measure, hub Hub) Helping {
	h := Helping{Hub: hub}
	within := feature.Scope{Neighbourhood: hub.ID}
	for _, m := range measures {
		switch m.Name {
		case volunteers.OnRegister:
			h.Active = v.number(m, Now, feature.Scope{Neighbourhood: hub.ID, Kind: string(volunteers.Active)})
		case deployment.ShiftsFilled:
			h.Filled = v.number(m, Now, within)
		case deployment.ShiftsOpen:
			h.Open = v.number(m, Now, within)
		case matching.HoursGiven:
			h.Hours, h.HoursLast = v.number(m, ThisWeek, within), v.number(m, LastWeek, within)
		}
	}
	return h
}

// categories lists what was asked for this week or last, the most frequent first.
func (v view) categories(m feature.Measure, hub string) []Part {
	var kinds []string
	for _, span := range of(m) {
		kinds = append(kinds, v.tallies[m.Name][span].Kinds()...)
	}
	slices.Sort(kinds)
	var all []Part
	for _, kind := range slices.Compact(kinds) {
		within := feature.Scope{Neighbourhood: hub, Kind: kind}
		if v.figure(m, ThisWeek, within).Of+v.figure(m, LastWeek, within).Of > 0 {
			all = append(all, v.part(m, hub, kind, cmp.Or(v.names[kind], kind)))
		}
	}
	slices.SortStableFunc(all, func(a, b Part) int {
		return cmp.Or(cmp.Compare(b.Week.Value, a.Week.Value), cmp.Compare(a.Label, b.Label))
	})
	return all
}

func (v view) part(m feature.Measure, hub, kind, label string) Part {
	return Part{kind, label, v.figures(m, feature.Scope{Neighbourhood: hub, Kind: kind})}
}

// places is the table of hubs, with those of earlier blueprints that still have something.
func (v view) places(measures []feature.Measure, hubs []Hub) []Place {
	known := slices.DeleteFunc(slices.Clone(hubs), func(h Hub) bool { return h.ID == "" })
	var all []Place
	for _, m := range measures {
		for _, id := range v.tallies[m.Name][of(m)[0]].Neighbourhoods() {
			if _, ok := find(known, id); !ok {
				known = append(known, Hub{id, id})
			}
		}
	}
	for _, h := range known {
		all = append(all, v.place(measures, h))
	}
	return all
}

func (v view) place(measures []feature.Measure, hub Hub) Place {
	p := Place{Hub: hub}
	into := map[string]*Number{tasksOpen: &p.Open, tasksOverdue: &p.Overdue, notAccepted: &p.NotAccepted, tasksDone: &p.DoneToday}
	for _, m := range measures {
		if n, shown := into[m.Name]; shown {
			*n = v.number(m, of(m)[0], feature.Scope{Neighbourhood: hub.ID})
		}
	}
	return p
}

// kindNames are the need categories in words.
func kindNames(b *blueprint.Blueprint) map[string]string {
	all := map[string]string{needs.GuardedKind: "Restricted"}
	for _, c := range blueprint.Part[*needs.Catalogue](b).Categories {
		all[c.ID] = c.Name
	}
	for _, s := range intake.OtherSubjects() {
		all[s.ID] = s.Name
	}
	for _, o := range intake.CallOutcomes() {
		all[string(o)] = o.Label()
	}
	for _, d := range blueprint.Part[*referrals.Destinations](b).Destinations {
		all[d.ID] = d.Name
	}
	return all
}
