package messages

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Outlook is how a message would go if it were queued now, for whoever is about to write to
// many and wants to see first to whom it goes.
type Outlook struct {
	Way     Way       // the way it goes; where none is open, the first it was tried
	Open    bool      // some way is open now, or will be at At
	At      time.Time // when it can go; zero is now
	Against string    // why it cannot go at all
	// Parts is how many texts it takes, in the person's language.
	Parts int
	Text  string // what it says
}

// Outlook tells how the order would go. Nothing is queued.
func (p Ready) Outlook(r db.Reader) (o Outlook, err error) {
	defer fault.Wrap(&err, "outlook of a message")
	ways, err := p.service.ways(r, p.who, p.known, p.order, nil)
	if err != nil {
		return Outlook{}, err
	}
	way, open, until, reason := best(ways)
	o = Outlook{Way: way, Open: open, Against: reason}
	if !open {
		o.Way = ways[0]
		o.Open, o.At = !until.IsZero(), until
		for _, w := range ways {
			if w.Until.Equal(until) && o.Open {
				o.Way = w
			}
		}
	}
	if !o.Open {
		return o, nil
	}
	written, err := p.known.written(Filling{Fields: p.order.Fields}, o.Way, r.Now())
	o.Parts, o.Text = written.Parts(), written.Text
	return o, err
}

// Used reports which keys of orders were used before.
func (s *Service) Used(ctx context.Context, keys []string) (used map[string]bool, err error) {
	defer fault.Wrap(&err, "keys of messages")
	return usedKeys(s.db.Read(ctx), keys)
}
