package risk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/people"
)

// RunID names a run.
type RunID = ident.ID[Run]

// Run is one time everybody was put into bands.
type Run struct {
	ID      RunID
	Version VersionID
	Calls   int // that can be made in a week
	People  int
	Cuts    Cuts
	Counts  []int // people by band
	At      time.Time
	By      string
}

// First is somebody who is to be reached first.
type First struct {
	people.Described
	Record        people.RecordID
	Neighbourhood string
	Score         Score
}

// mostKept is how many of those who are first are kept with their reasons, and shown.
const mostKept = 2000

// MostCalls is the most first calls a week that can be planned with.
const MostCalls = 100_000

// Reckon puts everybody into bands anew, by how many calls can be made in a week. Without
// points in use it is [fault.NotFound].
func (s *Service) Reckon(ctx context.Context, callsAWeek int) (err error) {
	defer fault.Wrap(&err, "put everybody into bands")
	if err := may(ctx, readers); err != nil {
		return err
	}
	if callsAWeek < 1 || callsAWeek > MostCalls {
		return fault.New(fault.Invalid, "risk.calls", "Enter how many first calls can be made in a week, from 1 to 100,000.")
	}
	return s.reckon(ctx, callsAWeek)
}

// reckon keeps the number of calls of the run before where none is given.
func (s *Service) reckon(ctx context.Context, calls int) error {
	r := s.db.Read(ctx)
	v, found, err := s.inUse(r)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "risk.none-in-use", "No points are in use. Check a version and have somebody else put it into use.")
	}
	if before, ran, err := latestRun(r, v.ID); err != nil {
		return err
	} else if ran && calls == 0 {
		calls = before.Calls
	}
	all, err := s.roll.Now(ctx)
	if err != nil {
		return err
	}
	run, first := v.run(all, cmp.Or(calls, v.Points.CallsAWeek))
	run.By = db.CallerOf(ctx).Actor
	if err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := insertRun(tx, run); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "put everybody into bands by priority", Topic: "risk.reckoned",
			Objects: []journal.Object{{Kind: "risk-version", ID: string(v.ID)}}, Data: map[string]any{"calls": run.Calls},
		})
	}); err != nil {
		return err
	}
	for part := range slices.Chunk(first, 200) { // others write meanwhile
		if err := s.db.Write(ctx, func(tx *db.Tx) error {
			for _, f := range part {
				if err := insertScore(tx, run.ID, f.Record, f.Score); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// run puts everybody into bands; first are those of the first band, with why.
func (v Version) run(all *roll.Roll, calls int) (n Run, first []First) {
	n = Run{ID: ident.New[Run](all.At), Version: v.ID, Calls: calls, People: len(all.Entries), At: all.At, Counts: make([]int, len(v.Points.Bands))}
	scores, totals := make([]Score, len(all.Entries)), make([]int, len(all.Entries))
	for i := range all.Entries {
		scores[i] = v.Points.Score(&all.Entries[i], v.Hash(), all.At)
		totals[i] = scores[i].Total
	}
	n.Cuts = v.Points.CutBy(totals, calls)
	for i, s := range scores {
		band := n.Cuts.Band(s)
		n.Counts[band]++
		if band == 0 {
			first = append(first, First{Record: all.Entries[i].Record, Score: s})
		}
	}
	slices.SortStableFunc(first, func(a, b First) int { return b.Score.Total - a.Score.Total })
	return n, first[:min(len(first), mostKept)]
}

// Latest is the last time everybody was put into bands by the version in use; false where
// none is in use.
func (s *Service) Latest(ctx context.Context) (v Version, n Run, found bool, err error) {
	defer fault.Wrap(&err, "latest bands")
	r := s.db.Read(ctx)
	if v, found, err = s.inUse(r); err != nil || !found {
		return v, n, false, err
	}
	n, found, err = latestRun(r, v.ID)
	return v, n, found, err
}

// First are those to be reached first by the latest run, as far as the caller may see them.
func (s *Service) First(ctx context.Context, limit int) (n Run, all []First, err error) {
	defer fault.Wrap(&err, "those to be reached first")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return n, nil, err
	}
	v, n, found, err := s.Latest(ctx)
	if err != nil || !found {
		return n, nil, err
	}
	who := access.From(ctx)
	if all, err = firstOf(s.db.Read(ctx), who, n.ID, limit); err != nil || len(all) == 0 {
		return n, all, err
	}
	seen := journal.Entry{Verb: "looked at those to be reached first", Topic: "people.read"}
	for i, f := range all {
		seen.Objects = append(seen.Objects, journal.Object{Kind: "person", ID: string(f.Record)})
		all[i].Score = v.Points.veiled(f.Score, tellsHealth(who, f.Neighbourhood))
	}
	_ = s.reads.Saw(ctx, seen)
	return n, all, nil
}

// Explained is somebody's priority as the caller may be told of it.
type Explained struct {
	Version Version
	Run     Run
	Score   Score
	Band    int
	Would   []Would
	// TellsHealth is that the caller is told why health counts.
	TellsHealth bool
}

// Capped reports whether something counts less than by itself, because of the cap of its part
// of life.
func (x Explained) Capped() bool {
	return slices.ContainsFunc(x.Score.Items, func(i Item) bool { return i.Counts < i.Points })
}

// Of explains the priority of somebody whose page the caller may see; false where no points
// are in use.
func (s *Service) Of(ctx context.Context, p people.Person) (x Explained, found bool, err error) {
	defer fault.Wrap(&err, "priority of person %s", p.ID)
	x.Version, x.Run, found, err = s.Latest(ctx)
	if err != nil || !found {
		return x, false, err
	}
	e, err := s.roll.Of(ctx, p)
	if err != nil {
		return x, false, err
	}
	now := s.db.Read(ctx).Now()
	points := &x.Version.Points
	whole := points.Score(&e, x.Version.Hash(), now)
	x.Band = x.Run.Cuts.Band(whole)
	x.TellsHealth = tellsHealth(access.From(ctx), p.Lead().Neighbourhood)
	x.Score = points.veiled(whole, x.TellsHealth)
	if x.TellsHealth {
		x.Would = points.WouldChange(e, whole, x.Run.Cuts)
	} else {
		x.Would = points.wouldChangeApartFromHealth(e, whole, x.Run.Cuts)
	}
	return x, true, nil
}

// tellsHealth reports whether somebody is told what health and care services said of a person
// of a neighbourhood: the points that are in use say what for.
func tellsHealth(who access.Principal, hood string) bool {
	return policy.Decide(who, policy.Health, policy.Record{Neighbourhood: hood}, policy.Asked{Purpose: true}).Allowed
}

// veiled is a score as somebody may be told of it: what of it tells of health is one thing
// of so many points.
func (p *Points) veiled(s Score, tells bool) Score {
	if tells {
		return s
	}
	told := s
	told.Items = nil
	for _, i := range s.Items {
		if !p.health(i.Domain) {
			told.Items = append(told.Items, i)
			continue
		}
		if at := slices.IndexFunc(told.Items, func(t Item) bool { return t.Domain == i.Domain }); at >= 0 {
			told.Items[at].Points += i.Points
			told.Items[at].Counts += i.Counts
			continue
		}
		told.Items = append(told.Items, Item{Domain: i.Domain, Points: i.Points, Counts: i.Counts, Because: "Health and care services said something that counts."})
	}
	return told
}

func (p *Points) wouldChangeApartFromHealth(e roll.Entry, s Score, cuts Cuts) []Would {
	some := *p
	some.Factors = slices.DeleteFunc(slices.Clone(p.Factors), func(f Factor) bool { return p.health(f.Domain) })
	now := cuts.Band(s)
	told := s
	told.Items = slices.DeleteFunc(slices.Clone(s.Items), func(i Item) bool { return p.health(i.Domain) })
	var all []Would
	for _, c := range append(some.lessening(e, told), p.later(e, s)...) {
		if w, moved := p.after(e, s, cuts, now, c); moved {
			all = append(all, w)
		}
	}
	return all
}

// Bands gives the band of anybody by the points in use, by its id, and the hash of those
// points: "" where none are in use.
func (s *Service) Bands(ctx context.Context) (of func(e *roll.Entry) string, points string, err error) {
	v, n, found, err := s.Latest(ctx)
	if err != nil || !found {
		return func(*roll.Entry) string { return "" }, "", err
	}
	at := s.db.Read(ctx).Now()
	return func(e *roll.Entry) string {
		return v.Points.Bands[n.Cuts.Band(v.Points.Score(e, "", at))].ID
	}, v.Hash(), nil
}

// scoresKept is how long the scores of those who were first are kept.
const scoresKept = 28 * 24 * time.Hour

// Daily puts everybody into bands anew where points are in use, and forgets old scores.
func (s *Service) Daily(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "bands of the day")
	if _, found, err := s.InUse(ctx); err == nil && found {
		if err := s.reckon(ctx, 0); err != nil {
			return err
		}
	}
	return s.Sweep(ctx)
}

// Sweep forgets scores that are older than they are kept.
func (s *Service) Sweep(ctx context.Context) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return dropScores(tx, tx.Now().Add(-scoresKept)) })
}

// RegisterJobs has everybody put into bands each day.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("risk.daily", 24*time.Hour, s.Daily, jobs.Timeout(10*time.Minute))
}
