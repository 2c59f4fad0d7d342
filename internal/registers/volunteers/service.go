package volunteers

import (
	"context"

	"kith/internal/registers/volunteering"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
)

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Router finds the neighbourhood of a postcode. *places.Service does.
type Router interface {
	Route(ctx context.Context, given string) (places.Routing, error)
}

// Reads is told before personal data is shown. *journal.Reads is one.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
}

// Service keeps the register of volunteers.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	places     Router
	reads      Reads
	key        []byte // see [Service.KeyedBy]
}

// New returns the service over a database. Without blueprints a borough asks nothing of its
// volunteers; without places nobody can apply.
func New(d *db.DB, b Blueprints, p Router) *Service {
	return &Service{db: d, blueprints: b, places: p}
}

// NotedBy says who notes what was looked at. It is called while the program is put together.
func (s *Service) NotedBy(r Reads) { s.reads = r }

// keepers may see and change the volunteers of the neighbourhoods they work for.
var keepers = []access.Role{access.Coordinator, access.Manager}

// Rules are what the borough asks of its volunteers, as the blueprint in use has it.
func (s *Service) Rules(ctx context.Context) (*volunteering.Rules, error) {
	if s.blueprints == nil {
		return &volunteering.Rules{}, nil
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return volunteering.Of(b), nil
}

// Get returns one volunteer.
func (s *Service) Get(ctx context.Context, id ID) (v Volunteer, err error) {
	defer fault.Wrap(&err, "volunteer %s", id)
	if v, err = byID(s.db.Read(ctx), id); err != nil {
		return Volunteer{}, err
	}
	return v, access.Check(ctx, v.Neighbourhood, keepers...)
}

// Dossiers reads all active volunteers of some neighbourhoods, nil for the whole borough,
// with everything that decides what they may do, in four statements.
func Dossiers(r db.Reader, hoods []string) ([]Dossier, error) {
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	return dossiers(r, standing(hoods, Active))
}

// DossierOf reads one volunteer whole, whatever their standing. It asks for no role: who
// calls has asked.
func DossierOf(r db.Reader, id ID) (Dossier, error) {
	found, err := dossiers(r, only(id))
	if err == nil && len(found) == 0 {
		_, err = byID(r, id)
	}
	if err != nil {
		return Dossier{}, err
	}
	return found[0], nil
}

// tell writes what was done to a volunteer to the journal.
func tell(tx *db.Tx, v Volunteer, verb, topic string, data map[string]any) error {
	if data == nil {
		data = map[string]any{}
	}
	data["neighbourhood"] = v.Neighbourhood
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: "volunteers." + topic, Subject: string(v.ID), Objects: []journal.Object{{Kind: "volunteer", ID: string(v.ID)}}, Data: data,
	})
}
