// Package householdsweb is the pages of who is around a person, and its part of the
// person's page.
package householdsweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
}

type pages struct {
	households *households.Service
	people     *people.Service
	around     Around
}

// Pages are the pages on which staff say who is around a person.
func Pages(s *households.Service, who *people.Service, around Around) web.Pages {
	p := &pages{s, who, around}
	change := access.Anyone(access.Agent, access.Coordinator, access.Manager)
	return web.Pages{Routes: []web.Route{
		web.Get("/around/{id}", change, p.circle),
		web.Post("/around/{id}/home", change, p.saveHome),
		web.Get("/around/{id}/lives-with", change, p.addPage(livesWith)),
		web.Post("/around/{id}/lives-with", change, p.add(livesWith)),
		web.Get("/around/{id}/carer", change, p.addPage(caredFor)),
		web.Post("/around/{id}/carer", change, p.add(caredFor)),
		web.Get("/around/{id}/cares-for", change, p.addPage(caring)),
		web.Post("/around/{id}/cares-for", change, p.add(caring)),
		web.Get("/around/{id}/care/{care}", change, p.shows(p.editCare)),
		web.Post("/around/{id}/care/{care}", change, p.saves(p.editCare, "Saved what is noted of the care")),
		web.Post("/around/{id}/care/{care}/end", change, p.ends(p.editCare, "The care has ended. That it was given stays on file.")),
		web.Get("/around/{id}/helper", change, p.shows(p.newHelper)),
		web.Post("/around/{id}/helper", change, p.saves(p.newHelper, "The helper is noted")),
		web.Get("/around/{id}/helper/{helper}", change, p.shows(p.editHelper)),
		web.Post("/around/{id}/helper/{helper}", change, p.saves(p.editHelper, "Saved what is noted of the helper")),
		web.Post("/around/{id}/helper/{helper}/end", change, p.ends(p.editHelper, "They no longer help. That they did stays on file.")),
		web.Post("/around/{id}/left", change, p.left),
		web.Post("/around/{id}/tell-nothing", change, p.tellNothing),
		web.Post("/around/{id}/may-tell", change, p.mayTell),
	}}
}

// section is the navigation entry of these pages.
const section = "People"

// address is the page of who is around a person.
func address(id people.PersonID) string { return "/around/" + string(id) }

func (p *pages) today() day.Date { return day.Of(p.around.Now()) }

// personOf reads the person an address names.
func (p *pages) personOf(r *http.Request) (people.Person, error) {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return people.Person{}, err
	}
	return p.people.Person(r.Context(), id)
}

// versioned is the hidden field by which a form knows what it was drawn from.
func versioned(version int64) forms.Hidden {
	f := forms.Hidden{Name: "version"}
	f.Set(strconv.FormatInt(version, 10))
	return f
}

// versionOf is the version a form was drawn with. What is no number is the version of
// nothing, and so never the latest.
func versionOf(f forms.Hidden) int64 {
	n, err := strconv.ParseInt(f.Value(), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// mendable reports whether a page shows an error itself, beside what was typed.
func mendable(err error) bool {
	if err == nil {
		return false
	}
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict, fault.Invalid:
		return true
	}
	return false
}
