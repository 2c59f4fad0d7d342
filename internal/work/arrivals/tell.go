package arrivals

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
)

// The purposes of what is written here.
const (
	Coming   messages.Purpose = "arrivals.coming"
	NotToday messages.Purpose = "arrivals.not-today"
)

// Service tells those who wait.
type Service struct {
	db       *db.DB
	fleet    *fleet.Service
	messages *messages.Service
}

// New returns the service over a database.
func New(d *db.DB, f *fleet.Service, m *messages.Service) *Service {
	s := &Service{db: d, fleet: f, messages: m}
	m.Compose(Coming, s.composeComing)
	m.Compose(NotToday, s.composeNotToday)
	return s
}

// Subscriptions are what it does about what happened.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{Name: "arrivals.tell", Topics: []string{TopicExpected}, Handle: s.tell}}
}

// tell writes to those to whom a trip comes at another time than they were told, or not after
// all. It may run again, and after a later version: what was told is not told twice.
func (s *Service) tell(ctx context.Context, e journal.Sealed) error {
	rules, err := s.fleet.Rules(ctx)
	if err != nil || !s.messages.Sends() || len(rules.Notify.Residents) == 0 {
		return ignore(err, fault.NotFound)
	}
	all, err := ofTrip(s.db.Read(ctx), e.ObjectID("trip"))
	if err != nil {
		return err
	}
	var told []Arrival
	for _, a := range all {
		if !a.news(rules.Notify.Moved()) {
			continue
		}
		with := slices.ContainsFunc(told, func(o Arrival) bool { return o.Record == a.Record && a.At.Sub(o.At).Abs() <= rules.Notify.Moved() })
		if err := s.write(ctx, rules.Notify, a, with); err != nil {
			return err
		}
		told = append(told, a)
	}
	return nil
}

func ignore(err error, kind fault.Kind) error {
	if fault.KindOf(err) == kind {
		return nil
	}
	return err
}

// write queues a message to whoever waits, where something may be written of it, and keeps what
// it says: both or neither. Who waits for two things at about one time is written to once.
func (s *Service) write(ctx context.Context, rules fleet.NotifyRules, a Arrival, with bool) error {
	r := s.db.Read(ctx)
	if err := writable(r, a.Delivery); err != nil {
		return ignore(ignore(err, fault.Conflict), fault.NotFound)
	}
	o, ok := a.order(rules, r.Now())
	if !ok {
		return nil
	}
	ready, err := s.messages.Prepare(ctx, o)
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	a.message, a.toldOff = o.Key, a.At.IsZero()
	if !a.toldOff {
		a.toldFor = a.At
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		first, err := setTold(tx, a)
		if err != nil || !first || with {
			return err
		}
		_, _, err = ready.Queue(tx)
		return err
	})
}

// order is the message about an arrival; false where it is too late for one.
func (a Arrival) order(rules fleet.NotifyRules, now time.Time) (o messages.Order, ok bool) {
	o = messages.Order{Record: a.Record, About: journal.Object{Kind: "delivery", ID: string(a.Delivery)}, Reply: true}
	if a.At.IsZero() {
		o.Purpose, o.Templates, o.NotAfter = NotToday, rules.NotToday, day.Of(a.toldFor).AddDays(1).Start()
	} else {
		o.Purpose, o.Templates = Coming, rules.Residents
		_, o.NotAfter = Slot(a.At, rules)
	}
	o.Key = fmt.Sprintf("%s %s %d %s", o.Purpose, a.Trip, a.Version, a.Delivery)
	return o, len(o.Templates) > 0 && o.NotAfter.After(now) && (a.At.IsZero() || a.At.After(now))
}

// writable is [fault.Conflict] where nothing is written of a delivery, however safe the way:
// the address is withheld, few may know of the person or of the need, it is a hidden visit, or
// it is brought or back already.
func writable(r db.Reader, id deliveries.ID) error {
	d, err := deliveries.StopIn(r, id)
	if err != nil {
		return err
	}
	n, err := needs.NeedIn(r, d.Need)
	if err != nil {
		return err
	}
	if d.Hidden || d.Unwanted || d.State.Ended() || d.State == deliveries.Back || n.Guarded() || n.Hidden() {
		return fault.New(fault.Conflict, "arrivals.kept", "Nothing is written about it.")
	}
	return nil
}

// wanted is what a message says, unless another one says it by now.
func (s *Service) wanted(ctx context.Context, m messages.Message) (a Arrival, err error) {
	r := s.db.Read(ctx)
	a, found, err := arrivalOf(r, deliveries.ID(m.About.ID))
	if err != nil {
		return a, err
	}
	if !found || a.message != m.Key || a.At.IsZero() != a.toldOff {
		return a, fault.New(fault.Conflict, "arrivals.told-since", "It comes at another time by now, and they are told so.")
	}
	return a, writable(r, a.Delivery)
}

// composeComing says between which hours it comes, as it is expected when the message goes.
func (s *Service) composeComing(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	a, err := s.wanted(ctx, m)
	if err != nil {
		return f, err
	}
	rules, err := s.fleet.Rules(ctx)
	if err != nil {
		return f, err
	}
	from, until := Slot(a.At, rules.Notify)
	f.Fields = map[string]string{"slot": words.Between(words.With(ctx, l), from, until)}
	return f, nil
}

func (s *Service) composeNotToday(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	a, err := s.wanted(ctx, m)
	if err != nil {
		return f, err
	}
	f.Fields = map[string]string{"day": words.Day(words.With(ctx, l), a.toldFor)}
	return f, nil
}
