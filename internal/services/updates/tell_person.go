package updates

import (
	"context"
	"fmt"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/words"
	"kith/internal/registers/messages"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
)

// FromSteps is the purpose of the letters that a protocol has sent to a person.
const FromSteps messages.Purpose = "updates.steps"

// tellPerson sends a letter of the blueprint to the person of a run, once for each thing
// that happened to it. Where no way to write to them is safe, now or when it would go, the
// hub reads on its board that a message did not reach them.
func (s *Service) tellPerson(ctx context.Context, e journal.Sealed) error {
	r := s.db.Read(ctx)
	if r.Now().Sub(e.At) > late {
		return nil
	}
	tell := protocols.TellOf(e)
	run, _, err := s.steps.Told(ctx, tell)
	if err != nil {
		return ignore(err, fault.NotFound)
	}
	a, err := askedIn(r, run.Request)
	if err != nil {
		return err
	}
	ready, err := s.messages.Prepare(ctx, messages.Order{
		Record: a.Record, About: a.about(), Purpose: FromSteps, Templates: []string{tell.Letter},
		Key: fmt.Sprintf("steps %s %d %s", run.ID, tell.Event, tell.Letter), NotAfter: r.Now().Add(late),
	})
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if a.quiet() || needs.Guarded(run.Work.Labels) {
			return a.toRead(tx, "They are to be told something, and nothing was written",
				"Nothing is written about this by itself. Read how to reach them safely, then tell them how their request stands.")
		}
		_, _, err := ready.Queue(tx)
		return err
	})
}

func (s *Service) composeStep(ctx context.Context, m messages.Message, _ *words.Language) (f messages.Filling, err error) {
	a, err := askedIn(s.db.Read(ctx), needs.RequestID(m.About.ID))
	if err != nil {
		return f, err
	}
	if a.quiet() {
		return f, notWanted("Something of the request is kept from others: nothing is written about it.")
	}
	f.Fields = map[string]string{"reference": string(a.Reference), "status_page": s.statusPage()}
	return f, nil
}
