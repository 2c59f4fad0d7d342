package fleet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/travel"
)

// RoadsKind is what sort of thing is known about the roads.
type RoadsKind string

// The kinds of what is handed in.
const (
	WaysTable RoadsKind = "table"    // how far it is between places that it names
	Barriers  RoadsKind = "barriers" // what cannot be crossed just anywhere
)

// Roads is what a planner handed in about the roads of the borough.
type Roads struct {
	Kind  RoadsKind
	File  string // what it was called
	Holds string // in words
	Hash  string
	At    time.Time
	By    string // the account
}

// MostRoads is how many bytes of a kind are kept.
const MostRoads = 16 << 20

// HandInRoads keeps a file about the roads in the place of the one there was; rounds that are
// planned from then on go by it. A file that cannot be used is [fault.Invalid], naming row and
// column, or the line, and how it is mended; nothing is kept of it.
func (s *Service) HandInRoads(ctx context.Context, kind RoadsKind, file string, all []byte) (r Roads, err error) {
	defer fault.Wrap(&err, "hand in the %s %s", kind, file)
	if err := access.Check(ctx, "", planners...); err != nil {
		return Roads{}, err
	}
	if len(all) > MostRoads {
		return Roads{}, invalid("fleet.roads-large", "The file is larger than "+strconv.Itoa(MostRoads>>20)+" MB. Leave out places that nobody is brought anything to.")
	}
	r = Roads{Kind: kind, File: filepath.Base(file)}
	k, err := load(kind, r.File, all)
	if err != nil {
		return Roads{}, err
	}
	sum := sha256.Sum256(all)
	r.Holds, r.Hash = k.holds, hex.EncodeToString(sum[:])
	return r, s.db.Write(ctx, func(tx *db.Tx) error {
		r.At, r.By = tx.Now(), tx.Actor()
		if err := putRoads(tx, r, all); err != nil {
			return err
		}
		return tell(tx, "handed in what is known of the roads", "roads", "", map[string]any{"kind": kind, "file": r.File})
	})
}

// DropRoads has rounds go by what there is without a file that was handed in.
func (s *Service) DropRoads(ctx context.Context, kind RoadsKind) (err error) {
	defer fault.Wrap(&err, "drop the %s", kind)
	if err := access.Check(ctx, "", planners...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := dropRoads(tx, kind)
		if err != nil || n == 0 {
			return err
		}
		return tell(tx, "took away what was known of the roads", "roads-dropped", "", map[string]any{"kind": kind})
	})
}

// Roads are the files that were handed in, for somebody who may see rounds.
func (s *Service) Roads(ctx context.Context) ([]Roads, error) {
	if err := access.CheckHeld(ctx, viewers...); err != nil {
		return nil, err
	}
	return roadsOf(s.db.Read(ctx))
}

// GuideBy is who knows the roads: what an operator set up, with what was handed in before it.
func (s *Service) GuideBy(ctx context.Context, operator *travel.Guide) (*travel.Guide, error) {
	h := s.db.Read(ctx)
	all, err := roadsOf(h)
	if err != nil || len(all) == 0 {
		return operator, err
	}
	guide := *operator
	for _, one := range all {
		k, err := s.kept.get(h, one)
		if err != nil {
			return nil, err
		}
		if k.matrix != nil {
			guide.Matrix = k.matrix
		}
		if k.barriers != nil {
			guide.Barriers = k.barriers
		}
	}
	return &guide, nil
}

// known is a file as it is used.
type known struct {
	holds    string
	matrix   *travel.Matrix
	barriers []travel.Barrier
}

// load reads a file.
func load(kind RoadsKind, file string, all []byte) (known, error) {
	switch kind {
	case WaysTable:
		measured, err := travel.ReadMatrix(file, all)
		if err != nil {
			return known{}, err
		}
		return known{holds: count(len(measured.Names), "place", "places"), matrix: travel.NewMatrix(file, measured, travel.Usual())}, nil
	case Barriers:
		lines, err := travel.ReadBarriers(all)
		if err != nil {
			return known{}, err
		}
		if _, err := travel.NewEstimate(nil, lines); err != nil {
			return known{}, err
		}
		crossings := 0
		for _, b := range lines {
			crossings += len(b.Crossings)
		}
		return known{holds: count(len(lines), "line", "lines") + ", " + count(crossings, "crossing", "crossings"), barriers: lines}, nil
	}
	return known{}, invalid("fleet.roads-kind", "Select what the file holds.")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// shelf holds files that were read, by what is in them, so that a plan does not read them anew.
type shelf struct {
	mu  sync.Mutex
	has map[RoadsKind]map[string]known
}

func (s *shelf) get(h db.Reader, r Roads) (known, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k, has := s.has[r.Kind][r.Hash+r.File]; has {
		return k, nil
	}
	body, err := roadsBody(h, r.Kind)
	if err != nil {
		return known{}, err
	}
	k, err := load(r.Kind, r.File, body)
	if err != nil {
		return known{}, err
	}
	if s.has == nil {
		s.has = map[RoadsKind]map[string]known{}
	}
	s.has[r.Kind] = map[string]known{r.Hash + r.File: k}
	return k, nil
}
