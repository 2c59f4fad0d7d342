// Package messagesweb is the pages of messages: what did not arrive, letters to print, texts
// that came in, writing to somebody, and the doors at which GOV.UK Notify tells its news.
package messagesweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/notify"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
)

// The addresses of the pages.
const (
	listPath  = "/admin/messages"
	textsPath = listPath + "/texts"
)

// section is the navigation entry of these pages.
const section = "Messages"

type pages struct {
	messages *messages.Service
	people   People
	hooks    func() notify.Callbacks
}

// People finds people, and notes that somebody looked. *people.Service does.
type People interface {
	Person(ctx context.Context, id people.PersonID) (people.Person, error)
	WhoseRecord(ctx context.Context, record string) (people.PersonID, error)
}

// Pages are the pages of messages. hooks gives the token that Notify's calls come with.
func Pages(s *messages.Service, who People, hooks func() notify.Callbacks) web.Pages {
	p := &pages{messages: s, people: who, hooks: hooks}
	keepers, writers := access.Anyone(messages.Keepers()...), access.Anyone(messages.Writers()...)
	return web.Pages{Nav: []web.NavItem{{Label: section, Href: listPath, Who: keepers, Order: 70}}, Routes: []web.Route{
		web.Get(listPath, keepers, p.list),
		web.Post(listPath+"/{id}/send-again", keepers, p.sendAgain),
		web.Get(listPath+"/{id}/print", writers, p.queued),
		web.Post(listPath+"/{id}/posted", writers, p.posted),
		web.Get(textsPath, writers, p.texts),
		web.Post(textsPath+"/{id}/read", writers, p.markRead),
		web.Get("/people/{id}/write", writers, p.write),
		web.Post("/people/{id}/write", writers, p.send),
		web.Post("/hooks/notify/receipts", access.Public(), p.receipt).FromProgram().Secret(),
		web.Post("/hooks/notify/texts", access.Public(), p.text).FromProgram().Secret(),
	}}
}
