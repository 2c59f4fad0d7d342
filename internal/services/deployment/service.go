package deployment

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/work/steps"
)

// Service puts redeployed staff on posts and shifts, and sees how they are.
type Service struct {
	db         *db.DB
	blueprints staff.Blueprints
	places     staff.Router
	staff      *staff.Service
	carriers   notify.Routes
	site       func() string
	levels     Levels
}

// New returns the service over a database. site gives the address of the pages, for mails.
func New(d *db.DB, b staff.Blueprints, p staff.Router, s *staff.Service, site func() string) *Service {
	return &Service{db: d, blueprints: b, places: p, staff: s, site: site}
}

// Levels gives the activation level of a hub; "" is the borough.
type Levels func(r db.Reader, hub string) (steps.Level, error)

// LevelsBy says who knows the activation levels. It is called once, before the service is
// used; without it every shift of the establishment is worked.
func (s *Service) LevelsBy(l Levels) { s.levels = l }

func (s *Service) level(r db.Reader, hub string) (steps.Level, error) {
	if s.levels == nil {
		return "", nil
	}
	return s.levels(r, hub)
}

// planners see and change the shifts of the hubs they work for.
var planners = staff.Keepers()

// MayPlan reports whether somebody plans a hub; "" is the borough.
func MayPlan(who access.Principal, hub string) bool { return who.HasFor(hub, planners...) }

// setting is what the blueprint and the map say, read once for a use case.
type setting struct {
	rules  *staff.Rules
	posts  *Establishment
	titles map[string]string
	areas  *places.Areas
}

func (s *Service) setting(ctx context.Context) (set setting, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return setting{}, err
	}
	set = setting{
		rules: blueprint.Part[*staff.Rules](b), posts: blueprint.Part[*Establishment](b), areas: blueprint.Part[*places.Areas](b), titles: map[string]string{},
	}
	for _, r := range blueprint.Part[*accounts.Roles](b).Roles {
		set.titles[r.ID] = r.Title
	}
	return set, nil
}

// hubs lists whose posts the caller plans, the borough's own last, narrowed to one where
// only is a hub or the word [BoroughWide].
func (set setting) hubs(who access.Principal, only string) (all []string) {
	for _, id := range append(set.areas.IDs(), "") {
		if MayPlan(who, id) && (only == "" || cmp.Or(id, BoroughWide) == only) {
			all = append(all, id)
		}
	}
	return all
}

// BoroughWide stands for the posts of the borough where a hub is chosen.
const BoroughWide = "borough"

// openings lists every seat of a week in some hubs.
func (s *Service) openings(ctx context.Context, set setting, monday day.Date, hubs []string) ([]Opening, error) {
	var sites []Site
	for _, hub := range hubs {
		site, err := s.siteOf(ctx, set, hub)
		if err != nil {
			return nil, err
		}
		sites = append(sites, site)
	}
	var failed error
	at := func(p Place) *grid.Point {
		found, err := s.places.Route(ctx, string(p.Postcode))
		failed = cmp.Or(failed, err)
		return found.At
	}
	return set.posts.Openings(monday, sites, set.titles, at), failed
}

// siteOf finds where a hub works: where the postcode of its base is, or else the middle of
// its area.
func (s *Service) siteOf(ctx context.Context, set setting, hub string) (Site, error) {
	site := Site{Hub: hub}
	var err error
	if site.Level, err = s.level(s.db.Read(ctx), hub); err != nil {
		return site, err
	}
	n, ok := set.areas.Find(hub)
	if !ok {
		return site, nil
	}
	if site.Name = n.Short(); n.Base != nil {
		site.Name = n.Base.Name
		found, err := s.places.Route(ctx, string(n.Base.Postcode))
		if err != nil || found.At != nil {
			site.At = found.At
			return site, err
		}
	}
	if len(n.Outline) > 0 {
		site.At = middle(n.Outline)
	}
	return site, nil
}

func middle(outline []places.LonLat) *grid.Point {
	var p grid.Point
	for _, l := range outline {
		p.Lat, p.Lon = p.Lat+l.Lat, p.Lon+l.Lon
	}
	p.Lat, p.Lon = p.Lat/float64(len(outline)), p.Lon/float64(len(outline))
	return &p
}

// Today is the day it is.
func (s *Service) Today(ctx context.Context) day.Date { return day.Of(s.db.Read(ctx).Now()) }

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// Rules are what the blueprint says of staff who are redeployed.
func (s *Service) Rules(ctx context.Context) (*staff.Rules, error) { return s.staff.Rules(ctx) }

// workers are those who may be put on seats of some hubs: those lent to them, and, for whoever
// plans the borough, those who go anywhere.
func workersFor(ctx context.Context, r db.Reader, hubs []string) ([]staff.Worker, error) {
	wanted := slices.Clone(hubs)
	if MayPlan(access.From(ctx), "") && !slices.Contains(wanted, "") {
		wanted = append(wanted, "")
	}
	return staff.WorkersIn(r, wanted)
}

func tell(tx *db.Tx, id staff.ID, hub, verb, topic string, more map[string]any) error {
	data := map[string]any{"neighbourhood": hub}
	for k, v := range more {
		data[k] = v
	}
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "staff", ID: string(id)}}, Data: data})
}

func missing() error {
	return fault.New(fault.NotFound, "deployment.no-such", "There is no such shift, or it is another hub's.")
}
