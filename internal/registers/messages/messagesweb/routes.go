// Package messagesweb is the pages of messages: what did not arrive, letters to print, texts
// that came in, writing to somebody, and the doors at which GOV.UK Notify tells its news.
package messagesweb

import (
	"kith/internal/plat/access"
	"kith/internal/plat/notify"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
)

// listPath is where the messages are listed.
const listPath = "/admin/messages"

// section is the navigation entry of these pages.
const section = "Messages"

type pages struct {
	messages *messages.Service
	hooks    func() notify.Callbacks
}

// Pages are the pages of messages. hooks gives the token that Notify's calls come with.
func Pages(s *messages.Service, hooks func() notify.Callbacks) web.Pages {
	p := &pages{messages: s, hooks: hooks}
	keepers := access.Anyone(messages.Keepers()...)
	return web.Pages{Nav: []web.NavItem{{Label: section, Href: listPath, Who: keepers, Order: 70}}, Routes: []web.Route{
		web.Get(listPath, keepers, p.list),
		web.Post(listPath+"/{id}/send-again", keepers, p.sendAgain),
		web.Post("/hooks/notify/receipts", access.Public(), p.receipt).FromProgram().Secret(),
		web.Post("/hooks/notify/texts", access.Public(), p.text).FromProgram().Secret(),
	}}
}
