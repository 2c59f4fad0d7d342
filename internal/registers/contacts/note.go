package contacts

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// TopicNoted is the topic of contacts that were written down.
const TopicNoted = "contacts.noted"

// Note keeps a contact, in the caller's transaction. What the contact does not say of when
// and by whom is now and whoever acts.
func Note(tx *db.Tx, e Event) (err error) {
	defer fault.Wrap(&err, "note a contact")
	_, err = note(tx, e, "")
	return err
}

func note(tx *db.Tx, e Event, key string) (bool, error) {
	e.ID, e.NotedAt = ident.New[Event](tx.Written()), tx.Written()
	if e.At.IsZero() {
		e.At = tx.Now()
	}
	if e.By == "" {
		e.By = tx.Actor()
	}
	added, err := insertEvent(tx, e, key)
	if err != nil || !added {
		return added, err
	}
	return true, keepUnreached(tx, e)
}

// loggers may write down what others tell them of their contacts.
var loggers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// Loggers are the roles that may write contacts down.
func Loggers() []access.Role { return append([]access.Role(nil), loggers...) }

// Logged is a contact as it is typed into the log.
type Logged struct {
	Agency    string // an id of the borough's list, or a name; "" is the council
	Direction Direction
	Method    Method
	At        time.Time
	Outcome   Outcome
	Note      string
}

// Log writes down a contact that was made outside Kith. The person must be one the caller
// may see; others are [fault.NotFound].
func (s *Service) Log(ctx context.Context, person people.PersonID, l Logged) (err error) {
	defer fault.Wrap(&err, "log a contact with %s", person)
	if err := access.CheckHeld(ctx, loggers...); err != nil {
		return err
	}
	p, err := s.people.Person(ctx, person)
	if err != nil {
		return err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		e, err := l.event(rules, tx.Now())
		if err != nil {
			return err
		}
		e.Record, e.Source = p.Records[0].ID, FromLog
		if err := Note(tx, e); err != nil {
			return err
		}
		return tell(tx, e, p.Records[0].Neighbourhood)
	})
}

// event is what was typed as a contact, or what is wrong with it.
func (l Logged) event(rules *Rules, now time.Time) (Event, error) {
	e := Event{
		Direction: l.Direction, Method: l.Method, At: l.At, Outcome: l.Outcome, Note: strings.TrimSpace(l.Note), Purpose: "Contact of another agency",
	}
	if e.Outcome == Spoken {
		e.Role = Themselves
	}
	if agency := strings.Join(strings.Fields(l.Agency), " "); agency != "" {
		e.Agency, e.AgencyName = foldAgency(agency), agency
		if known, ok := rules.Agency(agency); ok {
			e.Agency, e.AgencyName, e.Restricted = known.ID, known.Name, known.Restricted
		}
	} else {
		e.Purpose = "Contact made outside Kith"
	}
	switch {
	case e.Method.Label() == "":
		return e, fault.New(fault.Invalid, "contacts.no-method", "Say how they were contacted, such as by telephone.")
	case e.Outcome.Label() == "":
		return e, fault.New(fault.Invalid, "contacts.no-outcome", "Say how the contact went.")
	case l.At.IsZero():
		return e, fault.New(fault.Invalid, "contacts.no-time", "Say when the contact was.")
	case l.At.After(now.Add(5 * time.Minute)):
		return e, fault.New(fault.Invalid, "contacts.to-come", "Enter a time that is past: a contact is written down once it was made.")
	case l.At.Before(now.AddDate(-2, 0, 0)):
		return e, fault.New(fault.Invalid, "contacts.long-ago", "Check the year: contacts of more than two years ago are not kept here.")
	}
	return e, nil
}

// tell tells the journal of a contact that no piece of work tells of. A restricted one
// stands in nobody's story.
func tell(tx *db.Tx, e Event, hood string) error {
	subject := string(e.Record)
	data := map[string]any{"neighbourhood": hood, "direction": e.Direction, "method": e.Method, "outcome": e.Outcome, "agency": e.AgencyName}
	if e.Restricted {
		subject, data = "", map[string]any{"restricted": true}
	}
	return journal.Record(tx, journal.Entry{Verb: "noted a contact", Topic: TopicNoted, Subject: subject, Data: data})
}
