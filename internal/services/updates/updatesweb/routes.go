// Package updatesweb is the page on which somebody says whether it was sorted.
package updatesweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/services/updates"
)

// Words are the texts of these pages, under "sorted" in the catalogues.
type Words struct {
	Title, Lead         string
	More, MoreHint      string
	Answers             map[updates.Answer]string
	Thanks              string
	ThanksYes, ThanksNo string
	Again               string
	Gone                string
}

var texts = words.Declare[Words]("sorted")

func say(ctx context.Context) *Words { return texts.In(ctx) }

type pages struct{ updates *updates.Service }

// Pages are the public's pages.
func Pages(s *updates.Service) web.Pages {
	p := &pages{updates: s}
	return web.Pages{Spoken: true, Routes: []web.Route{
		web.Get(updates.SortedPath+"{token}", access.Public(), p.question),
		web.Post(updates.SortedPath+"{token}", access.Public(), p.answer).Secret(),
	}}
}

// StaffPages are the pages on which staff read the answers.
func StaffPages(s *updates.Service) web.Pages {
	p := &pages{updates: s}
	return web.Pages{Routes: []web.Route{web.Get(feedbackPath, access.Anyone(updates.Readers()...), p.feedback)}}
}
