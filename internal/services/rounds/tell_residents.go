package rounds

import (
	"context"
	"fmt"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
)

// tellResidents writes to those who wait when it comes, where that is another time than they
// were told; and that it does not come, where it went off the rounds since.
func (s *Service) tellResidents(ctx context.Context, rules *fleet.Rules, p Plan) error {
	if len(rules.Notify.Residents) == 0 {
		return nil
	}
	r := s.db.Read(ctx)
	stops, err := stopsOfPlan(r, p.ID)
	if err != nil {
		return err
	}
	before, err := toldOf(r, p.ID)
	if err != nil {
		return err
	}
	on := map[deliveries.ID]bool{}
	var along []told // what was told in this run, for whoever waits for two things
	for _, stop := range onRound(stops) {
		if stop.Task != Bring || stop.Source != OfDelivery {
			continue
		}
		id := deliveries.ID(stop.Ref.ID)
		on[id] = true
		one := told{Plan: p.ID, Delivery: id, Record: stop.Record, ArriveAt: stop.ArriveAt, Message: fmt.Sprintf("rounds.coming %s %d %s", p.ID, p.Published, id)}
		if stop.State != Planned || stop.ArriveAt.Before(r.Now()) || !one.news(before[id], rules) {
			continue
		}
		if err := s.tellResident(ctx, rules, one, along); err != nil {
			return err
		}
		along = append(along, one)
	}
	return s.tellOff(ctx, rules, p, before, on)
}

// news reports whether somebody was told something else, or nothing.
func (t told) news(before told, rules *fleet.Rules) bool {
	if before.Message == "" || before.Off {
		return true
	}
	return t.ArriveAt.Sub(before.ArriveAt).Abs() > rules.Notify.Moved()
}

// tellResident queues the message and keeps what it says, both or neither. Who waits for two
// things at about one time is written to once.
func (s *Service) tellResident(ctx context.Context, rules *fleet.Rules, one told, along []told) error {
	_, until := Slot(one.ArriveAt, rules.Notify.Window())
	with := slices.ContainsFunc(along, func(o told) bool {
		return o.Record == one.Record && one.ArriveAt.Sub(o.ArriveAt).Abs() <= rules.Notify.Moved()
	})
	return s.writeTo(ctx, one, with, messages.Order{
		Record: one.Record, Purpose: Coming, Templates: rules.Notify.Residents, About: journal.Object{Kind: "delivery", ID: string(one.Delivery)},
		Key: one.Message, Reply: true, NotAfter: until,
	})
}

// tellOff writes to those who were told of something that is on no round any more.
func (s *Service) tellOff(ctx context.Context, rules *fleet.Rules, p Plan, before map[deliveries.ID]told, on map[deliveries.ID]bool) error {
	for id, one := range before {
		if on[id] || one.Off || len(rules.Notify.NotToday) == 0 {
			continue
		}
		one.Off, one.Message = true, fmt.Sprintf("rounds.not-today %s %d %s", p.ID, p.Published, id)
		if err := s.writeTo(ctx, one, false, messages.Order{
			Record: one.Record, Purpose: NotToday, Templates: rules.Notify.NotToday, About: journal.Object{Kind: "delivery", ID: string(id)},
			Key: one.Message, Reply: true, NotAfter: p.Day.AddDays(1).Start(),
		}); err != nil {
			return err
		}
	}
	return nil
}

// writeTo queues a message to somebody who may be written to of what is brought to them, and
// keeps what it says.
func (s *Service) writeTo(ctx context.Context, one told, silent bool, o messages.Order) error {
	if err := writable(s.db.Read(ctx), one.Delivery); err != nil {
		return ignore(ignore(err, fault.Conflict), fault.NotFound)
	}
	ready, err := s.messages.Prepare(ctx, o)
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := putTold(tx, one); err != nil || silent {
			return err
		}
		_, _, err := ready.Queue(tx)
		return err
	})
}

// writable is [fault.Conflict] where nothing is written of a delivery, however safe the way:
// the address is withheld, few may know of the person or of the need, or it is a hidden visit.
func writable(r db.Reader, id deliveries.ID) error {
	d, err := deliveries.StopIn(r, id)
	if err != nil {
		return err
	}
	n, err := needs.NeedIn(r, d.Need)
	if err != nil {
		return err
	}
	if d.Hidden || d.Unwanted || d.State.Ended() || n.Guarded() || n.Hidden() {
		return conflict("rounds.kept", "Nothing is written about it.")
	}
	return nil
}

// composeComing says between which hours something comes, as it is planned when the message
// goes.
func (s *Service) composeComing(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	r := s.db.Read(ctx)
	one, found, err := toldBy(r, m.Key)
	if err != nil {
		return f, err
	}
	stop, on, err := bringing(r, Ref{OfDelivery, m.About.ID})
	if err != nil {
		return f, err
	}
	if !found || !on || one.Plan != stop.Plan {
		return f, conflict("rounds.told-since", "It is brought at another time by now, and they are told so.")
	}
	if err := writable(r, one.Delivery); err != nil {
		return f, err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return f, err
	}
	from, until := Slot(stop.ArriveAt, rules.Notify.Window())
	f.Fields = map[string]string{"slot": words.Between(words.With(ctx, l), from, until)}
	return f, nil
}

func (s *Service) composeNotToday(ctx context.Context, m messages.Message, l *words.Language) (f messages.Filling, err error) {
	r := s.db.Read(ctx)
	one, found, err := toldBy(r, m.Key)
	if err != nil {
		return f, err
	}
	_, on, err := bringing(r, Ref{OfDelivery, m.About.ID})
	if err != nil {
		return f, err
	}
	if on || !found {
		return f, conflict("rounds.told-since", "It is brought after all.")
	}
	if err := writable(r, one.Delivery); err != nil {
		return f, err
	}
	f.Fields = map[string]string{"day": words.Day(words.With(ctx, l), one.ArriveAt)}
	return f, nil
}
