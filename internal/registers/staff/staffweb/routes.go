// Package staffweb is the pages of the staff who can be redeployed: the list, each of them,
// their induction, the reserve list and taking a list in.
package staffweb

import (
	"cmp"
	"context"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/registers/staff/staffview"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountByEmail finds the account in use that signs in with an address.
	AccountByEmail(ctx context.Context, email string) (accounts.Account, bool, error)
	// AccountOf is an account by its id; found is false where there is none.
	AccountOf(ctx context.Context, id accounts.ID) (a accounts.Account, found bool, err error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Saw is told whose details were shown.
	Saw(ctx context.Context, e journal.Entry) error
}

type pages struct {
	staff  *staff.Service
	around Around
	panels []staffview.Panel
}

const (
	section = staffview.Section
	home    = "/staff"
)

// Pages are the pages of the register, with other features' parts of the page of each.
func Pages(s *staff.Service, around Around, panels ...staffview.Panel) web.Pages {
	p := &pages{s, around, panels}
	keepers := access.Anyone(staff.Keepers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(home, keepers, p.list),
		web.Get(home+"/new", keepers, p.newPage),
		web.Post(home+"/new", keepers, p.add),
		web.Get(home+"/import", keepers, p.importPage),
		web.Post(home+"/import", keepers, p.takeIn).MaxBody(mostBytes),
		web.Get(home+"/reserve", keepers, p.reserve),
		web.Get(home+"/{id}", keepers, p.worker),
		web.Get(home+"/{id}/edit", keepers, p.editPage),
		web.Post(home+"/{id}/edit", keepers, p.save),
		web.Post(home+"/{id}/move", keepers, p.move),
		web.Post(home+"/{id}/induction", keepers, p.induct),
		web.Get(home+"/{id}/reserve", keepers, p.refreshPage),
		web.Post(home+"/{id}/reserve", keepers, p.refresh),
		web.Post(home+"/{id}/call-up", keepers, p.callUp),
	}}
}

func address(id staff.ID) string { return home + "/" + string(id) }

// wholeBorough is chosen for whoever goes anywhere in the borough.
const wholeBorough = "borough"

// known is what pages say of ids, and which day it is.
type known struct {
	*staff.Rules
	hoods []places.Neighbourhood
	today day.Date
}

func (p *pages) known(ctx context.Context) (k known, err error) {
	if k.Rules, err = p.staff.Rules(ctx); err != nil {
		return known{}, err
	}
	k.hoods, err = p.around.Neighbourhoods(ctx)
	k.today = p.staff.Today(ctx)
	return k, err
}

// hub is what a neighbourhood is called; "" is wherever in the borough.
func (k known) hub(id string) string {
	for _, n := range k.hoods {
		if n.ID == id {
			return n.Short()
		}
	}
	return cmp.Or(id, "Anywhere in the borough")
}

// hubOptions are those for which somebody keeps staff, after a first line.
func (k known) hubOptions(ctx context.Context, first string) []forms.Option {
	options, who := []forms.Option{{Label: first}}, access.From(ctx)
	if who.HasFor("", staff.Keepers()...) {
		options = append(options, forms.Option{Value: wholeBorough, Label: "Anywhere in the borough"})
	}
	for _, n := range k.hoods {
		if who.HasFor(n.ID, staff.Keepers()...) {
			options = append(options, forms.Option{Value: n.ID, Label: n.Name})
		}
	}
	return options
}

func (k known) skillOptions() (options []forms.Option) {
	for _, s := range k.Skills {
		options = append(options, forms.Option{Value: s.ID, Label: s.Label})
	}
	return options
}

// skills names skills, or says that there are none.
func (k known) skills(ids []string) (names []string) {
	for _, id := range ids {
		names = append(names, k.Skill(id))
	}
	return names
}
