package people

import (
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// NewRecord is what a source says of somebody.
type NewRecord struct {
	Described
	Neighbourhood string
	RoutingRule   string
	RoutingSource string
	CheckByHand   bool
	Language      string
	Interpreter   bool
	SafeContact   SafeContact
	Details       Details
	Source        string // "public form", "contact centre", a list's name
	List          string // the list of contacts.yaml it came on; "" none
}

// Add keeps a new record, a person of its own, in the caller's transaction, with whom it
// looks like for staff to decide.
func Add(tx *db.Tx, n NewRecord, like []Candidate) (r Record, err error) {
	defer fault.Wrap(&err, "add a person")
	records, err := AddMany(tx, []NewRecord{n})
	if err != nil {
		return Record{}, err
	}
	r = records[0]
	for _, c := range like {
		if err := insertLikeness(tx, r.ID, c); err != nil {
			return Record{}, err
		}
	}
	return r, journal.Record(tx, journal.Entry{
		Verb: "added a person", Topic: "people.added", Subject: string(r.ID),
		Data: map[string]any{"neighbourhood": r.Neighbourhood, "source": r.Source, "alike": len(like)},
	})
}

// AddMany keeps many records in the caller's transaction without looking for likenesses:
// for lists, and for making up a demo borough. It tells the journal nothing; the caller
// does, once for the whole list.
func AddMany(tx *db.Tx, all []NewRecord) ([]Record, error) {
	records := make([]Record, len(all))
	for i, n := range all {
		records[i] = n.record(tx)
	}
	if err := insertRecords(tx, records); err != nil {
		return nil, err
	}
	return records, insertTokens(tx, records)
}

func (n NewRecord) record(tx *db.Tx) Record {
	d := n.Described
	d.GivenNames, d.FamilyName = strings.TrimSpace(d.GivenNames), strings.TrimSpace(d.FamilyName)
	return Record{
		ID: ident.New[Record](tx.Now()), Described: d, Neighbourhood: n.Neighbourhood,
		RoutingRule: n.RoutingRule, RoutingSource: n.RoutingSource, CheckByHand: n.CheckByHand,
		Language: n.Language, Interpreter: n.Interpreter, SafeContact: n.SafeContact, Details: n.Details,
		Source: n.Source, List: n.List, AddedAt: tx.Now(), Version: 1,
	}
}
