package deployment

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/registers/staff"
	"kith/internal/work/steps"
)

// Seat is one person's part of a shift: a post of a hub, on a day.
type Seat struct {
	Hub    string // "" is the borough
	Post   string
	Shift  string
	Day    day.Date // on which it begins
	Number int      // from 1 to as many as the shift needs
}

// String is the seat as forms name it.
func (s Seat) String() string {
	return fmt.Sprintf("%s/%s/%s/%s/%d", cmp.Or(s.Hub, BoroughWide), s.Post, s.Shift, s.Day, s.Number)
}

// ParseSeat reads a seat as a form names it.
func ParseSeat(text string) (Seat, error) {
	wrong := fault.New(fault.Invalid, "deployment.no-seat", "This is no shift of the plan. Open the plan again.")
	p := strings.Split(text, "/")
	if len(p) != 5 {
		return Seat{}, wrong
	}
	on, err := day.ParseDate(p[3])
	if err != nil {
		return Seat{}, wrong
	}
	n, err := strconv.Atoi(p[4])
	if err != nil || n < 1 || n > mostPeople {
		return Seat{}, wrong
	}
	if p[0] == BoroughWide {
		p[0] = ""
	}
	return Seat{p[0], p[1], p[2], on, n}, nil
}

// Opening is a seat with when and where it is, and what it asks.
type Opening struct {
	Seat
	Name     string // of the post, on the rota
	Place    string // in words
	From, To time.Time
	Skills   []string
	Demands  []string
	Weight   Weight
	At       *grid.Point // nil when it is worked from home, or nobody knows where it is
}

// call is what the opening asks of whoever works it.
func (o Opening) call() staff.Call {
	return staff.Call{Neighbourhood: o.Hub, From: o.From, To: o.To, Skills: o.Skills, Demands: o.Demands, At: o.At}
}

// Span is a stretch of somebody's time.
type Span struct{ From, To time.Time }

// Monday is the first day of the week a day lies in.
func Monday(d day.Date) day.Date { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }

// Site is what is known of where a hub, or the borough, works.
type Site struct {
	Hub  string // "" is the borough
	Name string // of its base
	At   *grid.Point
	// Level is the activation level there; "" where it is not known.
	Level steps.Level
}

// Openings lists every seat of a week, by post and day. titles names roles by their ids; at
// finds a postcode, and may return nil.
func (e *Establishment) Openings(monday day.Date, sites []Site, titles map[string]string, at func(Place) *grid.Point) (all []Opening) {
	for _, site := range sites {
		for _, p := range e.Posts {
			if p.in(site.Hub) {
				all = append(all, p.openings(monday, site, titles, at)...)
			}
		}
	}
	return all
}

func (p Post) openings(monday day.Date, site Site, titles map[string]string, at func(Place) *grid.Point) (all []Opening) {
	of := Opening{Name: p.Name, Place: p.Place.Name, Skills: p.Skills, Demands: p.Demands, Weight: p.Weight, At: site.At}
	if of.Name == "" {
		of.Name = titles[p.Role]
	}
	switch {
	case p.Place.Home:
		of.Place, of.At = "From home", nil
	case p.Place.Postcode != "":
		of.At = at(p.Place)
	case of.Place == "":
		of.Place = site.Name
	}
	for d := range 7 {
		on := monday.AddDays(d)
		for _, s := range p.Shifts {
			if s.worked(on.Weekday()) && s.at(site.Level) {
				all = append(all, s.openings(of, Seat{Hub: site.Hub, Post: p.ID, Shift: s.ID, Day: on})...)
			}
		}
	}
	return all
}

func (s Shift) worked(on time.Weekday) bool {
	for _, d := range s.Days {
		if d.day() == on {
			return true
		}
	}
	return false
}

func (s Shift) openings(o Opening, seat Seat) (all []Opening) {
	o.From, o.To = s.On(seat.Day)
	for n := range s.People {
		o.Seat = seat
		o.Number = n + 1
		all = append(all, o)
	}
	return all
}
