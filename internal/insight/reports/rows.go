package reports

import (
	"context"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
	"kith/internal/registers/staff"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/rounds"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// NeedsOpened lists the needs behind the figure, the latest first. It is
// [fault.Forbidden] for somebody who is shown the figure alone, and notes who looked; so
// are and do the other lists. Whom a restricted need is of is told to those alone who
// have to do something about it; that there is one stays, for it was counted.
func (s *Service) NeedsOpened(ctx context.Context, l feature.Listing) ([]needs.OpenedNeed, error) {
	return list[needs.OpenedNeed]{
		measure: needsOpened, read: needs.OpenedNeeds,
		object: func(n needs.OpenedNeed) journal.Object { return journal.Object{Kind: "need", ID: string(n.ID)} },
		named:  needs.OpenedNeed.Named,
		veil: func(n needs.OpenedNeed) needs.OpenedNeed {
			n.Category, n.Request, n.Reference, n.GivenNames, n.FamilyName = needs.GuardedKind, "", "", "", ""
			return n
		},
	}.rows(ctx, s, l)
}

// FirstContacts lists the requests behind the time to first contact.
func (s *Service) FirstContacts(ctx context.Context, l feature.Listing) ([]needs.FirstContact, error) {
	return list[needs.FirstContact]{
		measure: "needs.first-contact", read: needs.FirstContacts,
		object: func(c needs.FirstContact) journal.Object {
			return journal.Object{Kind: "request", ID: string(c.Request)}
		},
	}.rows(ctx, s, l)
}

// TasksDone lists the tasks behind the figure of tasks done.
func (s *Service) TasksDone(ctx context.Context, l feature.Listing) ([]tasks.Ended, error) {
	return endedTasks(tasksDone, tasks.DoneTasks).rows(ctx, s, l)
}

// TasksNotDone lists the tasks that ended without their work being done.
func (s *Service) TasksNotDone(ctx context.Context, l feature.Listing) ([]tasks.Ended, error) {
	return endedTasks("tasks.not-done", tasks.UndoneTasks).rows(ctx, s, l)
}

// HelpGiven lists the tasks behind the time to help given.
func (s *Service) HelpGiven(ctx context.Context, l feature.Listing) ([]tasks.Ended, error) {
	return endedTasks("tasks.time-to-help", tasks.HelpGiven).rows(ctx, s, l)
}

func endedTasks(measure string, read func(db.Reader, feature.Listing) ([]tasks.Ended, error)) list[tasks.Ended] {
	return list[tasks.Ended]{
		measure: measure, read: read,
		object: func(e tasks.Ended) journal.Object { return journal.Object{Kind: "task", ID: string(e.ID)} },
		named:  func(e tasks.Ended, who access.Principal) bool { return e.Named(who) },
		veil: func(e tasks.Ended) tasks.Ended {
			return tasks.Ended{Task: tasks.Task{
				ID: e.ID, Kind: e.Kind, Neighbourhood: e.Neighbourhood, OpenedAt: e.OpenedAt, ClosedAt: e.ClosedAt,
			}}
		},
	}
}

// PeopleSupported lists the people behind the figure.
func (s *Service) PeopleSupported(ctx context.Context, l feature.Listing) ([]tasks.Supported, error) {
	return list[tasks.Supported]{
		measure: "tasks.people-supported", read: tasks.PeopleSupported,
		object: func(p tasks.Supported) journal.Object { return journal.Object{Kind: "person", ID: string(p.Person)} },
	}.rows(ctx, s, l)
}

// Given lists what organisations said they gave. It names no person.
func (s *Service) Given(ctx context.Context, l feature.Listing) ([]organisations.Given, error) {
	return list[organisations.Given]{measure: "organisations.given", read: organisations.GivenCounts}.rows(ctx, s, l)
}

// HelpOfKind lists the tasks of help that was given, of one kind of need or of all.
func (s *Service) HelpOfKind(ctx context.Context, l feature.Listing) ([]tasks.Ended, error) {
	return endedTasks(tasks.HelpByKind, tasks.HelpOfKind).rows(ctx, s, l)
}

// Referrals lists what services took on.
func (s *Service) Referrals(ctx context.Context, l feature.Listing) ([]tasks.Ended, error) {
	return endedTasks(tasks.ReferredOn, tasks.Referrals).rows(ctx, s, l)
}

// CallsTaken lists the calls behind the figure. Whom they were about it does not say.
func (s *Service) CallsTaken(ctx context.Context, l feature.Listing) ([]intake.Call, error) {
	return list[intake.Call]{measure: intake.CallsTaken, read: intake.Taken}.rows(ctx, s, l)
}

// SettingsAsked lists the settings that asked for help. They are places and no people.
func (s *Service) SettingsAsked(ctx context.Context, l feature.Listing) ([]organisations.Asked, error) {
	return list[organisations.Asked]{measure: needs.SettingsAsked, read: needs.SettingsThatAsked}.rows(ctx, s, l)
}

// CasesRaised lists the people whom a team was asked to approach.
func (s *Service) CasesRaised(ctx context.Context, l feature.Listing) ([]protocols.Case, error) {
	return list[protocols.Case]{
		measure: protocols.CasesRaised, read: protocols.Cases,
		object: func(c protocols.Case) journal.Object {
			return journal.Object{Kind: "person", ID: string(c.Record)}
		},
	}.rows(ctx, s, l)
}

// FoodHandedOver lists the council's orders behind the figure.
func (s *Service) FoodHandedOver(ctx context.Context, l feature.Listing) ([]food.Order, error) {
	return list[food.Order]{
		measure: "food.delivered", read: food.Ended,
		object: func(o food.Order) journal.Object { return journal.Object{Kind: "order", ID: string(o.ID)} },
	}.rows(ctx, s, l)
}

// HandedOnRounds lists the stops behind the figure.
func (s *Service) HandedOnRounds(ctx context.Context, l feature.Listing) ([]rounds.Stop, error) {
	return list[rounds.Stop]{
		measure: "rounds.delivered", read: rounds.HandedOver,
		object: func(d rounds.Stop) journal.Object { return journal.Object{Kind: "round", ID: string(d.Round)} },
	}.rows(ctx, s, l)
}

// Enquiries lists the enquiries answered on the spot. They are of nobody.
func (s *Service) Enquiries(ctx context.Context, l feature.Listing) ([]intake.Enquiry, error) {
	return list[intake.Enquiry]{measure: "intake.enquiries", read: intake.Enquiries}.rows(ctx, s, l)
}

// VolunteerHours lists what volunteers said that their tasks took.
func (s *Service) VolunteerHours(ctx context.Context, l feature.Listing) ([]matching.GaveTime, error) {
	return list[matching.GaveTime]{
		measure: matching.HoursGiven, read: matching.GivenTime,
		object: func(g matching.GaveTime) journal.Object {
			return journal.Object{Kind: "volunteer", ID: string(g.Volunteer)}
		},
	}.rows(ctx, s, l)
}

// ReserveCalled lists who was called up from the reserve list.
func (s *Service) ReserveCalled(ctx context.Context, l feature.Listing) ([]staff.Called, error) {
	return list[staff.Called]{
		measure: staff.ReserveCalled, read: staff.CalledUp,
		object: func(c staff.Called) journal.Object { return journal.Object{Kind: "staff", ID: string(c.Worker)} },
	}.rows(ctx, s, l)
}

// Figure counts one measure at this moment, for the head of the list of its rows. It is
// for those who may open them.
func (s *Service) Figure(ctx context.Context, measure string, within feature.Scope) (n Number, err error) {
	defer fault.Wrap(&err, "count %s", measure)
	m := s.Measure(measure)
	if !m.Opens(access.From(ctx), within) {
		return Number{}, closed(ctx)
	}
	t, err := m.Count(s.db.Read(ctx), within.Period)
	if err != nil {
		return Number{}, err
	}
	return numberOf(t.In(within), m.Unit, true), nil
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// list is how the rows behind one figure are read and told.
type list[T any] struct {
	measure string
	read    func(db.Reader, feature.Listing) ([]T, error)
	object  func(T) journal.Object         // what a row is of; nil when it names nobody
	named   func(T, access.Principal) bool // whether somebody may be told of a row; nil when all may
	veil    func(T) T                      // takes out of a row what somebody may not be told
}

// rows reads a page of the list for somebody who may open it.
func (l list[T]) rows(ctx context.Context, s *Service, want feature.Listing) (found []T, err error) {
	defer fault.Wrap(&err, "list %s", l.measure)
	if !s.Measure(l.measure).Opens(access.From(ctx), want.Scope) {
		return nil, closed(ctx)
	}
	if found, err = l.read(s.db.Read(ctx), want); err != nil {
		return nil, err
	}
	seen := l.tell(access.From(ctx), found)
	if s.exports && (len(found) > 0 || want.After.IsZero()) {
		return found, s.exported(ctx, l.measure, want, seen)
	}
	if len(seen) == 0 {
		return found, nil
	}
	// Where too much waits to be noted it is in the log instead, and nothing here is withheld.
	_ = s.reads.Saw(ctx, journal.Entry{
		Verb: "looked at the rows behind a figure", Topic: "reports.read",
		Data: map[string]any{"measure": l.measure}, Objects: seen,
	})
	return found, nil
}

// tell veils the rows that somebody may not be told of, and gives what the others are of.
func (l list[T]) tell(who access.Principal, found []T) (seen []journal.Object) {
	for i, one := range found {
		if l.named != nil && !l.named(one, who) {
			found[i] = l.veil(one)
			continue
		}
		if l.object != nil {
			seen = append(seen, l.object(one))
		}
	}
	return seen
}

// Measure returns what a figure counts, for the page that lists its rows.
func (s *Service) Measure(name string) feature.Measure {
	for _, m := range s.measures {
		if m.Name == name {
			return m
		}
	}
	return feature.Measure{Name: name}
}

func closed(ctx context.Context) error {
	if !access.From(ctx).SignedIn() {
		return fault.New(fault.Unauthenticated, "reports.signed-out", "Sign in to see these rows.")
	}
	return fault.New(fault.Forbidden, "reports.figures-only", "You may see this figure, but not the people and tasks it was counted from.")
}
