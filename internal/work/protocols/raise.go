package protocols

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// raising is work that nobody asked for: we found that it is needed.
type raising struct {
	protocol string
	record   people.RecordID
	hood     string
	why      string // what set it off, in words
	labels   []needs.Label
	area     string
	aside    bool
	key      string // names the trigger, so that one is taken once
	priority needs.Priority
	list     string // the list it is a first approach to
	team     string // whose work that is; "" the hub's
}

// errJoined undoes the request of work that joins what is open already.
var errJoined = errors.New("protocols: joins what is open already")

// raiseFor starts a protocol for a person on a request of our own, or joins the run of it
// that is open.
func (b Book) raiseFor(tx *db.Tx, n raising) (r Run, joined bool, err error) {
	for range tries {
		r, open, err := openRunOf(tx, n.protocol, n.record)
		if err == nil && open {
			joined, err = b.join(tx, r, Beginning{Why: n.why})
		}
		if err != nil || joined {
			return r, joined, err
		}
		err = tx.Try(func() (err error) {
			if r, joined, err = b.raiseNew(tx, n); err == nil && joined {
				return errJoined
			}
			return err
		})
		if !errors.Is(err, errJoined) {
			return r, false, err
		}
	}
	return r, false, fault.New(fault.Unavailable, "protocols.busy", "Somebody else is beginning the same. Try again.")
}

// raiseNew opens a request of our own with its need, and starts the protocol on it. Nobody
// need make a first contact: the work is the contact.
func (b Book) raiseNew(tx *db.Tx, n raising) (Run, bool, error) {
	decision := b.decision(n)
	if n.aside {
		n.hood = ""
	}
	request, err := needs.OpenRequest(tx, needs.NewRequest{
		Channel: needs.Raised, Record: n.record, Asker: needs.Asker{Name: "The response itself", Relation: "raised by its own work"},
		OwnWords: n.why, Blueprint: b.Version, Neighbourhood: n.hood, RoutingRule: "raised", Priority: decision.Priority,
		FirstContactHours: decision.FirstContactHours, Key: n.key, BodyHash: n.key, Code: code(),
	})
	if err != nil {
		return Run{}, false, err
	}
	need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: decision.Need, Decision: decision})
	if err != nil {
		return Run{}, false, err
	}
	if err := needs.WaiveFirstContact(tx, request.ID); err != nil {
		return Run{}, false, err
	}
	return b.Start(tx, Beginning{
		Protocol: n.protocol, Request: request, Need: need.ID, Why: n.why,
		Work: Work{
			Category: decision.Need, Title: decision.TaskTitle, Area: n.area, Priority: decision.Priority,
			WhoMay: decision.WhoMay, Labels: decision.Labels, DueAt: need.DueAt, Aside: n.aside, List: n.list, Team: n.team,
		},
	})
}

// decision is what triage would have said: what the category says, with the reason.
func (b Book) decision(n raising) needs.Result {
	r := needs.Result{
		Need: "other", Priority: n.priority, FirstContactHours: 4, DueHours: 24, Labels: n.labels,
		Reasons: []needs.Reason{{Rule: "raised", Because: n.why, Whose: "own"}},
	}
	p, ok := b.Find(n.protocol)
	if !ok || len(p.Starts.Needs) == 0 {
		return r
	}
	if c, ok := b.catalogue.Find(p.Starts.Needs[0]); ok {
		r.Need, r.FirstContactHours, r.DueHours, r.TaskTitle, r.WhoMay = c.ID, c.FirstContactHours, c.DueHours, c.TaskTitle, slices.Clone(c.WhoMay)
		r.Labels = labels(c.AllLabels(), n.labels, p.Labels)
		if c.Priority.Rank() < r.Priority.Rank() {
			r.Priority = c.Priority
		}
	}
	return r
}

// code is a status code that nobody is told: nobody outside asked.
func code() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(fmt.Sprintf("protocols: no random numbers: %v", err)) // the system has none left to give
	}
	return fmt.Sprintf("%06d", n)
}
