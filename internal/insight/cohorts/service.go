package cohorts

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/blueprint"
	"kith/internal/insight/roll"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/rules"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
	"kith/internal/work/protocols"
)

// Service chooses cohorts and hands them on.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	roll       *roll.Service
	bands      Bands
	approaches Approaches
	contacts   *contacts.Service
	messages   *messages.Service
	reads      Reads
	tries      *tries
}

// Blueprints gives the blueprint in use. *blueprint.Service does.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Bands gives the band of anybody by the points in use, and those points' hash, "" where none
// are. *risk.Service does.
type Bands interface {
	Bands(ctx context.Context) (of func(e *roll.Entry) string, points string, err error)
}

// Approaches begins first approaches. *protocols.Service does.
type Approaches interface {
	Book(ctx context.Context) (protocols.Book, error)
	Approach(ctx context.Context, a protocols.Approach) (protocols.Run, bool, error)
}

// Reads is told who looked at what: *journal.Reads.
type Reads interface {
	Saw(ctx context.Context, e journal.Entry) error
	// SawFirst records it before it is seen, or says that it could not.
	SawFirst(ctx context.Context, e journal.Entry) error
}

// New returns the service over a database.
func New(d *db.DB, b Blueprints, r *roll.Service, bands Bands, reads Reads) *Service {
	return &Service{db: d, blueprints: b, roll: r, bands: bands, reads: reads, tries: newTries()}
}

// HandsTo says who rings and who writes. It is for the time when the program is put together.
func (s *Service) HandsTo(a Approaches, c *contacts.Service, m *messages.Service) {
	s.approaches, s.contacts, s.messages = a, c, m
}

// choosers choose cohorts and hand them on, of those who live where they work; readers read
// them too.
var (
	choosers = []access.Role{access.Analyst, access.Manager}
	readers  = []access.Role{access.Analyst, access.Manager, access.Governance}
)

// Choosers are the roles that choose cohorts.
func Choosers() []access.Role { return slices.Clone(choosers) }

// Readers are the roles that read them.
func Readers() []access.Role { return slices.Clone(readers) }

// MayChoose reports whether somebody chooses cohorts.
func MayChoose(who access.Principal) bool { return who.Has(choosers...) }

// Groups are the vulnerable groups of the blueprint in use.
func (s *Service) Groups(ctx context.Context) (f *File, err error) {
	defer fault.Wrap(&err, "groups")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return blueprint.Part[*File](b), nil
}

// Draft is what a cohort of a group would be.
func (g Group) Draft() Draft {
	return Draft{
		Name: g.Name, Group: g.ID, Purpose: g.Purpose, Basis: g.Basis, Letter: g.Letter,
		Terms: Terms{Rule: strings.TrimSpace(g.Rule), Way: g.Way, List: g.List, QuietDays: g.QuietDays, LedToo: g.LedToo},
	}
}

// WrongRule is why a rule cannot be used, each fault with its place. It is the Err of a
// [fault.Invalid].
type WrongRule = rules.Error

// compile checks a rule. What is wrong with it is [fault.Invalid] and names every fault.
func compile(rule string) (*rules.Rule, error) {
	compiled, err := rules.Compile(rule, Vars())
	var wrong *WrongRule
	if errors.As(err, &wrong) {
		f := fault.New(fault.Invalid, "cohorts.rule", inWords(wrong))
		f.Err = wrong
		return nil, f
	}
	return compiled, err
}

// inWords says what is wrong with a rule.
func inWords(wrong *WrongRule) string {
	first := wrong.Issues[0]
	said := first.Message
	if !strings.HasSuffix(said, ".") {
		said += "."
	}
	return strings.ToUpper(said[:1]) + said[1:]
}

// The longest that may be said of a cohort, in characters.
const (
	LongestName    = 80
	LongestPurpose = 300
)

