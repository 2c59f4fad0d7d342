package protocols

import (
	"context"
	"maps"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
)

// SelfRegistered is the list of those who registered themselves with no need, as
// protocols name it.
const SelfRegistered = "registered-themselves"

// Approach is a first approach to somebody on a list.
type Approach struct {
	Record people.RecordID
	List   string
	Why    string // in words, for whoever rings
	Key    string // names what it comes of, so that one is begun once
	// Visit has somebody go to them; they are rung otherwise.
	Visit bool
	// Team is whose work it is, of those that the blueprint names for the list: it stands in
	// their queue, and they alone say what came of it. "" is whoever holds the hub's board.
	Team string
}

// TeamsFor are the teams that may ring the people on a list for the first time, by their ids
// in roles.yaml.
func (b Book) TeamsFor(list string) (teams []string) { return b.teams(list, steps.Call) }

// VisitorsFor are the teams that may go to the people on a list for the first time.
func (b Book) VisitorsFor(list string) (teams []string) { return b.teams(list, steps.Visit) }

func (b Book) teams(list string, first steps.Kind) (teams []string) {
	for _, id := range b.files.IDs() {
		p := b.files[id]
		for _, l := range p.Starts.Lists {
			if l.List == list && !p.Assured && p.Steps[0].Kind == first {
				teams = append(teams, l.Teams...)
			}
		}
	}
	return teams
}

// Team is the title of a role, and with what access it is held; false when the blueprint has
// no such role.
func (b Book) Team(id string) (title string, held access.Role, ok bool) {
	t, ok := b.roles.Find(id)
	return t.Title, t.Access, ok
}

// Approaches is the protocol by which somebody may begin the first approach to the people
// on a list; "" when none is written, or the blueprint names no team of theirs.
func (b Book) Approaches(who access.Principal, list, hood string) string {
	return b.approaches(who, list, hood, steps.Call)
}

func (b Book) approaches(who access.Principal, list, hood string, first steps.Kind) string {
	for _, id := range b.files.IDs() {
		for _, l := range b.files[id].Starts.Lists {
			if l.List == list && b.files[id].Steps[0].Kind == first && slices.ContainsFunc(l.Teams, func(team string) bool { return b.holds(who, team, hood) }) {
				return id
			}
		}
	}
	return ""
}

// Approach begins the first approach to somebody, or joins the one that is open. The caller
// has checked that the person may be seen, and that they agreed: whoever rings them is
// asked by the gate of all contacts whether they still do. It is [fault.Forbidden] for teams
// that the blueprint does not name for the list.
func (s *Service) Approach(ctx context.Context, a Approach) (r Run, joined bool, err error) {
	defer fault.Wrap(&err, "approach record %s", a.Record)
	book, err := s.Book(ctx)
	if err != nil {
		return Run{}, false, err
	}
	record, err := people.RecordIn(s.db.Read(ctx), a.Record)
	if err != nil {
		return Run{}, false, err
	}
	first := steps.Call
	if a.Visit {
		first = steps.Visit
	}
	protocol := book.approaches(access.From(ctx), a.List, record.Neighbourhood, first)
	if protocol == "" {
		return Run{}, false, fault.New(fault.Forbidden, "protocols.not-your-list", "Your team makes no first approach to people on this list. Ask your hub's manager who does.")
	}
	n := raisingOf(protocol, CheckOn{Record: a.Record, Why: a.Why}, record)
	if a.Team != "" && !slices.Contains(book.teams(a.List, first), a.Team) {
		return Run{}, false, fault.New(fault.Forbidden, "protocols.not-their-list", "The blueprint does not let this team make the first approach to people on this list.")
	}
	n.key, n.priority, n.list, n.team = "approach "+a.Key, needs.Routine, a.List, a.Team
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		r, joined, err = book.raiseFor(tx, n)
		return err
	})
	if db.IsUnique(err) { // it was begun for this before
		return Run{}, true, nil
	}
	return r, joined, err
}

// Listed are those of some tasks that are first approaches, with the list of each.
func Listed(r db.Reader, tasks []string) (map[string]string, error) {
	all, err := listsOfTasks(r, tasks)
	maps.DeleteFunc(all, func(_, list string) bool { return list == "" })
	return all, err
}

// noLonger ends the first approach to somebody who no longer agrees to it, as its protocol
// says. What they asked for goes on.
func (s *Service) noLonger(ctx context.Context, e journal.Sealed) error {
	if agreed, said := e.Data["agreed"].(bool); e.Subject == "" || !said || agreed {
		return nil
	}
	r, record := s.db.Read(ctx), people.RecordID(e.Subject)
	person, err := people.PersonOf(r, record)
	if err != nil {
		return err
	}
	records, err := people.Records(r, person)
	if err != nil {
		return err
	}
	open, err := runsOfRecords(r, records, true, 1000)
	for _, run := range open {
		if run.Work.List == "" {
			continue
		}
		if _, err := s.stop(ctx, run.ID, steps.AskedToStop, "They no longer agree to be approached."); err != nil {
			return err
		}
	}
	return err
}
