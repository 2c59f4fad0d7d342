package paper

import (
	"context"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/work/board"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Reads is told who took a pack, before they have it. *journal.Reads is one.
type Reads interface {
	SawFirst(ctx context.Context, e journal.Entry) error
}

// Deps is what packs are made from.
type Deps struct {
	DB         *db.DB
	Blueprints Blueprints
	Board      *board.Service
	Protocols  *protocols.Service
	People     *people.Service
	Contacts   *contacts.Service
	Tasks      *tasks.Service
}

// Service makes packs, keeps them for a week, and takes what was written on them.
type Service struct {
	Deps
	reads  Reads
	driven *rounds.Service // nil prints no rounds
	dir    string          // where packs are put as files too; "" is nowhere
}

// New returns the service. Who took a pack is told to reads.
func New(d Deps, reads Reads) *Service { return &Service{Deps: d, reads: reads} }

// Drives has the rounds of the day printed too.
func (s *Service) Drives(r *rounds.Service) { s.driven = r }

// WritesTo has each pack put into a folder as a file too, so that it is there when the program
// is not.
func (s *Service) WritesTo(dir string) { s.dir = dir }

// readers may take the pack of the hubs they work for, and enter what was written on it.
var readers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// Readers may open packs.
func Readers() []access.Role { return slices.Clone(readers) }

// MayRead reports whether somebody may have the pack of a hub.
func MayRead(who access.Principal, hub string) bool { return who.HasFor(hub, readers...) }

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.DB.Read(ctx).Now() }

// Hubs are the neighbourhoods whose packs somebody may have, and the coordination point as
// the neighbourhood without an id.
func (s *Service) Hubs(ctx context.Context) (all []places.Neighbourhood, err error) {
	b, err := s.Blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	who := access.From(ctx)
	for _, n := range hubsOf(b) {
		if MayRead(who, n.ID) {
			all = append(all, n)
		}
	}
	return all, nil
}

// hubsOf are the borough's hubs, the coordination point last.
func hubsOf(b *blueprint.Blueprint) []places.Neighbourhood {
	all := slices.Clone(blueprint.Part[*places.Areas](b).Neighbourhoods)
	return append(all, places.Neighbourhood{Name: "Coordination point"})
}

// asked is a hub as the board is asked for it.
func asked(hub string) string {
	if hub == "" {
		return feature.Queue
	}
	return hub
}

// printer is who a pack is printed for: a coordinator of one hub, who may be told of nobody
// restricted. With no hub it is the coordination point.
func printer(hub string) access.Principal {
	return access.Principal{Account: byItself, Name: "Paper pack", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: hub}}}
}

func noSuchPack() error {
	return fault.New(fault.NotFound, "paper.no-such-pack", "There is no such pack, or it is another hub's. Packs are kept for a week.")
}
