package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

const (
	// leastAsked is how many requests a demo has whose months before are made after them.
	leastAsked = 200
	// askedBefore is how many asked for something in the months before, and spokenTo how many
	// were spoken to who needed nothing.
	askedBefore, spokenTo = 150, 330
)

// rangBefore reports whether the demo is to have calls of the months before, without the long
// past that measurements need.
func (s Size) rangBefore() bool {
	return s.Tasks == 0 && s.People >= leastForLists && s.Requests >= leastAsked
}

// rang fills the two months before with calls, and with what some of those who were rung asked
// for within the week, the old more often. All of that is done. So there is something to try
// points on, and there are people who asked once and were not heard of since.
func (m *maker) rang(ctx context.Context) error {
	if !m.size.rangBefore() {
		return nil
	}
	m.clock.Set(m.now)
	done, open, err := m.patterns(ctx)
	if err != nil {
		return err
	}
	who := *m
	who.dwellers = oldMoreOften(m.dwellers)
	p := &history{maker: &who, dice: m.dice(13), chance: rand.NewChaCha8([32]byte{byte(m.size.Seed), 13}), taken: map[ident.Reference]bool{}}
	for _, one := range append(open, done...) {
		p.taken[one.request.Reference] = true
	}
	var batch []pattern
	var calls []contacts.Event
	for range askedBefore {
		one := p.again(done[p.dice.IntN(len(done))], p.weeksAgo())
		batch = append(batch, one)
		if p.dice.IntN(5) > 0 { // the others asked by themselves
			calls = append(calls, spoken(one.request.Record, one.request.ReceivedAt.Add(-time.Duration(2+p.dice.IntN(70))*time.Hour)))
		}
	}
	for len(calls) < spokenTo {
		if d := p.somebody(m.hoods[p.dice.IntN(len(m.hoods))]); !d.old || p.dice.IntN(7) == 0 {
			calls = append(calls, spoken(d.record, p.weeksAgo()))
		}
	}
	for len(batch) > 0 {
		n := min(len(batch), pastWrite)
		if err := p.write(ctx, batch[:n]); err != nil {
			return err
		}
		batch = batch[n:]
	}
	return m.DB.Write(m.as(ctx, m.hands.agent), func(tx *db.Tx) error {
		for _, c := range calls {
			if err := contacts.Note(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// oldMoreOften are residents to choose from, those who are old several times.
func oldMoreOften(all map[string][]dweller) map[string][]dweller {
	weighted := map[string][]dweller{}
	for hood, some := range all {
		for _, d := range some {
			weighted[hood] = append(weighted[hood], d)
			for range 6 {
				if d.old {
					weighted[hood] = append(weighted[hood], d)
				}
			}
		}
	}
	return weighted
}

// weeksAgo is a time of day from five to ten weeks back.
func (p *history) weeksAgo() time.Time {
	day := p.now.AddDate(0, 0, -35-p.dice.IntN(36))
	return kept(time.Date(day.Year(), day.Month(), day.Day(), 9+p.dice.IntN(8), p.dice.IntN(60), 0, 0, day.Location()))
}

func spoken(who people.RecordID, at time.Time) contacts.Event {
	return contacts.Event{Record: who, Direction: contacts.Out, Method: contacts.Phone, Role: contacts.Themselves, At: kept(at), Outcome: contacts.Spoken}
}
