package duty

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/referrals"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Service keeps the lists between hubs and the duty team.
type Service struct {
	db         *db.DB
	blueprints Blueprints
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints) *Service { return &Service{db: d, blueprints: b} }

var (
	// team are the roles that, held for the whole borough, are the duty team.
	team = []access.Role{access.Agent, access.Coordinator, access.Manager}
	// hubs are the roles that hand over for the neighbourhoods they are held for, and read
	// what comes back.
	hubs = []access.Role{access.Coordinator, access.Manager}
)

// OnDuty reports whether somebody belongs to the duty team.
func OnDuty(who access.Principal) bool { return who.HasFor("", team...) }

// MayHand reports whether somebody may hand work of a hub over and acknowledge what comes
// back to it.
func MayHand(who access.Principal, hub string) bool { return who.HasFor(hub, hubs...) }

// assumed are the hours of hubs whose helpline's hours cannot be read.
const assumed = "Every day, 8am to 8pm"

// rules are what the blueprint says of the night.
type rules struct {
	night   day.Night
	assumed bool     // the helpline's hours could not be read
	ids     []string // the destinations that are the duty team
}

// kind is what destinations have in common that answer when the hubs are shut.
const kind = "out-of-hours"

func (s *Service) rulesAt(ctx context.Context, now time.Time) (r rules, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return rules{}, err
	}
	hours, ok := day.ParseHours(b.Borough().Helpline.Hours)
	if !ok {
		hours, _ = day.ParseHours(assumed)
	}
	r = rules{night: hours.Night(now), assumed: !ok, ids: []string{kind}}
	for _, d := range blueprint.Part[*referrals.Destinations](b).Destinations {
		if d.Kind == kind {
			r.ids = append(r.ids, d.ID)
		}
	}
	return r, nil
}

func noSuchLine() error {
	return fault.New(fault.NotFound, "duty.no-such-line", "There is no such line on the hand-over list, or it is another hub's.")
}
