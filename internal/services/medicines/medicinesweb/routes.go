// Package medicinesweb is the pages of prescriptions: what a hub has still to fetch, what the
// pharmacy says of one, and where it is.
package medicinesweb

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/medicines"
	"kith/internal/work/needs"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Record is who a prescription is for, noted as looked at because of it.
	Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error)
	// Given is what was said when the need was asked for: the answer to a question, in words.
	Given(ctx context.Context, id needs.RequestID, question string) string
	// Now is the time by the program's clock.
	Now() time.Time
}

type pages struct {
	medicines *medicines.Service
	around    Around
}

// Pages are the pages of prescriptions.
func Pages(s *medicines.Service, around Around) web.Pages {
	p := &pages{medicines: s, around: around}
	carers := access.Anyone(medicines.Carers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, carers, p.list),
			web.Get(home+"/{need}", carers, p.prescription),
			web.Get(home+"/{need}/sheet", carers, p.sheet),
			web.Post(home+"/{need}/hear", carers, p.act(medicines.Hear)),
			web.Post(home+"/{need}/fetch", carers, p.act(medicines.Fetch)),
			web.Post(home+"/{need}/round", carers, p.act(byRound)),
			web.Post(home+"/{need}/hand", carers, p.act(medicines.Hand)),
			web.Post(home+"/{need}/return", carers, p.act(medicines.Return)),
		},
	}
}

const (
	// section is the navigation entry these pages belong to: there are enough of them already,
	// and the page of food orders leads here.
	section = "Food"
	home    = "/medicines"
)

// neverMoney is said wherever a charge is spoken of.
const neverMoney = "Nobody pays at the counter or at the door. No cash, no card, no PIN."
