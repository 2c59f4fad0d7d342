// Package volunteersweb is the coordinator's side of the volunteer bureau.
package volunteersweb

import (
	"context"
	"slices"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// VolunteerLetter is the letter that proves what a volunteer is, as a PDF.
	VolunteerLetter(ctx context.Context, p volunteers.Paper) ([]byte, error)
	// VolunteerCard is the same as a card for the wallet.
	VolunteerCard(ctx context.Context, p volunteers.Paper) ([]byte, error)
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// Helping are the organisations that take work.
	Helping(ctx context.Context) ([]organisations.Organisation, error)
	// AskedOf is the last message to a volunteer about each check they were asked for, and
	// whether any are sent here at all.
	AskedOf(ctx context.Context, id volunteers.ID) (last map[string]messages.Message, sends bool, err error)
	// Tongues are the languages people here speak beside English, by name.
	Tongues(ctx context.Context) ([]string, error)
	// FindPeople finds residents the caller may see by name, phone number or reference.
	FindPeople(ctx context.Context, text string) ([]people.Hit, error)
	// Took writes into the journal what somebody takes in a file.
	Took(ctx context.Context, e journal.Entry) error
}

// keepers may see and change the volunteers of the neighbourhoods they work for.
var keepers = []access.Role{access.Coordinator, access.Manager}

type pages struct {
	volunteers *volunteers.Service
	around     Around
}

// section is the navigation entry of these pages.
const section = "Volunteers"

// The addresses of the lists.
const (
	listPath       = "/volunteers"
	endingPath     = "/volunteers/ending"
	groupsPath     = "/volunteer-groups"
	activitiesPath = "/volunteer-activities"
	importPath     = "/volunteer-files"
)

// mostBytes is the largest file of volunteers that is taken.
const mostBytes = 10 << 20

// Pages are the pages of the bureau.
func Pages(s *volunteers.Service, around Around) web.Pages {
	p := &pages{volunteers: s, around: around}
	keepers := access.Anyone(keepers...)
	return web.Pages{
		Routes: slices.Concat(p.lists(keepers), p.ofOne(keepers), p.photoRoutes(keepers)),
		Nav:    []web.NavItem{{Label: section, Href: listPath, Who: keepers, Order: 50}},
	}
}

func (p *pages) lists(keepers access.Rule) []web.Route {
	return []web.Route{
		web.Get(listPath, keepers, p.list),
		web.Post("/volunteers/find", keepers, p.find),
		web.Post("/volunteers/all/move", keepers, p.moveMany),
		web.Post("/volunteers/all/hand-over", keepers, p.handOverMany),
		web.Post("/volunteers/all/off-duty", keepers, p.offDutyMany),
		web.Post("/volunteers/all/ask", keepers, p.askMany),
		web.Get("/volunteers/new", keepers, p.newPage),
		web.Post("/volunteers/new", keepers, p.add),
		web.Get(endingPath, keepers, p.ending),
		web.Get(groupsPath, keepers, p.groups),
		web.Get(groupsPath+"/{id}", keepers, p.groupPage),
		web.Post(groupsPath+"/{id}", keepers, p.setGroup),
		web.Get(activitiesPath, access.SignedIn(), p.activities),
		web.Get(activitiesPath+"/{id}", access.SignedIn(), p.activity),
		web.Get(importPath, keepers, p.sheets),
		web.Post(importPath, keepers, p.handIn).MaxBody(mostBytes),
		web.Get(importPath+"/{id}", keepers, p.sheet),
		web.Post(importPath+"/{id}", keepers, p.takeIn),
		web.Post(importPath+"/{id}/rejected", keepers, p.rejected),
	}
}

func (p *pages) ofOne(keepers access.Rule) []web.Route {
	const one = "/volunteers/{id}"
	return []web.Route{
		web.Get(one, keepers, p.folder),
		web.Get(one+"/edit", keepers, p.editPage),
		web.Post(one+"/edit", keepers, p.save),
		web.Post(one+"/letter", keepers, p.letter),
		web.Post(one+"/card", keepers, p.card),
		web.Get(one+"/move", keepers, p.movePage),
		web.Post(one+"/move", keepers, p.move),
		web.Get(one+"/hand-over", keepers, p.handOverPage),
		web.Post(one+"/hand-over", keepers, p.handOver),
		web.Post(one+"/duty", keepers, p.duty),
		web.Post(one+"/ask", keepers, p.ask),
		web.Get(one+"/check", keepers, p.checkPage),
		web.Post(one+"/check", keepers, p.check),
		web.Get(one+"/check/{check}/withdraw", keepers, p.withdrawPage),
		web.Post(one+"/check/{check}/withdraw", keepers, p.withdraw),
		web.Post(one+"/module", keepers, p.module),
		web.Post(one+"/agree", keepers, p.agree),
		web.Get(one+"/apart", keepers, p.apartPage),
		web.Post(one+"/apart", keepers, p.apart),
		web.Post(one+"/apart/{apart}/lift", keepers, p.lift),
	}
}

func address(id volunteers.ID) string { return "/volunteers/" + string(id) }
