package blueprint

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const (
	// recheck is how old the knowledge of what is current may be: so long another
	// node works on with the version before.
	recheck = time.Second
	// maxLoaded bounds the versions kept in memory.
	maxLoaded = 32
)

// Current returns the blueprint the caller's borough runs on, with Version set.
// It asks the database at most once a second; what this process applied counts at
// once. When the database does not answer, the version known last is returned,
// for it is still whole. It is [fault.NotFound] when none was ever applied.
func (s *Service) Current(ctx context.Context) (*Blueprint, error) {
	r := s.db.Read(ctx)
	known, ask := s.known(r.Borough(), r.Now())
	if !ask {
		return known.blueprint, nil
	}
	number, err := currentNumber(r)
	if err == nil && number == 0 {
		return nil, noneApplied(r.Borough())
	}
	b := known.blueprint
	if err == nil && number != known.number {
		b, err = s.load(r, number)
	}
	if err == nil {
		s.learn(r.Borough(), latest{b, number, r.Now()})
		return b, nil
	}
	if known.blueprint != nil {
		return known.blueprint, nil
	}
	return nil, err
}

func noneApplied(borough string) error {
	return fault.New(fault.NotFound, "blueprint.none",
		fmt.Sprintf("No blueprint has been applied for %s yet. Run kith blueprint apply with its folder.", borough))
}

// known is the version known last and whether it is time, for this caller, to ask
// the database again. One asks; the others go on with what is known.
func (s *Service) known(borough string, now time.Time) (known latest, ask bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, any := s.latest[borough]
	// A clock set back must not stop the asking.
	if age := now.Sub(known.asked); any && age >= 0 && age < recheck {
		return known, false
	}
	if any {
		s.latest[borough] = latest{known.blueprint, known.number, now}
	}
	return known, true
}

// learn keeps what the database said, unless something newer is known by now.
func (s *Service) learn(borough string, l latest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.number >= s.latest[borough].number {
		s.latest[borough] = l
	}
}

// At returns a version of the caller's borough, to which work in flight is pinned,
// by the name Blueprint.Version gave. It is [fault.NotFound] when there is none.
func (s *Service) At(ctx context.Context, version string) (*Blueprint, error) {
	number, err := parseVersion(version)
	if err != nil {
		return nil, err
	}
	return s.load(s.db.Read(ctx), number)
}

func parseVersion(version string) (int64, error) {
	number, err := strconv.ParseInt(version, 10, 64)
	if err != nil || number < 1 {
		return 0, noVersion(version)
	}
	return number, nil
}

func noVersion(version string) error {
	return fault.New(fault.NotFound, "blueprint.no-version", fmt.Sprintf("There is no version %q of the blueprint. Choose one from its history.", shorten(version)))
}

func (s *Service) load(r db.Reader, number int64) (*Blueprint, error) {
	key := versionKey{r.Borough(), number}
	if b := s.kept(key); b != nil {
		return b, nil
	}
	s.loading.Lock() // many who wait for the same version at a start
	defer s.loading.Unlock()
	if b := s.kept(key); b != nil {
		return b, nil
	}
	v, found, err := filesOf(r, number)
	if err != nil {
		return nil, err
	}
	// It was found sound when it was applied. What a later release of Kith would ask for on
	// top keeps nobody from their work: it is told, and asked of the next version.
	b, shape, faults := assemble(found, s.all(), nil)
	if len(shape) > 0 {
		return nil, unusable(v, "does not fit this release of Kith", Problems(shape))
	}
	b.Dated = faults
	b.Version = v.Name()
	s.keep(key, b)
	return b, nil
}

// all are the sections of every feature with our own.
func (s *Service) all() []Section { return append(ownSections(), s.sections...) }

func (s *Service) kept(key versionKey) *Blueprint {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loaded[key]
}

func (s *Service) keep(key versionKey, b *Blueprint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.loaded) >= maxLoaded {
		maps.DeleteFunc(s.loaded, func(k versionKey, _ *Blueprint) bool { return k != key })
	}
	s.loaded[key] = b
}

// filesOf reads a version's files and makes sure that they are what was applied.
func filesOf(r db.Reader, number int64) (stored, files, error) {
	v, ok, err := versionByNumber(r, number)
	if err != nil {
		return v, nil, err
	}
	if !ok {
		return v, nil, noVersion(strconv.FormatInt(number, 10))
	}
	found, err := contents(r, v)
	if err == nil && found.hash() != v.Hash {
		err = unusable(v, "was changed behind Kith's back", fmt.Errorf("hash is %s, not %s", found.hash(), v.Hash))
	}
	return v, found, err
}

func unusable(v stored, why string, cause error) error {
	e := fault.New(fault.Internal, "blueprint.unusable",
		fmt.Sprintf("Version %s of the blueprint %s. Apply its folder again, mended.", v.Name(), why))
	e.Err = cause
	return e
}
