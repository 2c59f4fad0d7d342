package policy

import (
	"slices"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"kith/internal/plat/access"
)

// Record is what of a person a decision turns on.
type Record struct {
	Neighbourhood   string // whose hub it is; "" is none yet
	Restricted      bool   // only cleared staff may know of them
	AddressWithheld bool
	Given           bool // given to whoever asks: their task, stop, case or order
	Own             bool // whoever asks wrote it down
}

// Asked is what else a decision turns on.
type Asked struct {
	Emergency bool // whoever asks has opened the person in an emergency, within the hour
	Second    bool // a second person has agreed, within the hour
	Purpose   bool // it is asked for a purpose that was written down
}

// Decision says whether something may be seen and by which policies.
type Decision struct {
	Allowed bool
	By      []string // ids of the policies that permitted or forbade it; nil when none speaks of it
}

// May reports whether somebody may see a group of fields of a record, as things are every day.
func May(who access.Principal, g Group, r Record) bool {
	return standard.Decide(who, g, r, Asked{}).Allowed
}

// Decide is [May] with what else the decision turns on, and says why.
func Decide(who access.Principal, g Group, r Record, a Asked) Decision {
	return standard.Decide(who, g, r, a)
}

// Decide asks the policies of s about each role somebody holds: what one of them permits, they
// may. The public and whoever holds no role may see nothing.
func (s *Set) Decide(who access.Principal, g Group, r Record, a Asked) (d Decision) {
	if !who.SignedIn() {
		return d
	}
	for _, grant := range who.Grants {
		one := s.ofGrant(grant, g, r, a)
		if one.Allowed {
			return one
		}
		if d.By == nil {
			d = one
		}
	}
	return d
}

// ofGrant asks once about each kind of question and remembers the answer: policies name no
// neighbourhood (see [Load]), so only how the two places lie to each other counts.
func (s *Set) ofGrant(grant access.Grant, g Group, r Record, a Asked) Decision {
	k := kind{role: grant.Role, area: areaOf(grant), place: placeOf(grant, r), group: g, asked: a, like: r}
	k.like.Neighbourhood = ""
	if d, known := s.decided.Load(k); known {
		return d.(Decision)
	}
	d := s.afresh(k)
	s.decided.Store(k, d)
	return d
}

// kind is a question without the names of places.
type kind struct {
	role        access.Role
	area, place types.EntityUID
	group       Group
	like        Record
	asked       Asked
}

func (s *Set) afresh(k kind) Decision {
	verdict, why := cedar.Authorize(s.about[k.group], s.world(k), cedar.Request{
		Principal: holder, Action: actionOf(k.group), Resource: record, Context: k.asked.context(),
	})
	d := Decision{Allowed: verdict == cedar.Allow && len(why.Errors) == 0}
	for _, reason := range why.Reasons {
		d.By = append(d.By, string(reason.PolicyID))
	}
	slices.Sort(d.By)
	return d
}

const (
	roleType types.EntityType = "Role"
	areaType types.EntityType = "Area"
)

var (
	holder = types.NewEntityUID("Holder", "asking")
	record = types.NewEntityUID("Record", "asked-about")
	whole  = types.NewEntityUID(areaType, "borough")
	none   = types.NewEntityUID(areaType, "none")
	here   = types.NewEntityUID(areaType, "here")  // the neighbourhood of the grant
	there  = types.NewEntityUID(areaType, "there") // any other
)

func actionOf(g Group) types.EntityUID { return types.NewEntityUID("Action", types.String(g)) }

// areaOf is where a grant reaches, and placeOf where a record lies to it.
func areaOf(g access.Grant) types.EntityUID {
	switch {
	case g.Neighbourhood != "":
		return here
	case g.Organisation != "" || g.Volunteer != "":
		return none
	}
	return whole
}

func placeOf(g access.Grant, r Record) types.EntityUID {
	switch r.Neighbourhood {
	case "":
		return whole
	case g.Neighbourhood:
		return here
	}
	return there
}

// world is what the policies may look at for one question.
type world struct {
	holder, record types.Entity
	actions        map[types.EntityUID]types.Entity
}

func (s *Set) world(k kind) *world {
	return &world{
		holder: types.Entity{
			UID: holder, Parents: types.NewEntityUIDSet(types.NewEntityUID(roleType, types.String(k.role))),
			Attributes: types.NewRecord(types.RecordMap{"area": k.area}),
		},
		record: types.Entity{
			UID: record, Parents: types.NewEntityUIDSet(k.place),
			Attributes: types.NewRecord(types.RecordMap{
				"restricted": types.Boolean(k.like.Restricted), "addressWithheld": types.Boolean(k.like.AddressWithheld),
				"given": types.Boolean(k.like.Given), "own": types.Boolean(k.like.Own),
			}),
		},
		actions: s.actions,
	}
}

var inBorough = types.NewEntityUIDSet(whole)

// Get gives a policy what it asks of: every neighbourhood lies in the borough.
func (w *world) Get(id types.EntityUID) (types.Entity, bool) {
	switch {
	case id == holder:
		return w.holder, true
	case id == record:
		return w.record, true
	case id == here || id == there:
		return types.Entity{UID: id, Parents: inBorough}, true
	}
	e, known := w.actions[id]
	return e, known
}

func (a Asked) context() types.Record {
	return types.NewRecord(types.RecordMap{
		"emergency": types.Boolean(a.Emergency), "second": types.Boolean(a.Second), "purpose": types.Boolean(a.Purpose),
	})
}
