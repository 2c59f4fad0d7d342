// Package callweb is the call: the one screen on which an agent takes what somebody says
// on the telephone, and the list of calls that are not finished.
package callweb

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/tasks"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AskedAs finds whom a request is for, where the text is the request's reference.
	AskedAs(ctx context.Context, text string) ([]people.Hit, error)
	// ToRing are the calls that are still to be made to a person.
	ToRing(ctx context.Context, p people.Person) ([]tasks.Task, error)
	// RungOn are the calls that are still to be made on some numbers to others than a person,
	// noted as shown; ask says that there are some the caller may not know of.
	RungOn(ctx context.Context, numbers []phone.Number, not people.PersonID) (all []tasks.Rung, ask bool, err error)
	// RangBack records such a call as made, because the person rang us.
	RangBack(ctx context.Context, c tasks.Choice) error
	// SettingsThatAsk are the care homes, schools and other settings a call may be for.
	SettingsThatAsk(ctx context.Context) ([]organisations.Organisation, error)
}

// section is the navigation entry of these pages.
const section = "Call"

const callsPath = "/calls"

func address(id intake.CallID) string { return callsPath + "/" + string(id) }

type pages struct {
	intake *intake.Service
	people *people.Service
	around Around
	panels []peopleview.Panel
}

// Pages are the pages of calls. The panels are other features' parts of a person, shown
// beside what is said.
func Pages(s *intake.Service, who *people.Service, around Around, panels ...peopleview.Panel) web.Pages {
	p := &pages{intake: s, people: who, around: around, panels: slices.Clone(panels)}
	slices.SortStableFunc(p.panels, func(a, b peopleview.Panel) int { return cmp.Compare(a.Order, b.Order) })
	callers := access.Anyone(intake.Callers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(callsPath, callers, p.list),
			web.Post(callsPath, callers, p.start),
			web.Post(callsPath+"/desk", callers, p.startDesk),
			web.Get(callsPath+"/{id}", callers, p.call),
			web.Post(callsPath+"/{id}", callers, p.act),
			web.Post(callsPath+"/{id}/draft", callers, p.draft),
			web.Post(callsPath+"/{id}/lookup", callers, p.lookUp),
			web.Post(callsPath+"/{id}/resume", callers, p.resume),
			web.Post(callsPath+"/{id}/seen-to", access.Anyone(access.Coordinator, access.Manager), p.seeTo),
		},
		Nav: []web.NavItem{{Label: section, Href: callsPath, Who: callers, Order: 5}},
	}
}

// hoods are the names of neighbourhoods by their ids.
func (p *pages) hoods(ctx context.Context) (map[string]string, error) {
	all, err := p.around.Neighbourhoods(ctx)
	names := map[string]string{"": "the coordination point"}
	for _, n := range all {
		names[n.ID] = cmp.Or(n.ShortName, n.Name)
	}
	return names, err
}
