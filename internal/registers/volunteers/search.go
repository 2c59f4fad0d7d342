package volunteers

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteering"
)

// Filter narrows a list of volunteers. What is empty narrows nothing.
type Filter struct {
	Neighbourhood string
	Activity      string // they offer
	Standing      Standing
	Check         string // that lacks or ends: they offer something that needs it
	Language      string // beside English
	OnDuty        string // "yes" or "no"
	Organisation  organisations.ID
	Name          string // a part of it
}

// Most is the largest number of volunteers among whom one is chosen by hand.
const Most = 1000

// Soon is how many days before a check ends it is told.
const Soon = 30

// Search lists volunteers the caller may see, whole, by family name. Where nothing asks for
// those who are gone they are left out.
func (s *Service) Search(ctx context.Context, f Filter) (all []Dossier, err error) {
	defer fault.Wrap(&err, "search volunteers")
	var wanted []string
	if f.Neighbourhood != "" {
		wanted = []string{f.Neighbourhood}
	}
	if f.Neighbourhood == Unplaced {
		wanted = []string{""}
	}
	hoods := access.Narrow(ctx, wanted, keepers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	if all, err = dossiers(r, standing(hoods, f.Standing)); err != nil {
		return nil, err
	}
	today := day.Of(r.Now())
	all = slices.DeleteFunc(all, func(d Dossier) bool { return !f.takes(b, d, today) })
	slices.SortStableFunc(all, func(a, b Dossier) int {
		return strings.Compare(fold(a.FamilyName+" "+a.GivenNames), fold(b.FamilyName+" "+b.GivenNames))
	})
	return all, nil
}

// Unplaced is the neighbourhood, in a [Filter], of whom the coordination point has to place.
const Unplaced = "coordination"

func (f Filter) takes(b *volunteering.Rules, d Dossier, today day.Date) bool {
	switch {
	case f.Activity != "" && !d.Does(f.Activity),
		f.Check != "" && !needsSoon(b, d, f.Check, today),
		f.Language != "" && !slices.Contains(d.Gives.Languages, f.Language),
		f.OnDuty != "" && d.OnDuty != (f.OnDuty == "yes"),
		f.Organisation != "" && d.Organisation != f.Organisation,
		f.Name != "" && !strings.Contains(fold(d.Name()), fold(f.Name)):
		return false
	}
	return true
}

// needsSoon reports whether somebody offers what needs a check, and lacks it or soon will.
func needsSoon(b *volunteering.Rules, d Dossier, check string, today day.Date) bool {
	if !slices.Contains(b.Asks(d.Activities), check) {
		return false
	}
	return len(lacksCheck(b, d, check, today)) > 0 || len(lacksCheck(b, d, check, today.AddDays(Soon))) > 0
}

// Counted is how many volunteers of some neighbourhoods stand where.
type Counted map[Standing]int64

// Count counts the volunteers the caller may see by standing.
func (s *Service) Count(ctx context.Context) (c Counted, err error) {
	defer fault.Wrap(&err, "count volunteers")
	hoods := access.Narrow(ctx, nil, keepers...)
	if hoods != nil && len(hoods) == 0 {
		return Counted{}, nil
	}
	return countStandings(s.db.Read(ctx), hoods)
}

// Ending is a check that what somebody offers needs and that ends soon, or has ended.
type Ending struct {
	Volunteer Volunteer
	Check     volunteering.Check
	On        day.Date // the last day it counts
	Ended     bool
	// Stops are the names of what they offer and may not do without it.
	Stops []string
}

// Endings lists the checks of some volunteers that end within so many days, or have ended,
// the first to end first: of each check of a kind the one that lasts longest counts.
func Endings(b *volunteering.Rules, all []Dossier, today day.Date, within int) (ends []Ending) {
	for _, d := range all {
		if d.Standing.Gone() {
			continue
		}
		for _, id := range b.Asks(d.Activities) {
			if e, ok := ending(b, d, id, today, within); ok {
				ends = append(ends, e)
			}
		}
	}
	slices.SortStableFunc(ends, func(a, b Ending) int { return a.On.Compare(b.On) })
	return ends
}

func ending(b *volunteering.Rules, d Dossier, id string, today day.Date, within int) (e Ending, ok bool) {
	c, known := b.Check(id)
	if !known || len(lacksCheck(b, d, id, today.AddDays(within))) == 0 {
		return e, false
	}
	var untils []day.Date
	for _, h := range d.Checks {
		if h.Withdrawn == "" && h.answers(c, b) {
			if until := h.Until(c); !until.IsZero() {
				untils = append(untils, until)
			}
		}
	}
	if len(untils) == 0 {
		return e, false // it never was there; that is lacking, not ending
	}
	slices.SortFunc(untils, day.Date.Compare)
	last := untils[max(0, len(untils)-c.Times())]
	if last.After(today.AddDays(within)) {
		return e, false // what is lacking is another of them
	}
	e = Ending{Volunteer: d.Volunteer, Check: c, On: last, Ended: last.Before(today)}
	for _, a := range b.Activities {
		if d.Does(a.ID) && slices.Contains(b.Needs(a), id) {
			e.Stops = append(e.Stops, a.Name)
		}
	}
	return e, true
}

// RunningOut lists the checks of the volunteers the caller may see that end soon or have.
func (s *Service) RunningOut(ctx context.Context, neighbourhood string) (ends []Ending, err error) {
	defer fault.Wrap(&err, "checks that end")
	all, err := s.Search(ctx, Filter{Neighbourhood: neighbourhood})
	if err != nil {
		return nil, err
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	return Endings(b, all, day.Of(s.db.Read(ctx).Now()), Soon), nil
}

// Today is the day by the program's clock.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.now(ctx)) }

func (s *Service) now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }
