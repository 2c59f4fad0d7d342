package food

import (
	"context"
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/policy"
	"kith/internal/registers/organisations"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Voucher is what a food bank is given for one free parcel. Its number tells nothing of
// anybody: it is drawn, with a check character.
type Voucher struct {
	Number       ident.Reference
	Task         tasks.ID
	Need         needs.NeedID
	Hub          string
	Organisation string // the food bank it was given to last
	GivenAt      time.Time
	UsedAt       time.Time // zero until the food bank says that it gave the parcel
	VoidAt       time.Time // zero unless the work ended without one
}

// Standing is where the voucher stands, in words.
func (v Voucher) Standing() string {
	switch {
	case !v.UsedAt.IsZero():
		return "Used"
	case !v.VoidAt.IsZero():
		return "Void"
	}
	return "Open"
}

// Watch follows tasks, in the transaction that changes one: a need that is given to a food
// bank by a route with vouchers gets one. How the voucher stands needs no watching: it is how
// the task stands that it belongs to.
func (s *Service) Watch(tx *db.Tx, t tasks.Task, a tasks.Action) error {
	if t.Category != "food" || !t.Kind.Helps() {
		return nil
	}
	if a == tasks.Accept && t.Assignee.Kind == tasks.ToOrganisation {
		return s.readyParcel(tx, t)
	}
	if a == tasks.Assign || a == tasks.Decline || a == tasks.Free {
		if err := takeBack(tx, t); err != nil {
			return err
		}
	}
	if a != tasks.Assign || t.Assignee.Kind != tasks.ToOrganisation {
		return nil
	}
	return s.give(tx, t)
}

func (s *Service) give(tx *db.Tx, t tasks.Task) error {
	o, err := organisations.OrganisationIn(tx, organisations.ID(t.Assignee.ID))
	if err != nil || o.Kind != organisations.FoodBank {
		return err
	}
	n, err := needs.NeedIn(tx, t.Need)
	if err != nil {
		return err
	}
	list, _, err := s.List(tx.Context())
	if err != nil || !list.Vouchered(n) {
		return err
	}
	v, found, err := voucherOf(tx, t.ID)
	if err != nil {
		return err
	}
	if found {
		v.Organisation = t.Assignee.ID
		return saveVoucher(tx, v)
	}
	v = Voucher{Task: t.ID, Need: t.Need, Hub: t.Neighbourhood, Organisation: t.Assignee.ID, GivenAt: tx.Now()}
	for range draws {
		v.Number = ident.NewReference(rand.Reader)
		first, err := insertVoucher(tx, v)
		switch {
		case err != nil:
			return err
		case first:
			return tellVoucher(tx, v, "gave a voucher")
		}
	}
	return fault.New(fault.Unavailable, "food.no-number", "No voucher number could be given. Try again.")
}

// draws is how often a number is drawn that another voucher has.
const draws = 10

func tellVoucher(tx *db.Tx, v Voucher, verb string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: "food.voucher", Data: map[string]any{"neighbourhood": v.Hub},
		Objects: []journal.Object{{Kind: "voucher", ID: string(v.Number)}, {Kind: "task", ID: string(v.Task)}},
	})
}

// Slip is what a food bank packs by: the voucher, for how many, and what they must not eat.
// Of their health it says nothing else.
type Slip struct {
	Voucher
	Household Household
	Diet      []string // in words
	DietNote  string
	Fetched   bool // a driver of the council's fetches it, and brings it to them
}

// SlipOf is the slip of a task, for the organisation that has it; found is false when it
// has none.
func (s *Service) SlipOf(ctx context.Context, id tasks.ID) (slip Slip, found bool, err error) {
	defer fault.Wrap(&err, "slip of task %s", id)
	own := access.From(ctx).OrganisationID()
	r := s.db.Read(ctx)
	if slip.Voucher, found, err = voucherOf(r, id); err != nil || !found {
		return Slip{}, false, err
	}
	given := policy.Record{Given: own != "" && slip.Organisation == own}
	if !policy.May(access.From(ctx), policy.VoucherNumber, given) || !policy.May(access.From(ctx), policy.Food, given) {
		return Slip{}, false, nil
	}
	n, err := needs.NeedIn(r, slip.Need)
	if err != nil {
		return Slip{}, false, err
	}
	request, err := needs.RequestIn(r, n.Request)
	if err != nil {
		return Slip{}, false, err
	}
	list, _, err := s.List(ctx)
	if err != nil {
		return Slip{}, false, err
	}
	slip.Household = HouseholdOf(request.Answers)
	for _, id := range list.Wanted(request.Answers[askDiet]) {
		o, _ := list.Option(id)
		slip.Diet = append(slip.Diet, o.Name)
	}
	d, brought, err := deliveries.Of(r, deliveries.Parcel, string(id))
	if err != nil {
		return Slip{}, false, err
	}
	slip.Fetched = brought && !d.State.Ended() && d.FromPostcode != ""
	slip.DietNote = strings.TrimSpace(request.Answers.First("food_notes"))
	return slip, true, nil
}

// HouseholdOf reads for how many people answers ask for food.
func HouseholdOf(a answers.Answers) Household {
	number := func(id string) int64 {
		n, _ := strconv.ParseInt(a.First(id), 10, 64) // what is no number was not said
		return max(n, 0)
	}
	return Household{number("adults"), number("children"), number("babies")}
}

// Vouchers lists the vouchers of the neighbourhoods the caller works for, newest first.
func (s *Service) Vouchers(ctx context.Context, f VoucherFilter) (all []Voucher, err error) {
	defer fault.Wrap(&err, "list vouchers")
	f.Neighbourhoods = access.Narrow(ctx, f.Neighbourhoods, packers...)
	if f.Neighbourhoods != nil && len(f.Neighbourhoods) == 0 {
		return nil, access.CheckHeld(ctx, packers...)
	}
	all, err = listVouchers(s.db.Read(ctx), f)
	return slices.DeleteFunc(all, func(v Voucher) bool { return f.Standing != "" && v.Standing() != f.Standing }), err
}

// VoucherFilter narrows a list of vouchers. Zero fields do not narrow.
type VoucherFilter struct {
	Neighbourhoods []string
	Number         ident.Reference
	Standing       string // as [Voucher.Standing] says it
	Limit          int
}
