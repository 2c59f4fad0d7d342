package households

import (
	"context"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Who is somebody to put beside a person: one who is known, or a name not yet known.
type Who struct {
	Known people.PersonID
	Name  NewName // when Known is ""
}

// NewName is somebody of whom no more is known than this.
type NewName struct {
	GivenNames, FamilyName string
	BirthDate              day.Date // zero when unknown
}

// AddMember says that somebody lives with a person. A home nobody has spoken of yet is
// made. Somebody who lives in another household is [fault.Conflict]: they leave that one
// first.
func (s *Service) AddMember(ctx context.Context, id people.PersonID, who Who, relation string) (err error) {
	defer fault.Wrap(&err, "add to the household of %s", id)
	return s.change(ctx, who, func(tx *db.Tx, like []people.Candidate) error {
		p, err := seen(tx, access.From(ctx), id)
		if err != nil {
			return err
		}
		other, err := s.beside(ctx, tx, p, who, like, true)
		if err != nil {
			return err
		}
		if other.ID == p.ID {
			return fault.New(fault.Invalid, "households.self", "Choose somebody else: this is the person whose household it is.")
		}
		home, err := homeOf(tx, p)
		if err != nil {
			return err
		}
		return join(tx, home, other, relation)
	})
}

// change writes what is said of people by somebody who may, having looked first for whom
// a new name may belong to.
func (s *Service) change(ctx context.Context, who Who, write func(tx *db.Tx, like []people.Candidate) error) error {
	if err := access.CheckHeld(ctx, changers...); err != nil {
		return err
	}
	var like []people.Candidate
	if who.Known == "" && who != (Who{}) {
		if err := who.Name.check(); err != nil {
			return err
		}
		var err error
		if like, err = s.people.Match(ctx, who.Name.described()); err != nil {
			return err
		}
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return write(tx, like) })
	if db.IsUnique(err) {
		return fault.New(fault.Stale, "households.at-once", "Somebody else has just said the same. Look at it again.")
	}
	return err
}

func (n NewName) check() error {
	if strings.TrimSpace(n.GivenNames+n.FamilyName) == "" {
		return fault.New(fault.Invalid, "households.no-name", "Enter a first name or a family name.")
	}
	return nil
}

func (n NewName) described() people.Described {
	return people.Described{GivenNames: n.GivenNames, FamilyName: n.FamilyName, BirthDate: n.BirthDate}
}

// beside finds who is to stand beside a person, or makes them. A new name is given the
// person's hub, so that whoever wrote it down finds it again, but no address: where it is
// withheld it stands in one place.
func (s *Service) beside(ctx context.Context, tx *db.Tx, p person, who Who, like []people.Candidate, lives bool) (person, error) {
	if who.Known != "" {
		return seen(tx, access.From(ctx), who.Known)
	}
	with, err := people.RecordIn(tx, p.record())
	if err != nil {
		return person{}, err
	}
	n := people.NewRecord{
		Described: who.Name.described(), Neighbourhood: with.Neighbourhood, RoutingRule: with.RoutingRule,
		RoutingSource: with.RoutingSource, CheckByHand: with.CheckByHand, Source: "told by somebody close to them",
	}
	if !lives {
		n.RoutingRule, n.RoutingSource, n.CheckByHand = "", "", true
	}
	r, err := people.Add(tx, n, like)
	return person{people.PersonID(r.ID), []people.RecordID{r.ID}, []people.RecordID{r.ID}}, err
}

// homeOf is a person's household, made where there is none.
func homeOf(tx *db.Tx, p person) (ID, error) {
	home, err := householdOf(tx, p.Records)
	if err != nil || home != "" {
		return home, err
	}
	return makeHome(tx, p, Facts{})
}

func makeHome(tx *db.Tx, p person, f Facts) (ID, error) {
	home := ident.New[Household](tx.Now())
	if err := insertHousehold(tx, home, f); err != nil {
		return "", err
	}
	return home, insertMember(tx, ident.New[Member](tx.Now()), home, p.record(), "")
}

func join(tx *db.Tx, home ID, p person, relation string) error {
	elsewhere, err := householdOf(tx, p.Records)
	if err != nil {
		return err
	}
	if elsewhere == home {
		return fault.New(fault.Conflict, "households.there", "They are in this household already.")
	}
	if elsewhere != "" {
		return fault.New(fault.Conflict, "households.elsewhere", "They are in another household. Open their page, remove them from that household, then add them here.")
	}
	if err := insertMember(tx, ident.New[Member](tx.Now()), home, p.record(), strings.TrimSpace(relation)); err != nil {
		return err
	}
	return tell(tx, "noted who they live with", "households.joined", p.record(), journal.Object{Kind: "household", ID: string(home)})
}

// RemoveMember says that somebody no longer lives with a person; that they did stays on
// file. When somebody else was quicker it is [fault.Stale].
func (s *Service) RemoveMember(ctx context.Context, id people.PersonID, member MemberID) (err error) {
	defer fault.Wrap(&err, "remove from the household of %s", id)
	return s.change(ctx, Who{}, func(tx *db.Tx, _ []people.Candidate) error {
		p, err := seen(tx, access.From(ctx), id)
		if err != nil {
			return err
		}
		home, record, err := memberByID(tx, member)
		if err != nil {
			return err
		}
		if own, err := householdOf(tx, p.Records); err != nil || own != home {
			return orElse(err, fault.New(fault.NotFound, "households.not-theirs", "This person does not live in the household. Look at it again."))
		}
		if _, err := seen(tx, access.From(ctx), people.PersonID(record)); err != nil {
			return err
		}
		if _, err := closeMember(tx, member); err != nil {
			return err
		}
		return tell(tx, "noted that they left a household", "households.left", record, journal.Object{Kind: "household", ID: string(home)})
	})
}

// SaveFacts says what a person's home is like to reach. The version is that of the
// household as it was shown, 0 where there was none; when it has changed since, it is
// [fault.Stale] and nothing is written.
func (s *Service) SaveFacts(ctx context.Context, id people.PersonID, version int64, f Facts) (err error) {
	defer fault.Wrap(&err, "facts of the home of %s", id)
	if f = f.trimmed(); f.check() != nil {
		return f.check()
	}
	return s.change(ctx, Who{}, func(tx *db.Tx, _ []people.Candidate) error {
		p, err := seen(tx, access.From(ctx), id)
		if err != nil {
			return err
		}
		home, err := householdOf(tx, p.Records)
		switch {
		case err != nil:
			return err
		case home == "" && version == 0:
			home, err = makeHome(tx, p, f)
		default:
			var saved bool
			if saved, err = updateFacts(tx, home, version, f); err == nil && !saved {
				return stale()
			}
		}
		if err != nil {
			return err
		}
		return tell(tx, "noted what the home is like to reach", "households.facts", p.record(), journal.Object{Kind: "household", ID: string(home)})
	})
}

func stale() error {
	return fault.New(fault.Stale, "households.stale", "Somebody else has saved this since you opened it. Look at what they wrote, then save again.")
}

func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func tell(tx *db.Tx, verb, topic string, subject people.RecordID, objects ...journal.Object) error {
	return journal.Record(tx, journal.Entry{Verb: verb, Topic: topic, Subject: string(subject), Objects: objects})
}
