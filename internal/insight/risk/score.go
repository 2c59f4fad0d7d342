package risk

import (
	"slices"
	"time"

	"kith/internal/insight/roll"
)

// Score is somebody's priority for contact, with all that it came of.
type Score struct {
	Version string    `json:"version"` // of the points
	At      time.Time `json:"at"`
	Total   int       `json:"total"`
	Items   []Item    `json:"items"` // those that count most, first; what they count is the total
	// NotLast says that too little is known of them to let them stand in the last band.
	NotLast bool `json:"not_last,omitempty"`
}

// Item is one thing that counts.
type Item struct {
	Factor  string    `json:"factor"`
	Domain  string    `json:"domain"`
	Points  int       `json:"points"` // by itself
	Counts  int       `json:"counts"` // within the cap of its domain
	Because string    `json:"because"`
	Source  string    `json:"source"`
	Since   time.Time `json:"since,omitzero"` // when it was said; zero where it has no day
	Until   time.Time `json:"until,omitzero"` // when it no longer counts; zero is never
}

// The ids of what is added for not knowing.
const (
	NoContact = "no-contact"
	NoNews    = "no-news"
)

// Score reckons somebody's priority, at a time.
func (p *Points) Score(e *roll.Entry, version string, now time.Time) Score {
	s := Score{Version: version, At: now, NotLast: e.Unlinked() || e.Known() == 0}
	for i := range p.Factors {
		if item, counts := p.Factors[i].item(e, now); counts {
			s.Items = append(s.Items, item)
		}
	}
	s.Items = p.Uncertainty.add(s.Items, e, now)
	p.cap(&s)
	return s
}

// item is what a factor counts for somebody, by itself.
func (f *Factor) item(e *roll.Entry, now time.Time) (Item, bool) {
	h, holds := f.When.holds(e, now)
	if !holds {
		return Item{}, false
	}
	item := Item{Factor: f.ID, Domain: f.Domain, Points: f.Points, Because: f.Because, Source: h.source, Since: h.since}
	if f.ExpiresDays > 0 && !h.since.IsZero() {
		item.Until = h.since.AddDate(0, 0, f.ExpiresDays)
		if !item.Until.After(now) {
			return Item{}, false
		}
	}
	return item, true
}

// add adds what is added for not knowing.
func (u *Uncertainty) add(items []Item, e *roll.Entry, now time.Time) []Item {
	for _, one := range []struct {
		id   string
		u    Uncertain
		last time.Time
	}{{NoContact, u.NoContact, e.Reached}, {NoNews, u.NoNews, news(e)}} {
		if one.u.Points > 0 && !one.last.After(now.AddDate(0, 0, -one.u.Days)) {
			items = append(items, Item{
				Factor: one.id, Domain: NotKnowing, Points: one.u.Points, Because: one.u.Because, Source: Records, Since: one.last,
			})
		}
	}
	return items
}

// news is when something was last learned of somebody.
func news(e *roll.Entry) (last time.Time) {
	see := func(at time.Time) {
		if at.After(last) {
			last = at
		}
	}
	see(e.Reached)
	see(e.Joined)
	for _, s := range e.Sources {
		see(s.At)
	}
	for _, n := range e.Needs {
		see(n.Opened)
	}
	for _, a := range e.Attributes {
		if !a.From.IsZero() {
			see(a.From.Start())
		}
	}
	return last
}

// cap says what each item counts within the cap of its domain, those of most points first.
func (p *Points) cap(s *Score) {
	if len(s.Items) > 1 {
		slices.SortStableFunc(s.Items, func(a, b Item) int { return b.Points - a.Points })
	}
	for i := range s.Items {
		left := p.Cap(s.Items[i].Domain)
		for j := range s.Items[:i] {
			if s.Items[j].Domain == s.Items[i].Domain {
				left -= s.Items[j].Counts
			}
		}
		s.Items[i].Counts = min(s.Items[i].Points, max(0, left))
		s.Total += s.Items[i].Counts
	}
}
