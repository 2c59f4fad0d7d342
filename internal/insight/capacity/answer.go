package capacity

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"kith/algo/forecast"
	"kith/internal/kernel/day"
)

// Answer is whether the borough can cope in the seven days from today, as it was last worked
// out.
type Answer struct {
	MadeAt time.Time
	From   day.Date // the first of the seven days
	Places []Place  // the whole borough first
}

// Place is how a place stands.
type Place struct {
	ID       string // "" is the whole borough
	Name     string
	Asked    Asked   // all needs
	By       []Asked // each category, the most first
	Balances []Balance
}

// Asked is what is likely to be asked.
type Asked struct {
	Category string // "" is all
	Name     string
	Last     int64 // in the last seven days; -1 is not known
	Forecast forecast.Forecast
	Days     int // that were counted since the first that had any
}

// Resource is something that may be short.
type Resource string

// The resources, in the order they are shown.
const (
	Hands   Resource = "volunteers"
	Minutes Resource = "call-minutes"
	Food    Resource = "food"
	Vans    Resource = "vans"
)

// resourceWords are what a resource is called, its unit, and its unit of one.
var resourceWords = map[Resource][3]string{
	Hands: {"Volunteers", "tasks", "task"}, Minutes: {"Call minutes", "minutes", "minute"}, Food: {"Food", "parcels", "parcel"}, Vans: {"Vans", "drops", "drop"},
}

// Name begins a sentence.
func (r Resource) Name() string { return resourceWords[r][0] }

// Unit is what it is counted in.
func (r Resource) Unit() string { return resourceWords[r][1] }

// State is whether something suffices.
type State string

// The states. Enough holds at the upper end of what is likely, Tight in the middle.
const (
	Enough  State = "enough"
	Tight   State = "tight"
	Short   State = "short"
	Unknown State = "not known"
)

// Balance is what is likely to be needed of a resource, beside what there is.
type Balance struct {
	Resource Resource
	Need     forecast.Day // in the seven days
	Banded   bool         // whether the band of Need is known
	Have     float64
	State    State
	Out      day.Date // the first day that is not covered; zero when all are
	Basis    string   // where the figures come from, in a sentence
	Help     string   // what would help most; "" when nothing is needed
}

// Missing is how much is missing in the middle case.
func (b Balance) Missing() int { return int(math.Ceil(max(0, b.Need.Mid-b.Have))) }

// In is a place of the answer; the zero Place where there is none.
func (a Answer) In(place string) Place {
	for _, p := range a.Places {
		if p.ID == place {
			return p
		}
	}
	return Place{}
}

// Short are the resources that a place is short of, the shortest first by the part missing.
func (p Place) Short() (all []Balance) { return p.at(Short) }

func (p Place) at(s State) (all []Balance) {
	for _, b := range p.Balances {
		if b.State == s {
			all = append(all, b)
		}
	}
	return all
}

// Worst is what would help most in a place: the resource of which the largest part is
// missing.
func (p Place) Worst() (worst Balance, found bool) {
	part := 0.0
	for _, b := range p.Short() {
		if of := float64(b.Missing()) / max(1, b.Need.Mid); of > part {
			worst, part, found = b, of, true
		}
	}
	return worst, found
}

// Sentence is the answer in a sentence or two: whether the borough can cope, where not, and
// what would help most.
func (a Answer) Sentence() string {
	var where []string
	for _, p := range a.Places[min(1, len(a.Places)):] {
		if short := p.Short(); len(short) > 0 {
			where = append(where, p.Name+" is short of "+names(short))
		}
	}
	borough := a.In("")
	switch {
	case len(a.Places) == 0:
		return "Nothing is worked out yet."
	case len(where) == 0 && len(borough.Short()) > 0:
		return "No: the borough is short of " + names(borough.Short()) + " in the next seven days."
	case len(where) > 3:
		return fmt.Sprintf("No: %d of %d neighbourhoods are short of something in the next seven days.", len(where), len(a.Places)-1)
	case len(where) > 0:
		return "Not everywhere: " + strings.Join(where, ", and ") + " in the next seven days."
	case len(borough.at(Unknown)) == len(borough.Balances):
		return "We cannot say: nothing is known of what there is."
	case len(borough.at(Tight)) > 0:
		return "Yes, but it is tight: " + names(borough.at(Tight)) + " would not last if more is asked than usual."
	}
	return "Yes: in the next seven days there is enough for what is likely to be asked."
}

func names(all []Balance) string {
	var list []string
	for _, b := range all {
		list = append(list, strings.ToLower(b.Resource.Name()))
	}
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}

// few is how many things a week a part of a hundred says nothing of.
const few = 10

// Trust says in plain words how well the forecast did on past weeks.
func (k Asked) Trust() string {
	switch f := k.Forecast; {
	case !f.Known:
		return fmt.Sprintf("Only %d days are counted. That is too few to say anything.", k.Days)
	case !f.Banded:
		return fmt.Sprintf("Only %d days are counted. The middle is a first guess, and how sure it is cannot be said.", k.Days)
	case f.Error.Usual < few:
		return fmt.Sprintf("Asked too seldom for a part of a hundred. On the last %d weeks it was off by %.0f in the middle case; the simple rule “same as last week” by %.0f.", f.Error.Weeks, f.Error.Off, f.Error.NaiveOff)
	default:
		return fmt.Sprintf("On the last %d weeks it was off by %.0f%% in the middle case; the simple rule “same as last week” by %.0f%%.", f.Error.Weeks, 100*f.Error.Rule, 100*f.Error.Naive)
	}
}

func (s *Service) answer(ctx context.Context, b book) (a Answer, err error) {
	r := s.db.Read(ctx)
	a = Answer{MadeAt: r.Now(), From: day.Of(r.Now())}
	counts, err := everyCount(r, a.From.AddDays(-counted))
	if err != nil {
		return a, err
	}
	there, err := thereIs(r, b, a.From)
	if err != nil {
		return a, err
	}
	for _, place := range b.everywhere() {
		p := Place{ID: place, Name: b.name(place), Asked: b.asked(counts, place, "", a.From)}
		for _, c := range b.catalogue.Categories {
			if len(counts[place][c.ID]) > 0 {
				p.By = append(p.By, b.asked(counts, place, c.ID, a.From))
			}
		}
		sortAsked(p.By)
		p.Balances = there.balances(b, p, counts, a.From)
		a.Places = append(a.Places, p)
	}
	return a, nil
}