// check holds what has to be said of a cohort before it is frozen.
func (d Draft) check(f *contacts.Rules, letters messages.Letters) error {
	invalid := func(code, words string) error { return fault.New(fault.Invalid, "cohorts."+code, words) }
	_, list := f.List(d.Terms.List)
	_, letter := letters[d.Letter]
	switch {
	case strings.TrimSpace(d.Name) == "" || utf8.RuneCountInString(d.Name) > LongestName:
		return invalid("name", "Enter a name of 80 characters or fewer.")
	case strings.TrimSpace(d.Purpose) == "" || utf8.RuneCountInString(d.Purpose) > LongestPurpose:
		return invalid("purpose", "Enter what it is for, in 300 characters or fewer.")
	case strings.TrimSpace(d.Basis) == "" || utf8.RuneCountInString(d.Basis) > LongestPurpose:
		return invalid("basis", "Enter the legal basis, in 300 characters or fewer.")
	case !slices.Contains(Ways(), d.Terms.Way):
		return invalid("way", "Select how they are to be reached.")
	case d.Terms.QuietDays < 0 || d.Terms.QuietDays > MostQuietDays:
		return invalid("quiet", "Enter for how many days after a contact somebody is left out, from 0 to 365.")
	case d.Terms.Way.Begun() && !list:
		return invalid("list", "Select whose list they stand on. It says which team may approach them.")
	case d.Terms.Way == Letters && !letter:
		return invalid("letter", "Select what is written to them.")
	}
	return nil
}

// Try tells what a draft would come to, as figures that tell of nobody. A rule that cannot be
// used is [fault.Invalid], with a [WrongRule].
func (s *Service) Try(ctx context.Context, d Draft) (p Preview, err error) {
	defer fault.Wrap(&err, "try a cohort")
	if err := access.CheckHeld(ctx, choosers...); err != nil {
		return Preview{}, err
	}
	rule, err := compile(d.Terms.Rule)
	if err != nil {
		return Preview{}, err
	}
	who, now := access.From(ctx), s.db.Read(ctx).Now()
	if err := s.tries.press(who.Account, now); err != nil {
		return Preview{}, err
	}
	r, err := s.roll.Lately(ctx)
	if err != nil {
		return Preview{}, err
	}
	o, _, err := s.outcome(ctx, d.Terms, rule, r.Within(who, choosers...), "")
	if err != nil {
		return Preview{}, err
	}
	_ = s.reads.Saw(ctx, journal.Entry{Verb: "tried a rule over people", Topic: "cohorts.tried", Data: map[string]any{"rule": d.Terms.Rule}})
	return s.tries.tell(s.scope(ctx), o), nil
}

// scope names the part of the borough that somebody chooses from.
func (s *Service) scope(ctx context.Context) string {
	hoods, all := access.From(ctx).Neighbourhoods(choosers...)
	if all {
		hoods = []string{"*"}
	}
	return db.CallerOf(ctx).Borough + " " + strings.Join(hoods, " ")
}

// elsewhere is for how long somebody is left out who was handed on with another cohort, at
// least.
const elsewhere = 14 * 24 * time.Hour

// outcome chooses by a rule, and leaves out whom the terms leave out. But is the cohort that
// is handed on, whose own people do not count as handed on with another.
func (s *Service) outcome(ctx context.Context, t Terms, rule *rules.Rule, r *roll.Roll, but ID) (o outcome, points string, err error) {
	k, err := s.around(ctx, t, but)
	if err != nil {
		return o, "", err
	}
	more, points, err := s.more(ctx, rule)
	if err != nil {
		return o, "", err
	}
	return t.decide(r, rule, more, k), points, nil
}

// around reads what is asked beside the roll.
func (s *Service) around(ctx context.Context, t Terms, but ID) (k around, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return k, err
	}
	h := s.db.Read(ctx)
	k.now = h.Now()
	k.list, _ = blueprint.Part[*contacts.Rules](b).List(t.List)
	if k.planned, err = planned(h); err != nil {
		return k, err
	}
	quiet := max(elsewhere, time.Duration(t.QuietDays)*24*time.Hour)
	if k.handed, err = handedSince(h, k.now.Add(-quiet), but); err != nil {
		return k, err
	}
	k.agreed, err = intake.AgreementsOfRegistered(h)
	return k, err
}

// more gives what a rule asks that is not on the roll.
func (s *Service) more(ctx context.Context, rule *rules.Rule) (roll.More, string, error) {
	if !slices.Contains(rule.Uses(), priority) {
		return nil, "", nil
	}
	band, points, err := s.bands.Bands(ctx)
	return func(e *roll.Entry, name string) any {
		if name == priority {
			return band(e)
		}
		return nil
	}, points, err
}

