package tasks

import (
	"slices"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// attempt is how a contact is made and how it went, where an outcome of a kind of task says
// that there was one.
type attempt struct {
	method  contacts.Method
	outcome contacts.Outcome
}

// attempts are the outcomes by which somebody was contacted, or was to be. The rest is work
// of which the person notices nothing, or a contact with a service and not with them.
var attempts = map[Kind]map[string]attempt{
	FirstContact: {"spoken": {contacts.Phone, contacts.Spoken}, NoAnswer: {contacts.Phone, contacts.NoAnswer}},
	Do:           {NoAnswer: {contacts.Visit, contacts.NoAnswer}},
	Read:         {NoAnswer: {contacts.Phone, contacts.NoAnswer}},
}

// Method is how the person is contacted for this kind of task; "" when they are not.
func (k Kind) Method() contacts.Method {
	switch k {
	case FirstContact, Call:
		return contacts.Phone
	case Visit, Deliver:
		return contacts.Visit
	}
	return ""
}

// attemptOf is the contact that an outcome of the task tells of.
func (t Task) attemptOf(code string) (a attempt, ok bool) {
	if t.Held.IsZero() {
		a, ok = attempts[t.Kind][code]
		return a, ok
	}
	for _, e := range t.Held.Endings {
		if e.Code == code && e.Contact != "" {
			return attempt{t.Kind.reaches(), e.Contact}, true
		}
	}
	return attempt{}, false
}

// reaches is how somebody is reached in a step of a protocol.
func (k Kind) reaches() contacts.Method {
	switch k {
	case Visit, Deliver, Collect:
		return contacts.Visit
	case Letter:
		return contacts.Letter
	}
	return contacts.Phone
}

// ByPhone lists the kinds of task that are done by telephone.
func ByPhone() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return k.Method() != contacts.Phone })
}

// noteAttempt keeps the contact that an outcome tells of, where there was one. Whoever has
// the task made it.
func noteAttempt(tx *db.Tx, t Task, o Outcome) error {
	a, ok := t.attemptOf(o.Code)
	if !ok {
		return nil
	}
	if o.Method != "" {
		a.method = o.Method
	}
	e := contacts.Event{
		Record: t.Record, Direction: contacts.Out, Method: a.method, Purpose: t.Kind.Label(), Outcome: a.outcome, Note: o.Note, Mood: o.Mood,
		Restricted: needs.Guarded(t.Labels), Task: string(t.ID), Request: string(t.Request), Source: contacts.FromTask,
	}
	if a.outcome == contacts.Spoken {
		e.Role = contacts.Themselves
	}
	if o.Inbound {
		e.Direction = contacts.In
	}
	if t.Assignee.Kind == ToOrganisation {
		e.Agency, e.AgencyName = t.Assignee.ID, t.Assignee.Name
	}
	return contacts.Note(tx, e)
}

// PlannedContacts are the contacts that open tasks ask for by a time: whom somebody has
// taken on to ring, and whom nobody has yet. It is a [contacts.Planner].
func PlannedContacts(r db.Reader, records []people.RecordID, until time.Time) (all []contacts.Planned, err error) {
	found, err := contactsDue(r, records, until)
	for _, t := range found {
		p := contacts.Planned{
			At: t.DueAt, Method: t.Kind.Method(), Who: t.Assignee.Name, Purpose: t.Kind.Label(), Restricted: needs.Guarded(t.Labels), Task: string(t.ID),
			Record: t.Record,
		}
		if t.Assignee.Kind == ToOrganisation {
			p.Agency = t.Assignee.ID
		}
		all = append(all, p)
	}
	return all, err
}
