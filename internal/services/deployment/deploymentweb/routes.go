// Package deploymentweb is the pages of redeployed staff at work: the cover of the week, the
// plan, who has which shift, how people are, their going back, and everybody's own shifts.
package deploymentweb

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/registers/staff/staffview"
	"kith/internal/services/deployment"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// PublicURL is where people find the site; "" where no address was set.
	PublicURL() string
	// Saw is told whose details were shown.
	Saw(ctx context.Context, e journal.Entry) error
	// Took is told first of what leaves as a file; where it cannot be, nothing leaves.
	Took(ctx context.Context, e journal.Entry) error
}

type pages struct {
	deployment *deployment.Service
	around     Around
}

const (
	section = staffview.Section
	home    = "/deployment"

	seatsPath = home + "/seats"
)

// Pages are the pages of redeployed staff at work.
func Pages(s *deployment.Service, around Around) web.Pages {
	p := &pages{s, around}
	keepers := access.Anyone(staff.Keepers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, keepers, p.week),
			web.Get(home+exportPath, keepers, p.exportWeek).Streaming(),
			web.Get(home+bookPath, keepers, p.exportBook),
			web.Get(home+"/hubs/{hub}", keepers, p.rota),
			web.Get(home+"/hubs/{hub}"+exportPath, keepers, p.exportWeek).Streaming(),
			web.Get(home+"/hubs/{hub}"+bookPath, keepers, p.exportBook),
			web.Get(home+"/plan", keepers, p.plan),
			web.Post(home+"/plan", keepers, p.apply).MaxBody(planBytes),
			web.Get(seatsPath, keepers, p.seats),
			web.Get(seatsPath+"/{seat...}", keepers, p.seat),
			web.Post(home+"/seats/{seat...}", keepers, p.decide),
			web.Get(home+"/shifts/{id}", keepers, p.shift),
			web.Post(home+"/shifts/{id}", keepers, p.takeOff),
			web.Get(home+"/check-ins", keepers, p.checkIns),
			web.Get(home+"/people/{id}/check-in", keepers, p.askPage),
			web.Post(home+"/people/{id}/check-in", keepers, p.ask),
			web.Post(home+"/people/{id}/settle", keepers, p.settle),
			web.Get(home+"/people/{id}/hand-back", keepers, p.handBackPage),
			web.Post(home+"/people/{id}/hand-back", keepers, p.handBack),
			web.Get(home+"/people/{id}/calendar", keepers, p.calendarPage),
			web.Post(home+"/people/{id}/calendar", keepers, p.makeFeed).Secret(),
			web.Post(home+"/people/{id}/calendar/end", keepers, p.endFeed),
			web.Get(home+"/mine", access.SignedIn(), p.mine),
			web.Post(home+"/mine/calendar", access.SignedIn(), p.makeOwnFeed).Secret(),
			web.Post(home+"/mine/calendar/end", access.SignedIn(), p.endOwnFeed),
			web.Get(deployment.FeedPath+"{secret}", access.Public(), p.feed),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: keepers, Order: 58}},
	}
}

// planBytes is how large a plan may be that is applied.
const planBytes = 1 << 20

// words are what hubs are called, and which week a page shows.
type words struct {
	hoods  []places.Neighbourhood
	monday day.Date
	today  day.Date
}

func (p *pages) words(r *http.Request) (k words, err error) {
	k.today = p.deployment.Today(r.Context())
	k.monday = deployment.Monday(k.today)
	if text := r.URL.Query().Get("week"); text != "" {
		on, err := day.ParseDate(text)
		if err != nil {
			return k, err
		}
		k.monday = deployment.Monday(on)
	}
	k.hoods, err = p.around.Neighbourhoods(r.Context())
	return k, err
}

func (k words) hub(id string) string {
	if id == "" || id == deployment.BoroughWide {
		return "Borough-wide"
	}
	for _, n := range k.hoods {
		if n.ID == id {
			return n.Short()
		}
	}
	return id
}

// hubPath is a hub as addresses name it.
func hubPath(id string) string {
	if id == "" {
		return deployment.BoroughWide
	}
	return id
}

// weekWords is the week in words.
func (k words) weekWords() string {
	return "Week of " + k.monday.Long()
}

// to is an address with the week of the page, or another.
func to(path string, monday day.Date, more ...string) string {
	q := url.Values{"week": {monday.String()}}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			q.Set(more[i], more[i+1])
		}
	}
	return path + "?" + q.Encode()
}

// clocks are when a shift is, as a rota says it: "9am–1pm".
func clocks(from, to time.Time) string { return clock(from) + "–" + clock(to) }

func clock(t time.Time) string {
	local := t.In(day.London)
	if local.Minute() == 0 {
		return local.Format("3pm")
	}
	return local.Format("3:04pm")
}

// on is the day of a shift: "Tue 7 Apr".
func on(t time.Time) string { return t.In(day.London).Format("Mon 2 Jan") }

func staffAddress(id staff.ID) string { return "/staff/" + string(id) }

func peopleAddress(id staff.ID, what string) string {
	return home + "/people/" + string(id) + "/" + what
}

// saw notes that names were shown.
func (p *pages) saw(ctx context.Context, verb string, people int) {
	_ = p.around.Saw(ctx, journal.Entry{Verb: verb, Topic: "deployment.read", Data: map[string]any{"people": people}})
}

func hidden(name, value string) forms.Hidden {
	f := forms.Hidden{Name: name, Required: true}
	f.Set(value)
	return f
}