// Freeze keeps who is in a cohort and who is not, each with why, as it is at this moment.
// Nobody is approached by it.
func (s *Service) Freeze(ctx context.Context, d Draft) (id ID, err error) {
	defer fault.Wrap(&err, "freeze a cohort")
	if err := access.CheckHeld(ctx, choosers...); err != nil {
		return "", err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return "", err
	}
	rule, err := compile(d.Terms.Rule)
	if err != nil {
		return "", err
	}
	if err := d.check(blueprint.Part[*contacts.Rules](b), blueprint.Part[messages.Letters](b)); err != nil {
		return "", err
	}
	r, err := s.roll.Now(ctx)
	if err != nil {
		return "", err
	}
	who := access.From(ctx)
	o, points, err := s.outcome(ctx, d.Terms, rule, r.Within(who, choosers...), "")
	if err != nil {
		return "", err
	}
	c := Cohort{ID: ident.New[Cohort](r.At), Draft: d, Points: points, Open: o.open, State: Frozen, FrozenAt: r.At, FrozenBy: who.Account}
	if hoods, all := who.Neighbourhoods(choosers...); !all {
		c.Scope = hoods
	}
	return c.ID, s.keep(ctx, c, o)
}

// keep writes a cohort. Its people come before it is there to be seen, in steps, so that
// others write meanwhile: until the last step it is of no state that anybody is shown.
func (s *Service) keep(ctx context.Context, c Cohort, o outcome) error {
	hidden := c
	hidden.State = writing
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return insert(tx, hidden) }); err != nil {
		return err
	}
	for part := range slices.Chunk(o.matches, 200) {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			for _, i := range part {
				if err := insertMember(tx, c.ID, o.member(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	hidden.Version = 1
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setState(tx, hidden, Frozen); err != nil {
			return err
		}
		return tell(tx, "froze a cohort", "cohorts.frozen", c)
	})
}

// writing is the state of a cohort whose people are still being written.
const writing State = "writing"

func (o outcome) member(i int) Member {
	e := &o.roll.Entries[i]
	m := Member{Record: e.Record, Person: e.Person, Hood: e.Neighbourhood, Standing: In}
	if why, out := o.out[i]; out {
		m.Standing, m.Out = Left, why
	}
	return m
}

func tell(tx *db.Tx, verb, topic string, c Cohort) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "cohort", ID: string(c.ID)}}, Data: map[string]any{"name": c.Name, "way": string(c.Terms.Way), "rule": c.Terms.Rule},
	})
}

// mostCohorts is how many are shown.
const mostCohorts = 50

// Latest are the cohorts that were frozen lately and that the caller may see.
func (s *Service) Latest(ctx context.Context) (all []Cohort, err error) {
	defer fault.Wrap(&err, "cohorts")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return nil, err
	}
	all, err = latest(s.db.Read(ctx), mostCohorts)
	return slices.DeleteFunc(all, func(c Cohort) bool { return !c.seenBy(access.From(ctx)) }), err
}

// seenBy reports whether somebody may see a cohort: it is of where they work.
func (c Cohort) seenBy(who access.Principal) bool {
	if c.State == writing {
		return false
	}
	if c.Scope == nil {
		return who.HasFor("", readers...)
	}
	for _, hood := range c.Scope {
		if !who.HasFor(hood, readers...) {
			return false
		}
	}
	return true
}

// Cohort returns one, with how many stand how.
func (s *Service) Cohort(ctx context.Context, id ID) (c Cohort, n Counts, err error) {
	defer fault.Wrap(&err, "cohort %s", id)
	if c, err = s.seen(ctx, id); err != nil {
		return c, n, err
	}
	n, err = counts(s.db.Read(ctx), id)
	return c, n, err
}

func (s *Service) seen(ctx context.Context, id ID) (Cohort, error) {
	c, err := byID(s.db.Read(ctx), id)
	if err == nil && !c.seenBy(access.From(ctx)) {
		err = fault.New(fault.NotFound, "cohorts.none", "There is no such cohort, or you may not see it.")
	}
	return c, err
}

// Page is how many of a cohort's people are shown at once.
const Page = 100

// Members are people of a cohort that stand so, behind a record, as far as the caller may see
// them; who looked is noted.
func (s *Service) Members(ctx context.Context, id ID, standing Standing, after people.RecordID) (all []Member, err error) {
	defer fault.Wrap(&err, "people of cohort %s", id)
	if _, err := s.seen(ctx, id); err != nil {
		return nil, err
	}
	all, err = members(s.db.Read(ctx), access.From(ctx), id, standing, after, Page)
	if err != nil || len(all) == 0 {
		return all, err
	}
	seen := journal.Entry{Verb: "looked at people of a cohort", Topic: "people.read", Objects: []journal.Object{{Kind: "cohort", ID: string(id)}}}
	for _, m := range all {
		seen.Objects = append(seen.Objects, journal.Object{Kind: "person", ID: string(m.Record)})
	}
	_ = s.reads.Saw(ctx, seen)
	return all, nil
}
