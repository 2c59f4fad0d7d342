package cohorts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// Line is one line of a list that leaves: an address, and for those who go to see them who lives there.
type Line struct {
	Names    []string // of those to be seen; none on a list of addresses
	Address  []string // its lines, the town last
	Postcode string
	Hood     string
}

// Take is the list of a cohort that leaves as one, each home once, with the least that is
// needed: addresses alone for cards, and names with them for those who go to see them. A withheld address is
// never on it. Each person is asked about anew, as when a cohort is handed on. Who takes it and
// what for is in the journal before anything is given; taken a second time it is the same list.
func (s *Service) Take(ctx context.Context, id ID) (c Cohort, lines []Line, err error) {
	defer fault.Wrap(&err, "take the list of cohort %s", id)
	if err := access.CheckHeld(ctx, choosers...); err != nil {
		return c, nil, err
	}
	if c, err = s.seen(ctx, id); err != nil {
		return c, nil, err
	}
	if !c.Terms.Way.Listed() {
		return c, nil, fault.New(fault.Conflict, "cohorts.no-list", "The people of this cohort are rung or written to by us. There is no list to take.")
	}
	if c.State == Frozen {
		if err := s.begin(ctx, &c); err != nil {
			return c, nil, err
		}
		if err := s.list(ctx, c); err != nil {
			return c, nil, err
		}
		c.State = Handed
	}
	all, err := s.addresses(ctx, id)
	if err != nil {
		return c, nil, err
	}
	err = s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took the list of a cohort", Topic: "cohorts.taken", Objects: append([]journal.Object{{Kind: "cohort", ID: string(id)}}, objects(all)...),
		Data: map[string]any{"purpose": c.Purpose, "way": string(c.Terms.Way), "rows": len(all)},
	})
	return c, homes(all, c.Terms.Way == Sheet), err
}

// addressed is somebody of a list that leaves.
type addressed struct {
	person people.Person
	people.Described
	hood string
}

// addresses reads where those live who are handed on, whose address may be told at all:
// withheld ones and those of restricted people never are, whatever was known when the cohort
// was frozen.
func (s *Service) addresses(ctx context.Context, id ID) (all []addressed, err error) {
	r := s.db.Read(ctx)
	after := people.RecordID("")
	for {
		some, err := members(r, access.From(ctx), id, Done, after, Page)
		if err != nil || len(some) == 0 {
			return all, err
		}
		for _, m := range some {
			p, err := people.PersonIn(r, m.Record)
			if err != nil {
				return nil, err
			}
			if p.Has(people.Restricted) || p.Has(people.AddressWithheld) {
				continue
			}
			now := p.Current()
			if len(now.Address.Lines()) > 0 {
				all = append(all, addressed{person: p, Described: now.Described, hood: now.Neighbourhood})
			}
		}
		after = some[len(some)-1].Record
	}
}

func objects(all []addressed) (objects []journal.Object) {
	for _, a := range all {
		objects = append(objects, journal.Object{Kind: "person", ID: string(a.person.Lead().ID)})
	}
	return objects
}

// list asks about everybody anew and marks those who stay as handed on.
func (s *Service) list(ctx context.Context, c Cohort) error {
	r, err := s.roll.Now(ctx)
	if err != nil {
		return err
	}
	k, err := s.around(ctx, c.Terms, c.ID)
	if err != nil {
		return err
	}
	todo, err := toDo(s.db.Read(ctx), c.ID, len(r.Entries)+1)
	if err != nil {
		return err
	}
	outs := map[people.PersonID]Out{}
	known := map[people.PersonID]bool{}
	for i := range r.Entries {
		e := &r.Entries[i]
		known[e.Person] = true
		if out := c.Terms.leaves(e, k); out != (Out{}) {
			outs[e.Person] = out
		}
	}
	for part := range slices.Chunk(todo, 200) {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			for _, m := range part {
				m.Standing = Done
				if out, leave := outs[m.Person]; leave || !known[m.Person] {
					m.Standing, m.Out = Left, Out{out.Why, "Since it was frozen: " + out.Words}
				}
				if _, err := settle(tx, c.ID, m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return setState(tx, c, Handed) })
}

// homes puts those who live at one address on one line, in the order of postcodes.
func homes(all []addressed, named bool) (lines []Line) {
	at := map[string]int{}
	for _, a := range all {
		address := slices.DeleteFunc([]string{a.Address.Line1, a.Address.Line2, a.Address.Town}, func(s string) bool { return s == "" })
		key := strings.ToLower(strings.Join(append(slices.Clone(address), a.Address.Postcode), "\n"))
		i, there := at[key]
		if !there {
			i = len(lines)
			at[key] = i
			lines = append(lines, Line{Address: address, Postcode: a.Address.Postcode, Hood: a.hood})
		}
		if named {
			lines[i].Names = append(lines[i].Names, a.Name())
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Postcode, b.Postcode), slices.Compare(a.Address, b.Address))
	})
	return lines
}
