package levels

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/work/steps"
)

// ProposalID names a proposal.
type ProposalID = ident.ID[Proposal]

// Proposal is a change of level that a trigger of the blueprint asks for.
type Proposal struct {
	ID    ProposalID
	Place string
	Level steps.Level
	Cause string // id of the trigger
	Why   string // with the figures
	At    time.Time
	State ProposalState

	SettledAt  time.Time // zero while it is open
	SettledBy  string
	SettledWhy string
}

// ProposalState says what became of a proposal.
type ProposalState string

// The states. Lapsed is one whose trigger is no longer met.
const (
	Proposed ProposalState = "open"
	Accepted ProposalState = "accepted"
	Declined ProposalState = "declined"
	Lapsed   ProposalState = "lapsed"
)

// Known are figures by place; "" is the whole borough. A figure that is not known is not in it.
type Known map[string]map[Figure]int

// Look holds the triggers of the blueprint against figures, and puts forward what they ask
// for. A trigger is put forward once until it is settled, and not again within the quiet days
// once it was declined. What it no longer asks for lapses. notes say more of a place, such as
// what is short there. It may run at any time and again.
func (s *Service) Look(ctx context.Context, figures Known, notes map[string]string) (err error) {
	defer fault.Wrap(&err, "look at the triggers of levels")
	b, err := s.book(ctx)
	if err != nil || len(b.plan.Triggers) == 0 {
		return err
	}
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		all, err := sinceTheBorough(tx)
		if err != nil {
			return err
		}
		wanted := b.asked(all, figures, notes)
		if err := lapse(tx, wanted); err != nil {
			return err
		}
		settled, err := settledProposals(tx, mostSettled)
		if err != nil {
			return err
		}
		for _, p := range wanted {
			if quiet(settled, p, tx.Now(), b.plan.QuietDays) {
				continue
			}
			if err := putForward(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// mostSettled is how many settled proposals are looked at.
const mostSettled = 200

// asked are the changes that the triggers ask for, as things stand.
func (b book) asked(all []Decision, figures Known, notes map[string]string) (wanted []Proposal) {
	for _, t := range b.plan.Triggers {
		scope := []string{""}
		if t.Of == EachNeighbourhood {
			scope = b.areas.IDs()
		}
		for _, place := range scope {
			level := b.standing(all, place).Stage.Level
			if slices.Contains(t.From, level) && t.met(figures[place]) {
				wanted = append(wanted, Proposal{Place: place, Level: t.To, Cause: t.ID, Why: strings.TrimSpace(t.why(figures[place]) + " " + notes[place])})
			}
		}
	}
	return wanted
}

func (t Trigger) met(known map[Figure]int) bool {
	return !slices.ContainsFunc(t.When, func(c Condition) bool { return !c.holds(known) })
}

// why says the trigger with its figures.
func (t Trigger) why(known map[Figure]int) string {
	var parts []string
	for _, c := range t.When {
		w := figureWords[c.Figure]
		parts = append(parts, fmt.Sprintf("%s%d%s", w[0], known[c.Figure], w[1]))
	}
	return t.Say + " (" + strings.Join(parts, "; ") + ")"
}

func lapse(tx *db.Tx, wanted []Proposal) error {
	open, err := openProposals(tx)
	if err != nil {
		return err
	}
	for _, p := range open {
		still := slices.ContainsFunc(wanted, func(w Proposal) bool { return w.Place == p.Place && w.Cause == p.Cause && w.Level == p.Level })
		if still {
			continue
		}
		if _, err := settleProposal(tx, p.ID, Lapsed, "What asked for it is over"); err != nil {
			return err
		}
	}
	return nil
}

// quiet reports whether the same was declined not long ago.
func quiet(settled []Proposal, p Proposal, now time.Time, days int) bool {
	return slices.ContainsFunc(settled, func(old Proposal) bool {
		return old.State == Declined && old.Place == p.Place && old.Cause == p.Cause && now.Sub(old.SettledAt) < time.Duration(days)*24*time.Hour
	})
}

func putForward(tx *db.Tx, p Proposal) error {
	p.ID, p.At, p.State = ident.New[Proposal](tx.Now()), tx.Now(), Proposed
	first, err := insertProposal(tx, p)
	if err != nil || !first {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "put a change of level forward", Topic: "levels.proposed",
		Objects: []journal.Object{{Kind: "place", ID: p.Place}}, Data: map[string]any{"level": string(p.Level), "trigger": p.Cause},
	})
}

// Decline settles a proposal without a change, with why.
func (s *Service) Decline(ctx context.Context, id ProposalID, why string) (err error) {
	defer fault.Wrap(&err, "decline proposal %s", id)
	if why = strings.TrimSpace(why); why == "" {
		return invalid("no-reason", "Enter why the level stays as it is")
	}
	b, err := s.book(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.checkDecides(ctx, tx, b.plan); err != nil {
			return err
		}
		p, err := proposalByID(tx, id)
		if err != nil {
			return err
		}
		done, err := settleProposal(tx, id, Declined, why)
		if err != nil {
			return err
		}
		if !done {
			return settledAlready()
		}
		return journal.Record(tx, journal.Entry{
			Verb: "declined a change of level", Topic: "levels.declined",
			Objects: []journal.Object{{Kind: "place", ID: p.Place}}, Data: map[string]any{"level": string(p.Level), "trigger": p.Cause, "reason": why},
		})
	})
}

func (s *Service) checkDecides(ctx context.Context, r db.Reader, p *Plan) error {
	may, err := s.mayDecide(ctx, r, p)
	if err != nil || may {
		return err
	}
	if !access.From(ctx).Has(deciders...) {
		return access.CheckHeld(ctx, deciders...)
	}
	return fault.New(fault.Forbidden, "levels.not-decider", "Levels are decided by the group that the blueprint names, and you do not sit in it. Ask one of its members.")
}

func noSuchProposal() error {
	return fault.New(fault.NotFound, "levels.no-such-proposal", "There is no such proposal.")
}

func settledAlready() error {
	return fault.New(fault.Conflict, "levels.settled", "Somebody has settled this proposal meanwhile. Open the levels again to see how they stand.")
}
