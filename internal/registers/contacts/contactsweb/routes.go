// Package contactsweb is the pages of contacts: the one-minute log of what other agencies
// did, a file of theirs, and the contacts' part of a person's page.
package contactsweb

import (
	"context"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
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
	contacts *contacts.Service
	people   *people.Service
	around   Around
}

// The addresses of the log.
const (
	section    = "People"
	logPath    = "/contacts/log"
	importPath = "/contacts/import"
)

func logAddress(id people.PersonID) string { return logPath + "/" + string(id) }

// largestFile is how large a file of contacts may be.
const largestFile = 10 << 20

// Pages are the pages of contacts.
func Pages(s *contacts.Service, who *people.Service, around Around) web.Pages {
	p := &pages{s, who, around}
	log := access.Anyone(contacts.Loggers()...)
	take := access.Anyone(contacts.Importers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(logPath, log, p.find),
			web.Post(logPath, log, p.search),
			web.Get(logPath+"/{id}", log, p.logPage),
			web.Post(logPath+"/{id}", log, p.keep),
			web.Get(importPath, take, p.importPage),
			web.Post(importPath, take, p.takeIn).MaxBody(largestFile),
		},
		Nav: []web.NavItem{{Label: "Contact log", Href: logPath, Who: log, Order: 35}},
	}
}

func parsePerson(text string) (people.PersonID, error) { return ident.Parse[people.Person](text) }
