package medicines

import (
	"context"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Choice names the prescription of a need as somebody saw it; version 0 is one that nobody
// had asked about.
type Choice struct {
	Need    needs.NeedID
	Version int64
}

// Heard is what the pharmacy says.
type Heard struct {
	Pharmacy   Pharmacy
	Payment    Payment
	Proof      []Proof
	Note       string
	Controlled Controlled
	SaidBy     string // who at the pharmacy said whether it is controlled
}

func (h Heard) check(today day.Date) error {
	switch {
	case strings.TrimSpace(h.Pharmacy.Name) == "":
		return invalid("medicines.pharmacy", "Enter which pharmacy it is.")
	case h.Payment != PaymentUnknown && !slices.Contains(Payments(), h.Payment):
		return invalid("medicines.payment", "Choose how the charge is met from the list.")
	case slices.ContainsFunc(h.Proof, func(p Proof) bool { return !slices.Contains(Proofs(), p) }):
		return invalid("medicines.proof", "Choose what the pharmacy wants to see from the list.")
	case h.Controlled != Unknown && h.Controlled != NotControlled && h.Controlled != IsControlled:
		return invalid("medicines.controlled", "Choose what the pharmacy said from the list.")
	case h.Controlled != Unknown && strings.TrimSpace(h.SaidBy) == "":
		return invalid("medicines.said-by", "Enter who at the pharmacy said so.")
	case !h.Pharmacy.ReadyOn.IsZero() && h.Pharmacy.ReadyOn.After(today.AddDays(longestWait)):
		return invalid("medicines.ready", "Enter a day within the next 60 days.")
	}
	return nil
}

// longestWait is how far ahead a prescription may be ready, in days.
const longestWait = 60

func invalid(code, message string) error { return fault.New(fault.Invalid, code, message) }

// Hear writes down what the pharmacy says. Who may carry the medicine follows in the same
// transaction: a volunteer who has it and may no longer is freed of it.
func (s *Service) Hear(ctx context.Context, c Choice, h Heard) (err error) {
	defer fault.Wrap(&err, "what the pharmacy says for need %s", c.Need)
	if err := h.check(day.Of(s.db.Read(ctx).Now())); err != nil {
		return err
	}
	allowed, err := s.allowed(ctx)
	if err != nil {
		return err
	}
	return s.act(ctx, c, Hear, "wrote down what a pharmacy says", func(tx *db.Tx, p *Prescription) error {
		if p.Controlled != h.Controlled || p.SaidBy != h.SaidBy {
			p.SaidBy, p.SaidAt, p.HeardBy = strings.TrimSpace(h.SaidBy), tx.Now(), tx.Actor()
		}
		if h.Controlled == Unknown {
			p.SaidBy, p.SaidAt, p.HeardBy = "", zero, ""
		}
		p.Pharmacy, p.Payment, p.Proof, p.Note, p.Controlled = h.Pharmacy, h.Payment, h.Proof, strings.TrimSpace(h.Note), h.Controlled
		if err := toRounds(tx, *p); err != nil {
			return err
		}
		return tasks.Permit(tx, p.Request, p.Need, MayCarry(h.Controlled, allowed))
	})
}

// allowed is who may fetch prescriptions at all, as the need categories say.
func (s *Service) allowed(ctx context.Context) ([]needs.Doer, error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	category, _ := blueprint.Part[*needs.Catalogue](b).Find(Category)
	return category.WhoMay, nil
}

// IsSubstitution hands a need to the service that alone handles it, because the pharmacy
// said what it is. Nothing of it is kept here, and whoever calls may not see the need
// afterwards unless they are of the few who may.
func (s *Service) IsSubstitution(ctx context.Context, c Choice) (err error) {
	defer fault.Wrap(&err, "need %s goes straight", c.Need)
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return err
	}
	decided, err := blueprint.Part[*needs.Triage](b).Decide(needs.Facts{Need: Category, Age: -1}, answers.Answers{
		answers.AskNeeds: {Category}, "medicine_kind": {"substitution"},
	})
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, n, err := s.held(ctx, tx, c)
		if err != nil {
			return err
		}
		if p.State == WithUs || p.State == HandedOver {
			return fault.New(fault.Conflict, "medicines.not-now", "Somebody has it already. Ring the coordination point now.")
		}
		if n, err = needs.GoStraight(tx, n.ID, decided); err != nil {
			return err
		}
		if err := deliveries.Went(tx, deliveries.Medicine, string(p.ID), deliveries.Withdrawn); err != nil {
			return err
		}
		if err := forget(tx, n.ID); err != nil {
			return err
		}
		return s.straighten(tx, n)
	})
}

// held reads a prescription to be changed, after making everybody else who changes its
// request wait.
func (s *Service) held(ctx context.Context, tx *db.Tx, c Choice) (Prescription, needs.Need, error) {
	n, err := s.need(ctx, tx, c.Need)
	if err != nil {
		return Prescription{}, needs.Need{}, err
	}
	if err := needs.Hold(tx, n.Request); err != nil {
		return Prescription{}, needs.Need{}, err
	}
	if n, err = s.need(ctx, tx, c.Need); err != nil {
		return Prescription{}, needs.Need{}, err
	}
	p, err := ofNeed(tx, n)
	if err == nil && p.Version != c.Version {
		err = stale(p)
	}
	return p, n, err
}

// act does one action to a prescription: it checks that the caller may, that nobody changed
// it since it was seen and that its state allows the action. The journal entry names neither
// the medicine nor the pharmacy.
func (s *Service) act(ctx context.Context, c Choice, a Action, verb string, change func(*db.Tx, *Prescription) error) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, n, err := s.held(ctx, tx, c)
		if err != nil {
			return err
		}
		if n.State.Ended() {
			return fault.New(fault.Conflict, "medicines.ended", "This need has ended. Take it up again first.")
		}
		if p.State, err = Next(p.State, a); err != nil {
			return err
		}
		if err := change(tx, &p); err != nil {
			return err
		}
		if err := keep(tx, p); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: verb, Topic: "medicines." + string(a), Subject: string(p.Record), Data: map[string]any{"neighbourhood": p.Hub},
			Objects: []journal.Object{{Kind: "need", ID: string(p.Need)}, {Kind: "request", ID: string(p.Request)}},
		})
	})
}

func keep(tx *db.Tx, p Prescription) error {
	if p.Version > 0 {
		return savePrescription(tx, p)
	}
	p.ID, p.OpenedAt, p.Version = ident.New[Prescription](tx.Now()), tx.Now(), 1
	return insertPrescription(tx, p)
}

// stale tells the second of two people what the first did.
func stale(p Prescription) error {
	return fault.New(fault.Stale, "medicines.stale", "Somebody else has changed this since you opened it: "+p.State.words()+", and it is "+strings.ToLower(p.Controlled.Label())+". Look at it again, then decide.")
}
