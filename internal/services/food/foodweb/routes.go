// Package foodweb is the pages of food orders: making one for a need, packing it, where it
// stands, what finance is told of it, and the slip a food bank packs by.
package foodweb

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/food"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// SignpostName is the name of help that people can reach without the council.
	SignpostName(ctx context.Context, id string) string
	// OrganisationName is the name of an organisation.
	OrganisationName(ctx context.Context, id string) string
	// AtTheDoor is what is known of reaching the home whose record it is: the floor, how to
	// get in; "" where nothing is, or the caller may not know.
	AtTheDoor(ctx context.Context, id people.RecordID) string
	// Now is the time by the program's clock.
	Now() time.Time
}

type pages struct {
	food   *food.Service
	around Around
}

// Pages are the pages of orders, vouchers and invoices.
func Pages(s *food.Service, around Around) web.Pages {
	p := &pages{food: s, around: around}
	order, pack, bill := access.Anyone(food.Orderers()...), access.Anyone(food.Packers()...), access.Anyone(food.Billers()...)
	routes := []web.Route{
		web.Get(ordersPath, pack, p.list),
		web.Get(ordersPath+"/new", order, p.newPage),
		web.Post(ordersPath+"/new", order, p.place),
		web.Get(ordersPath+"/pick-list", pack, p.pickList),
		web.Get(ordersPath+"/{id}", pack, p.order),
		web.Get(ordersPath+"/{id}/label", pack, p.label),
		web.Get(ordersPath+"/{id}/pack", pack, p.packPage),
		web.Post(ordersPath+"/{id}/pack", pack, p.pack),
		web.Get(vouchersPath, pack, p.vouchers),
		web.Get("/food/slips/{task}", access.Anyone(access.Organisation), p.slipPage),
		web.Get(invoicesPath, bill, p.invoices),
		web.Post(invoicesPath+"/take-out", bill, p.takeOut),
		web.Get(invoicesPath+"/{id}/file.csv", bill, p.file).Streaming(),
	}
	for _, a := range pressed {
		routes = append(routes, web.Post(ordersPath+"/{id}/"+string(a), pack, p.act(a)))
	}
	return web.Pages{
		Routes: routes,
		Nav: []web.NavItem{
			{Label: section, Href: ordersPath, Who: pack, Order: 22},
			{Label: billSection, Href: invoicesPath, Who: bill, Order: 22},
		},
	}
}

// pressed are the actions that a button of the order's page does.
var pressed = []food.Action{food.Start, food.PutBack, food.Send, food.HandOver, food.NoAnswer, food.Again, food.Cancel, food.Undo}

const (
	section     = "Food"
	billSection = "Invoices"

	ordersPath   = "/food/orders"
	vouchersPath = "/food/vouchers"
	invoicesPath = "/food/invoices"
)

// neverMoney is what every page says on which something is to be paid for.
const neverMoney = "Nobody handles cash, a card or a PIN: not at the door, not on the phone, not here. A bill comes later by post."
