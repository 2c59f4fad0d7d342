package roll

import (
	"context"

	"kith/internal/feature"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// The measures of lists.
const (
	OnLists     = "roll.on-lists"
	ReachedOnes = "roll.reached"
)

// OnListsReaders may see who is on a list and was not reached.
func OnListsReaders() []access.Role {
	return []access.Role{access.Analyst, access.Manager, access.Governance}
}

// Measures are the figures of people on lists: shielded, known to a service, and so on. Who is
// on several counts in each and once in all. Those whose record few may see are left out.
func (s *Service) Measures() []feature.Measure { return Counted(s.Lately) }

// Counted are the measures over any reading of everybody.
func Counted(lately func(context.Context) (*Roll, error)) []feature.Measure {
	all := Described()
	all[0].Count = listed(lately, func(*Entry) bool { return true })
	all[1].Count = listed(lately, func(e *Entry) bool { return !e.Reached.IsZero() })
	return all
}

// Described are the measures without what counts them, for whoever checks a blueprint.
func Described() []feature.Measure {
	return []feature.Measure{
		{
			Name: OnLists, Label: "People on lists", Kind: "list", Shared: true,
			Meaning: "Different people who are on a list of people to reach, as the lists stand now.",
			Rows:    "/figures/on-lists", Readers: OnListsReaders(),
		},
		{
			Name: ReachedOnes, Label: "People on lists who were reached", Kind: "list", Shared: true,
			Meaning: "Of the people on lists, those whom anybody was in touch with, or who were in touch with us.",
			Rows:    "/figures/on-lists?reached=yes", Readers: OnListsReaders(),
		},
	}
}

func listed(lately func(context.Context) (*Roll, error), keep func(*Entry) bool) func(db.Reader, feature.Period) (feature.Tally, error) {
	return func(r db.Reader, _ feature.Period) (feature.Tally, error) {
		all, err := lately(r.Context())
		if err != nil {
			return feature.Tally{}, err
		}
		var rows []feature.Row
		for i := range all.Entries {
			e := &all.Entries[i]
			if !keep(e) {
				continue
			}
			for _, list := range e.lists() {
				rows = append(rows, feature.Row{Neighbourhood: e.Neighbourhood, Kind: list, Who: string(e.Person)})
			}
		}
		return feature.Distinct(rows), nil
	}
}

// OnAny reports whether they are on a list at all.
func (e *Entry) OnAny() bool { return len(e.lists()) > 0 }
