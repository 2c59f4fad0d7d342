package medicines

import (
	"context"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Watch refuses to give a prescription to anybody but council staff, until the pharmacy said
// that it is not a controlled drug. It is asked in the transaction that gives the task.
func (s *Service) Watch(tx *db.Tx, t tasks.Task, a tasks.Action) error {
	if t.Category != Category || t.Need == "" || a != tasks.Assign && a != tasks.Accept || t.Assignee.Kind == tasks.ToStaff || t.Assignee.IsZero() {
		return nil
	}
	n, err := needs.NeedIn(tx, t.Need)
	if err != nil {
		return err
	}
	p, err := ofNeed(tx, n)
	if err != nil {
		return err
	}
	switch p.Controlled {
	case NotControlled:
		return nil
	case IsControlled:
		return invalid("medicines.staff-only", "It is a controlled drug: only council staff may carry it.")
	}
	return invalid("medicines.unknown", "Ask the pharmacy first whether it is a controlled drug, and write down what it says. Until it says no, only council staff may carry it.")
}

// StaffOnly is what of the open work only staff may carry, as far as the pharmacy has said: for
// whoever plans who does what. It answers for a need with why, "" where others may.
func (s *Service) StaffOnly(r db.Reader) (func(category string, need needs.NeedID) string, error) {
	clear, err := notControlled(r)
	return func(category string, need needs.NeedID) string {
		if category != Category || clear[need] {
			return ""
		}
		return "Only staff may carry it until the pharmacy has said that it is no controlled drug."
	}, err
}

// FetchedIt says that somebody has the medicine.
func (s *Service) FetchedIt(ctx context.Context, c Choice, f Fetched) (err error) {
	defer fault.Wrap(&err, "fetched for need %s", c.Need)
	if f.From, f.By = strings.TrimSpace(f.From), strings.TrimSpace(f.By); f.From == "" || f.By == "" {
		return invalid("medicines.who", "Enter who at the pharmacy gave it, and who took it.")
	}
	return s.act(ctx, c, Fetch, "fetched a prescription", func(tx *db.Tx, p *Prescription) error {
		if err := p.mayBeFetched(tx); err != nil {
			return err
		}
		f.At = tx.Now()
		p.Fetched, p.Returned, p.Handed = f, Returned{}, Handed{}
		if err := deliveries.Went(tx, deliveries.Medicine, string(p.ID), deliveries.Withdrawn); err != nil {
			return err // somebody has it without a round
		}
		return s.step(tx, p, tasks.Outcome{Code: "collected"})
	})
}

// mayBeFetched holds that whoever has the work may carry what it is.
func (p *Prescription) mayBeFetched(tx *db.Tx) error {
	t, found, err := tasks.HelpFor(tx, p.Request, p.Need)
	if err != nil || !found {
		return err
	}
	p.Task = t.ID
	if t.Assignee.Kind == tasks.ToStaff || t.Assignee.IsZero() || p.Controlled == NotControlled {
		return nil
	}
	return fault.New(fault.Conflict, "medicines.staff-only", "Only council staff may carry it, and the task is with somebody else. Give the task to staff first.")
}

// HandedIt says that the person, or whom they named, has the medicine. The work on the need
// is done.
func (s *Service) HandedIt(ctx context.Context, c Choice, h Handed) (err error) {
	defer fault.Wrap(&err, "handed over for need %s", c.Need)
	if h.To, h.Checked = strings.TrimSpace(h.To), strings.TrimSpace(h.Checked); h.To == "" || h.Checked == "" {
		return invalid("medicines.to-whom", "Enter who took it, and how you knew that it was them.")
	}
	return s.act(ctx, c, Hand, "handed a prescription over", func(tx *db.Tx, p *Prescription) error {
		h.At = tx.Now()
		p.Handed = h
		if err := byHand(tx, *p, deliveries.Delivered); err != nil {
			return err
		}
		return s.work(tx, p, tasks.Outcome{Code: "done"})
	})
}

// ReturnedIt says that the medicine is back at the pharmacy, because nobody opened or it was
// not wanted. The work on the need comes back with it: nobody is left without.
func (s *Service) ReturnedIt(ctx context.Context, c Choice, r Returned) (err error) {
	defer fault.Wrap(&err, "returned for need %s", c.Need)
	if r.To, r.Why = strings.TrimSpace(r.To), strings.TrimSpace(r.Why); r.To == "" || r.Why == "" {
		return invalid("medicines.back", "Enter who at the pharmacy took it back, and why it was not handed over.")
	}
	allowed, err := s.allowed(ctx)
	if err != nil {
		return err
	}
	return s.act(ctx, c, Return, "took a prescription back to the pharmacy", func(tx *db.Tx, p *Prescription) error {
		r.At = tx.Now()
		p.Returned = r
		if err := byHand(tx, *p, deliveries.Back); err != nil {
			return err
		}
		if err := s.work(tx, p, tasks.Outcome{Code: tasks.NoAnswer, Note: r.Why}); err != nil {
			return err
		}
		// What is opened now asks who may by triage, which did not hear the pharmacy.
		return tasks.Permit(tx, p.Request, p.Need, MayCarry(p.Controlled, allowed))
	})
}

// byHand says of a medicine that a round has under way what somebody wrote down without it.
func byHand(tx *db.Tx, p Prescription, to deliveries.State) error {
	d, found, err := deliveries.Of(tx, deliveries.Medicine, string(p.ID))
	if err != nil || !found || d.State != deliveries.Out {
		return err
	}
	return deliveries.Went(tx, d.Kind, d.Source, to)
}

// step takes the work on the need to its next step, where a protocol holds it and knows
// the outcome.
func (s *Service) step(tx *db.Tx, p *Prescription, how tasks.Outcome) error {
	t, found, err := tasks.HelpFor(tx, p.Request, p.Need)
	if err != nil || !found || t.Held.IsZero() || !t.Knows(how.Code) {
		return err
	}
	if err := s.keeper.RecordIn(tx, t, how); err != nil {
		return err
	}
	if t, found, err = tasks.HelpFor(tx, p.Request, p.Need); found {
		p.Task = t.ID
	}
	return err
}

// work says how the work on the need went. What came back goes to the pharmacy by a
// protocol that knows that; otherwise it is tried again.
func (s *Service) work(tx *db.Tx, p *Prescription, how tasks.Outcome) error {
	t, found, err := tasks.HelpFor(tx, p.Request, p.Need)
	switch {
	case err != nil || !found && p.Task == "":
		return err
	case found:
		p.Task = t.ID
	}
	if how.Code == tasks.NoAnswer && t.Knows(returned) {
		how.Code = returned
	}
	return tasks.OutcomeFor(tx, s.keeper, p.Task, how)
}

// returned is the outcome of medicine that is back at the pharmacy.
const returned = "returned"
