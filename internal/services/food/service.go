package food

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/tasks"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
	SawFirst(ctx context.Context, e journal.Entry) error
}

// Service takes, packs and follows orders, and gives vouchers.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	reads      Reads
	keeper     tasks.Keeper // of the tasks that protocols hold; nil where there are none
}

// KeptBy has what is said of tasks that a protocol holds taken by its keeper. It is called
// once, before the service is used.
func (s *Service) KeptBy(k tasks.Keeper) { s.keeper = k }

// New returns the service over a database.
func New(d *db.DB, blueprints Blueprints, reads Reads) *Service {
	return &Service{db: d, blueprints: blueprints, reads: reads}
}

var (
	// orderers may order for the needs of the neighbourhoods they work for.
	orderers = []access.Role{access.Coordinator, access.Manager}
	// packers may see, pack and send the orders of where they work.
	packers = []access.Role{access.Coordinator, access.Manager, access.LogisticsLead}
	// billers may see and take out the invoices.
	billers = []access.Role{access.Finance}
)

// Orderers may order for the needs of the neighbourhoods they work for.
func Orderers() []access.Role { return append([]access.Role(nil), orderers...) }

// Packers may see, pack and send orders.
func Packers() []access.Role { return append([]access.Role(nil), packers...) }

// Billers may see the invoices and take them out.
func Billers() []access.Role { return append([]access.Role(nil), billers...) }

// List is hampers.yaml as it is in force, with the version of the blueprint.
func (s *Service) List(ctx context.Context) (*Hampers, string, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, "", err
	}
	return blueprint.Part[*Hampers](b), b.Version, nil
}

// stale tells the second of two people what the first did.
func stale(o Order) error {
	return fault.New(fault.Stale, "food.stale", "Somebody else has changed this order since you opened it: it is "+o.State.words()+" now. Look at it again, then decide.")
}
