// Package roundsweb is the pages on which a day's rounds are planned, changed, published and
// followed, and those from which a round is driven.
package roundsweb

import (
	"context"
	"fmt"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// HoodName is the short name of a neighbourhood; "" is the whole borough.
	HoodName(ctx context.Context, id string) string
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Drivers are those who can be put on a round.
	Drivers(ctx context.Context) ([]forms.Option, error)
	// ToSettle is what the hub has to settle of doorsteps; nil is nothing.
	ToSettle(ctx context.Context) (templ.Component, error)
}

// News gives the address at which news come. *live.Hub does.
type News interface {
	Address(ctx context.Context, topics ...live.Topic) (string, error)
}

type pages struct {
	rounds *rounds.Service
	fleet  *fleet.Service
	around Around
	live   News // nil has none
}

const (
	section  = "Rounds"
	home     = "/rounds"
	plans    = home + "/plans"
	driven   = home + "/driven"
	stops    = home + "/stops" // of package doorstepweb
	vehicles = home + "/vehicles"
	loads    = home + "/loads"
	roads    = home + "/roads"
	withheld = home + "/withheld"
)

// Pages are the pages of rounds.
func Pages(s *rounds.Service, f *fleet.Service, around Around, news News) web.Pages {
	p := &pages{rounds: s, fleet: f, around: around, live: news}
	plan, see := access.Anyone(rounds.Planners()...), access.Anyone(rounds.Viewers()...)
	opens := access.Anyone(people.AddressReaders()...)
	drive := access.Anyone(append(rounds.Viewers(), rounds.Drivers()...)...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, drive, p.home),
			web.Post(plans, plan, p.makePlan),
			web.Get(plans+"/{plan}", see, p.plan),
			web.Get(plans+"/{plan}/map", see, p.geojson),
			web.Get(plans+"/{plan}/progress", see, p.searching),
			web.Get(plans+"/{plan}/what-if", plan, p.whatIf),
			web.Post(plans+"/{plan}/what-if", plan, p.tryIt),
			web.Post(plans+"/{plan}/stop-search", plan, p.stopSearch),
			web.Post(plans+"/{plan}/publish", plan, p.publish),
			web.Post(plans+"/{plan}/along", plan, p.takeAlong),
			web.Post(plans+"/{plan}/several", plan, p.several),
			web.Post(plans+"/{plan}/extra", plan, p.extra),
			web.Post(plans+"/{plan}/back-to", plan, p.backTo),
			web.Get(plans+"/{plan}/items/{item}", plan, p.item),
			web.Post(plans+"/{plan}/items/{item}", plan, p.change),
			web.Get(driven+"/{round}", drive, p.round),
			web.Get(driven+"/{round}/print", drive, p.sheet),
			web.Get(driven+"/{round}/picking", see, p.picking),
			web.Post(driven+"/{round}/move", drive, p.moveRound),
			web.Get(vehicles, see, p.vehicles),
			web.Post(vehicles, plan, p.addVehicle),
			web.Post(vehicles+"/{vehicle}/retire", plan, p.retire),
			web.Get(vehicles+"/{vehicle}", plan, p.vehicle),
			web.Post(vehicles+"/{vehicle}", plan, p.changeVehicle),
			web.Get(home+"/volunteers", plan, p.volunteer),
			web.Post(home+"/volunteers", plan, p.addVolunteer),
			web.Get(withheld, opens, p.withheld),
			web.Post(withheld, opens, p.nameDriver),
			web.Get(home+"/shifts/{shift}", plan, p.shift),
			web.Post(home+"/shifts/{shift}", plan, p.changeShift),
			web.Post(home+"/shifts", plan, p.addShift),
			web.Post(home+"/shifts/{shift}/end", plan, p.endShift),
			web.Get(roads, see, p.roads),
			web.Post(roads, plan, p.handInRoads).MaxBody(fleet.MostRoads + 1<<20),
			web.Post(roads+"/{kind}/drop", plan, p.dropRoads),
			web.Get(loads, see, p.loads),
			web.Post(loads, see, p.addLoad),
			web.Post(loads+"/{load}", see, p.moveLoad),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: drive, Order: 25, Said: called}},
	}
}

// called is what the pages are called on those of volunteers, some of whom drive.
func called(ctx context.Context) string { return texts.In(ctx).Rounds }

// driverWords are what volunteers read of it beside their own pages: "driving" in the
// catalogues.
type driverWords struct{ Rounds string }

var texts = words.Declare[driverWords]("driving")

// clock is a time of day.
func clock(at time.Time) string { return at.In(day.London).Format("15:04") }

// ofDay is a time of the kernel's as a clock has it.
func ofDay(d day.Date, seconds int32) string {
	return clock(d.Start().Add(time.Duration(seconds) * time.Second))
}

func pounds(pence int64) string {
	sign := ""
	if pence < 0 {
		sign, pence = "−", -pence
	}
	return fmt.Sprintf("%s£%s.%02d", sign, figure.Grouped(pence/100), pence%100)
}

// wholePounds is an amount as a tile has it.
func wholePounds(pence int64) string { return "£" + figure.Grouped((pence+50)/100) }

func kilometres(metres int64) string { return fmt.Sprintf("%.1f km", float64(metres)/1000) }

func kilograms(grams int64) string { return fmt.Sprintf("%.1f kg", float64(grams)/1000) }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// shortHours is a length of time as a tile has it.
func shortHours(minutes int64) string {
	if minutes < 60 {
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d:%02d h", minutes/60, minutes%60)
}

func hours(minutes int64) string {
	if minutes < 60 {
		return counted(int(minutes), "minute", "minutes")
	}
	return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
}
