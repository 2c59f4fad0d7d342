// Package breakglassweb is the pages on which somebody is opened in an emergency, read part by
// part, and on which managers review that.
package breakglassweb

import (
	"context"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/breakglass"
	"kith/internal/work/needs"
)

// Around tells the pages what lies outside.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Referred is the request with a reference; "" when there is none.
	Referred(ctx context.Context, reference ident.Reference) (needs.RequestID, error)
	// RecordOf is whom a request is for.
	RecordOf(ctx context.Context, id needs.RequestID) (people.RecordID, error)
	// Questions are those a request answered, by the version of the blueprint.
	Questions(ctx context.Context, version string) (*answers.Questions, error)
	// CategoryName is a kind of need in words.
	CategoryName(ctx context.Context, id string) string
}

type pages struct {
	glass  *breakglass.Service
	around Around
}

const (
	section = "Emergency"
	// A person is opened by a request of theirs: an address with their own id would let whoever
	// holds it look for them elsewhere.
	requestPath = breakglass.Path + "/requests/{id}"
	openPath    = breakglass.Path + "/open/{id}"
)

// Pages are the pages of emergencies.
func Pages(s *breakglass.Service, around Around) web.Pages {
	p := &pages{s, around}
	open, review := access.Anyone(breakglass.Openers()...), access.Anyone(breakglass.Reviewers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(breakglass.Path, open, p.start),
		web.Post(breakglass.Path, open, p.find),
		web.Get(requestPath, open, p.ask),
		web.Post(requestPath, open, p.open),
		web.Get(openPath, open, p.opened),
		web.Post(openPath+"/read/{part}", open, p.read),
		web.Post(openPath+"/second", open, p.second),
		web.Post(openPath+"/close", open, p.close),
		web.Get(breakglass.ReviewPath, review, p.reviews),
		web.Post(breakglass.ReviewPath+"/{id}", review, p.review),
	}}
}

func openAddress(id breakglass.ID) string { return breakglass.Path + "/open/" + string(id) }

func clock(at time.Time) string { return at.In(day.London).Format("15:04") }

func moment(at time.Time) string { return day.Of(at).Short() + " at " + clock(at) }

func (p *pages) hubs(ctx context.Context) (map[string]string, error) {
	all, err := p.around.Neighbourhoods(ctx)
	names := map[string]string{"": "No hub yet"}
	for _, n := range all {
		names[n.ID] = n.Name
	}
	return names, err
}
