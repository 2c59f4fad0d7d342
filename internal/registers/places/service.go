package places

import (
	"context"
	"sync"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
)

// Current returns the areas of the borough the caller of ctx acts for, as the blueprint in
// force has them, with its version. It is asked often and must answer from memory. The
// areas must not change.
type Current func(ctx context.Context) (areas *Areas, version string, err error)

// Service finds neighbourhoods and loads the directories it finds them by.
type Service struct {
	db    *db.DB
	areas Current
	runs  *imports.Log

	mu      sync.Mutex
	atlases map[string]*Atlas // by borough, of the newest version asked for
	shapes  map[string]loadedShapes
}

// loadedShapes are the boundaries read for an atlas, and how many there were to read.
type loadedShapes struct {
	atlas      *Atlas
	generation int64
	shapes     *Shapes
}

// New returns the service over a database.
func New(d *db.DB, areas Current) *Service {
	return &Service{db: d, areas: areas, runs: imports.New(d), atlases: map[string]*Atlas{}, shapes: map[string]loadedShapes{}}
}

// Route says to which neighbourhood a postcode belongs, see [Atlas.Decide]. Whatever is
// given, it is no error: the routing's standing says what it is. Errors are the database's
// and the blueprint's.
func (s *Service) Route(ctx context.Context, given string) (r Routing, err error) {
	p, malformed := postcode.Parse(given)
	if malformed != nil {
		return Routing{Given: given, Standing: Malformed, Rule: RuleNone, CheckByHand: true}, nil
	}
	defer fault.Wrap(&err, "route %s", p)
	atlas, err := s.Atlas(ctx)
	if err != nil {
		return Routing{}, err
	}
	reader := s.db.Read(ctx)
	entries, err := entriesOf(reader, p)
	if err != nil {
		return Routing{}, err
	}
	today := day.Of(reader.Now())
	r = atlas.Decide(p, entries, nil, today)
	if r.CheckByHand && r.At != nil {
		shapes, err := s.shapesOf(reader, atlas)
		if err != nil {
			return Routing{}, err
		}
		r = atlas.Decide(p, entries, shapes, today)
	}
	r.Given = given
	return r, nil
}

// Neighbourhoods lists the borough's neighbourhoods in the blueprint's order.
func (s *Service) Neighbourhoods(ctx context.Context) ([]Neighbourhood, error) {
	areas, _, err := s.areas(ctx)
	if err != nil {
		return nil, err
	}
	return areas.Neighbourhoods, nil
}

// Name returns the short name of a neighbourhood. What is not one of the borough's, such
// as one of an earlier blueprint, is shown by its id, and "" is the coordination queue.
func (s *Service) Name(ctx context.Context, id string) string {
	if id == "" {
		return "Coordination"
	}
	areas, _, err := s.areas(ctx)
	if err != nil {
		return id
	}
	if n, ok := areas.Find(id); ok {
		return n.Short()
	}
	return id
}

// Atlas returns the borough's look-ups for the blueprint in force.
func (s *Service) Atlas(ctx context.Context) (*Atlas, error) {
	areas, version, err := s.areas(ctx)
	if err != nil {
		return nil, err
	}
	borough := db.CallerOf(ctx).Borough
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.atlases[borough]; a != nil && a.areas == areas && a.version == version {
		return a, nil
	}
	a := NewAtlas(areas, version)
	s.atlases[borough] = a
	return a, nil
}

// shapesOf returns the boundaries for an atlas, read again when others were loaded.
func (s *Service) shapesOf(r db.Reader, atlas *Atlas) (*Shapes, error) {
	generation, err := boundaryGeneration(r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	known := s.shapes[r.Borough()]
	s.mu.Unlock()
	if known.atlas == atlas && known.generation == generation {
		return known.shapes, nil
	}
	shapes, err := shapesWith(r, atlas.codes())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.shapes[r.Borough()] = loadedShapes{atlas, generation, shapes}
	s.mu.Unlock()
	return shapes, nil
}
