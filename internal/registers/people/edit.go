package people

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// editors may change what is known of the people of their neighbourhoods.
var editors = []access.Role{access.Agent, access.Coordinator, access.Manager}

// MayEdit reports whether somebody may change what is known of a person whom they see.
func MayEdit(who access.Principal, p Person) bool {
	return p.seenBy(who) && slices.ContainsFunc(p.Records, func(r Record) bool { return who.HasFor(r.Neighbourhood, editors...) })
}

// Edit is what somebody wants a person's facts to be, and what they had before their eyes
// when they wrote it.
type Edit struct {
	Seen string // the mark of what was shown: see [Person.Seen]
	To   Record // as typed; only who and where they are, language and details count
}

// Difference is one fact that two people wrote at once.
type Difference struct {
	Kind   FactKind
	Theirs string // as it is now
	By     string // who wrote it, as the journal names them; "" when a new record brought it
	At     time.Time
	Yours  string
}

// Seen marks what is known of a person now, for a form to carry: it tells later which
// facts somebody else has changed since, without repeating them.
func (p Person) Seen() string {
	c := p.Current()
	marks := make([]string, len(kinds))
	for i, kind := range kinds {
		marks[i] = mark(c.fact(kind))
	}
	return strings.Join(marks, "")
}

const markLength = 8

func mark(text string) string {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(text)) // never fails
	return fmt.Sprintf("%08x", sum.Sum32())
}

// sawSame reports whether a fact is as it was when the form was opened.
func (e Edit) sawSame(i int, text string) bool {
	return len(e.Seen) == markLength*len(kinds) && e.Seen[i*markLength:(i+1)*markLength] == mark(text)
}

// compare sorts the kinds of fact into those the editor changed and those somebody else
// changed meanwhile.
func (e Edit) compare(now Record) (mine, theirs []FactKind) {
	for i, kind := range kinds {
		if !e.sawSame(i, now.fact(kind)) {
			theirs = append(theirs, kind)
		}
		if !e.sawSame(i, e.To.fact(kind)) {
			mine = append(mine, kind)
		}
	}
	return mine, theirs
}

// Change writes what the editor changed into the person's leading record: see
// [Person.Lead]. When somebody else has changed anything since the form was shown it
// writes nothing and answers [fault.Stale]; [Service.Differences] then tells what. Whom
// the person now looks like is kept for staff to decide. The
// journal is told the names of the facts and not what they say.
func (s *Service) Change(ctx context.Context, id PersonID, e Edit) (err error) {
	defer fault.Wrap(&err, "change person %s", id)
	if err := s.mayEdit(ctx, id); err != nil {
		return err
	}
	like, err := s.MatchNumbered(ctx, e.To.Described, e.To.NHSNumber)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := readPerson(tx, id)
		if err != nil {
			return err
		}
		mine, theirs := e.compare(p.Current())
		if len(theirs) > 0 {
			return stale()
		}
		if slices.ContainsFunc(mine, FactKind.tellsApart) {
			if err := keepLikenesses(tx, p, like); err != nil {
				return err
			}
		}
		return keepChange(tx, p.Lead(), mine, e.To)
	})
}

// tellsApart reports whether a fact may show that two people are one.
func (k FactKind) tellsApart() bool {
	return slices.Contains([]FactKind{NameFact, BornFact, PhoneFact, AddressFact, NHSNumberFact}, k)
}

// keepLikenesses keeps for staff to decide whom a changed person now looks like. Of whom it
// was asked before, however it was decided, it is not asked again; where it is still to be
// decided, it says how alike they are now.
func keepLikenesses(tx *db.Tx, p Person, like []Candidate) error {
	own := p.RecordIDs()
	for _, c := range like {
		other, err := PersonOf(tx, c.Record)
		if err != nil {
			return err
		}
		if other == p.ID {
			continue
		}
		theirs, err := Records(tx, other)
		if err != nil {
			return err
		}
		asked, err := likenessBetween(tx, own, theirs, c)
		if err != nil {
			return err
		}
		if !asked {
			if err := insertLikeness(tx, p.Lead().ID, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayEdit holds that the caller may change what is known of a person.
func (s *Service) mayEdit(ctx context.Context, id PersonID) error {
	p, err := s.visible(ctx, id)
	if err != nil || MayEdit(access.From(ctx), p) {
		return err
	}
	return access.Check(ctx, p.Lead().Neighbourhood, editors...)
}

func stale() error {
	return fault.New(fault.Stale, "people.changed-meanwhile", "Somebody else has changed this person since you opened the page. Compare what they wrote with what you wrote, then save again.")
}

func keepChange(tx *db.Tx, lead Record, mine []FactKind, to Record) error {
	if len(mine) == 0 {
		return nil
	}
	if lead.AddressWithheld() && (slices.Contains(mine, AddressFact) || slices.Contains(mine, UPRNFact)) {
		return fault.New(fault.Conflict, "people.address-withheld", "Their address is withheld. Take that mark away first, change the address, then mark them again.")
	}
	said := map[FactKind]Said{}
	for kind, one := range lead.Said {
		said[kind] = one
	}
	var names []string
	if slices.Contains(mine, UPRNFact) && !lead.says(AddressFact) {
		lead.take(AddressFact, to) // a property's number is of the address it stands with
	}
	for _, kind := range mine {
		lead.take(kind, to)
		said[kind] = Said{By: tx.Actor(), At: tx.Now()}
		names = append(names, string(kind))
	}
	lead.Said = said
	if err := updateRecord(tx, lead); err != nil {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "changed what is known of a person", Topic: "people.changed", Subject: string(lead.ID),
		Data: map[string]any{"neighbourhood": lead.Neighbourhood, "facts": names},
	})
}

// Differences tells, after [fault.Stale], what others changed meanwhile, with what the
// editor wrote of the same facts, and how the person stands now. Facts that the editor did
// not touch are taken as they stand now into e.To, so that saving it again with the
// person's new mark changes nothing of the others' by mistake.
func (s *Service) Differences(ctx context.Context, id PersonID, e *Edit) (p Person, all []Difference, err error) {
	defer fault.Wrap(&err, "differences of person %s", id)
	if p, err = s.visible(ctx, id); err != nil {
		return Person{}, nil, err
	}
	now := p.Current()
	mine, theirs := e.compare(now)
	for _, kind := range theirs {
		if !slices.Contains(mine, kind) {
			e.To.take(kind, now)
		}
		if e.To.fact(kind) == now.fact(kind) && slices.Contains(mine, kind) {
			continue // both wrote the same
		}
		d := Difference{Kind: kind, Theirs: now.fact(kind), Yours: e.To.fact(kind)}
		if !slices.Contains(mine, kind) {
			d.Yours = ""
		}
		f := p.newest(kind).told(kind, d.Theirs)
		d.By, d.At = f.By, f.SaidAt
		all = append(all, d)
	}
	return p, all, nil
}
