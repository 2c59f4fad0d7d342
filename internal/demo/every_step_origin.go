package demo

import (
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
	"kith/internal/work/steps"
)

// origin is what a run was begun for.
type origin struct {
	channel       needs.Channel
	words         string // what they said who asked
	why           string // what set it off where nobody asked
	answers       answers.Answers
	decision      needs.Result
	work          protocols.Work
	answersWithin time.Duration // of the service it goes to
}

// origin makes up why a protocol is begun for somebody: they asked for what it is for, or
// for something it refers on, or they are on a list.
func (w *walker) origin(p *steps.Protocol, who household) (o origin, err error) {
	switch s := p.Starts; {
	case s.Straight:
		o, err = w.asked(who, "medicines", func(r needs.Result) bool { return r.StraightTo != "" })
		o.to(w.destination(o.decision.StraightTo), true)
	case len(s.Refers) > 0:
		to := w.referredTo(p.ID())
		category := "other"
		if len(to.For) > 0 {
			category = to.For[0]
		} else if of, ok := referredFor[to.Kind]; ok {
			category = of
		}
		o, err = w.asked(who, category, func(r needs.Result) bool { return r.StraightTo == "" })
		o.decision.Labels = append(slices.Clone(o.decision.Labels), p.Labels...)
		o.to(to, to.Confidential)
	case len(s.Needs) > 0:
		category := s.Needs[w.number%len(s.Needs)]
		o, err = w.asked(who, category, func(r needs.Result) bool {
			return r.StraightTo == "" && w.book.ForNeed(r) == p.ID()
		})
	default:
		o, err = w.asked(who, "other", func(needs.Result) bool { return true })
		o.channel, o.why, o.answers = needs.Raised, "They registered themselves, so that somebody rings them.", nil
		o.words = o.why
	}
	return o, err
}

// asked is a request for one kind of help, answered in one of the ways in which triage
// decides as it should. Where it decides so in none, the route is still open.
func (w *walker) asked(who household, category string, wanted func(needs.Result) bool) (o origin, err error) {
	q, triage := blueprint.Part[*answers.Questions](w.b), blueprint.Part[*needs.Triage](w.b)
	o = origin{channel: needs.Phone, words: town.Words(category, w.number)}
	for _, more := range ways {
		ask := town.Ask{Categories: []string{category}, OwnWords: o.words, CanPay: more.pays, FoodToday: more.none, Shielded: more.shields}
		o.answers = given(q, ask, who.Household, who.who, w.town.Today)
		if more.medicine != "" && o.answers.First("medicine_kind") != "" {
			o.answers["medicine_kind"] = []string{more.medicine}
		}
		facts := needs.Facts{
			Need: category, Needs: []string{category}, Channel: string(needs.Phone), Neighbourhood: who.Home.Neighbourhood,
			Age: day.AgeOn(who.who.BirthDate, w.town.Today),
		}
		if o.decision, err = triage.Decide(facts, o.answers); err != nil {
			return o, err
		}
		meanwhile, bridged := triage.Meanwhile(o.decision)
		switch {
		case wanted(o.decision):
			return w.working(o, who), nil
		case bridged && wanted(meanwhile):
			o.decision = meanwhile
			return w.working(o, who), nil
		}
	}
	if c, ok := blueprint.Part[*needs.Catalogue](w.b).Find(category); ok {
		o.decision = needs.Result{
			Need: category, Priority: c.Priority, FirstContactHours: c.FirstContactHours, DueHours: c.DueHours, TaskTitle: c.TaskTitle,
			WhoMay: slices.Clone(c.WhoMay), Labels: c.AllLabels(),
		}
	}
	return w.working(o, who), nil
}

// ways are the ways in which somebody answers what routes hang on.
var ways = []struct {
	pays, none, shields bool
	medicine            string
}{
	{pays: true, medicine: "ordinary"},
	{none: true, medicine: "controlled"},
	{shields: true, pays: true, medicine: "substitution"},
	{shields: true},
}

// working is what the run is for, as triage decided it.
func (w *walker) working(o origin, who household) origin {
	d := o.decision
	o.work = protocols.Work{
		Category: d.Need, Title: d.TaskTitle, Area: who.Home.Postcode.Sector(), Priority: d.Priority, WhoMay: d.WhoMay, Labels: d.Labels,
	}
	return o
}

// to hands what was asked for to a service; aside keeps it off every hub's board.
func (o *origin) to(d referrals.Destination, aside bool) {
	o.work.Title, o.work.WhoMay, o.work.Destination, o.work.Aside = "Refer on", []needs.Doer{needs.Staff}, d.ID, aside
	o.work.Labels = o.decision.Labels
	if o.answersWithin = time.Duration(d.AcknowledgeHours) * time.Hour; aside {
		o.work.Category = ""
	}
}

// referredTo is the first service to which a protocol hands needs.
func (w *walker) referredTo(protocol string) referrals.Destination {
	all := blueprint.Part[*referrals.Destinations](w.b).Destinations
	at := slices.IndexFunc(all, func(d referrals.Destination) bool {
		return d.StatusOn(w.town.Today) != referrals.Suspended && w.book.ForReferral(d.ID) == protocol
	})
	if at < 0 {
		return referrals.Destination{}
	}
	return all[at]
}

func (w *walker) destination(id string) referrals.Destination {
	d, _ := blueprint.Part[*referrals.Destinations](w.b).Find(id)
	return d
}

// referredFor is what people ask for whom a kind of service helps.
var referredFor = map[string]string{
	"welfare": "benefits-debt", "benefits": "benefits-debt", "health": "mental-wellbeing", "social-prescribing": "befriending",
	"mental-health": "mental-wellbeing", "out-of-hours": "food", "lead-food-bank": "food", "food-bank": "food",
}
