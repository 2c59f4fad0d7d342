package messages_test

import (
	"context"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/postbox"
	"kith/internal/registers/messages"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/people"
)

var (
	noon                      = messagestest.Noon
	hub, leigh, point, nobody = messagestest.Hub, messagestest.Leigh, messagestest.Point, messagestest.Nobody
	order, safely             = messagestest.Order, messagestest.Safely
)

// post is a borough with a postbox, and what only these tests see of a message.
type post struct {
	*messagestest.Post
	t   *testing.T
	db  *db.DB
	box *postbox.Box
	ctx context.Context
}

// each runs a test on both engines, each time in a borough of its own with an empty postbox.
func each(t *testing.T, test func(t *testing.T, p *post)) {
	messagestest.Each(t, func(t *testing.T, p *messagestest.Post) {
		test(t, &post{Post: p, t: t, db: p.DB, box: p.Box, ctx: p.Ctx})
	})
}

func (p *post) person(change func(*people.NewRecord)) people.Record { return p.Person(change) }
func (p *post) write(fn func(tx *db.Tx) error)                      { p.t.Helper(); p.Write(fn) }
func (p *post) as(who access.Principal) context.Context             { return p.As(who) }
func (p *post) queue(o messages.Order) messages.ID                  { p.t.Helper(); return p.Queued(o) }

func (p *post) arrived(n int) []postbox.Arrival { p.t.Helper(); return p.Arrived(n) }

// send hands a message over and returns how it stands.
func (p *post) send(id messages.ID) messages.Message {
	p.t.Helper()
	p.Send(id)
	return p.stands(id)
}

func (p *post) stands(id messages.ID) messages.Message {
	p.t.Helper()
	m, err := messages.ByID(p.db.Read(p.ctx), id)
	if err != nil {
		p.t.Fatal(err)
	}
	return m
}

// who is whom a message is to.
func (p *post) who(id messages.ID) people.Record {
	p.t.Helper()
	r, err := people.RecordIn(p.db.Read(p.ctx), p.stands(id).Record)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}
