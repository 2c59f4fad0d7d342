package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/services/food"
	"kith/internal/services/medicines"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// brings takes work that is ordered or fetched as far as time allows; it reports whether
// the task is such work.
func (m *maker) brings(ctx context.Context, d *rand.Rand, t tasks.Task, step func(int, int) bool) (bool, error) {
	if t.Need == "" || t.Kind == tasks.Refer || t.Category != "food" && t.Category != medicines.Category {
		return false, nil
	}
	n, err := needs.NeedIn(m.DB.Read(ctx), t.Need)
	switch {
	case err != nil:
		return false, err
	case medicines.MayFollow(access.From(ctx), n):
		return true, m.prescription(ctx, d, t, step)
	case m.Food.MayOrder(ctx, n):
		return true, m.order(ctx, d, n, step)
	}
	return false, nil
}

// order is a hamper from the hub's form to the door.
func (m *maker) order(ctx context.Context, d *rand.Rand, n needs.Need, step func(int, int) bool) error {
	if !step(30, 300) {
		return nil
	}
	f, err := m.Food.For(ctx, n.ID)
	if err != nil {
		return err
	}
	list, _, err := m.Food.List(ctx)
	if err != nil {
		return err
	}
	o, err := m.Food.Place(ctx, m.hamper(d, list, f))
	if err != nil || !step(20, 600) {
		return err
	}
	van := access.With(ctx, m.hands.logistics)
	do := func(act func(context.Context, food.Choice) error) error {
		err := act(van, food.Choice{ID: o.ID, Version: o.Version})
		o.Version++
		return err
	}
	if d.Float64() < 0.05 {
		return do(func(ctx context.Context, c food.Choice) error {
			return m.Food.CancelOrder(ctx, c, pickOne(d, "Her son shops for her now.", "They are in hospital."))
		})
	}
	if err := do(m.Food.StartPacking); err != nil || !step(5, 40) {
		return err
	}
	items := m.weighed(d, o)
	if err := do(func(ctx context.Context, c food.Choice) error {
		return m.Food.Pack(ctx, c, items, 1+o.Weight()/14_000)
	}); err != nil || !step(20, 900) {
		return err
	}
	if o.Collect {
		return do(m.Food.HandOver)
	}
	if err := do(m.Food.Send); err != nil || !step(20, 180) {
		return err
	}
	if d.Float64() < 0.1 {
		if err := do(func(ctx context.Context, c food.Choice) error {
			return m.Food.Back(ctx, c, "Nobody came to the door, and no answer on the phone.")
		}); err != nil || !step(200, 900) {
			return err
		}
		if err := do(m.Food.SendAgain); err != nil {
			return err
		}
	}
	return do(m.Food.HandOver)
}

// hamper is what a coordinator orders for a household.
func (m *maker) hamper(d *rand.Rand, list *food.Hampers, f food.For) food.NewOrder {
	given := f.Request.Answers
	n := food.NewOrder{
		Need: f.Need.ID, Name: f.Record.Name(), Household: food.HouseholdOf(given), Options: list.Wanted(given["food_diet"]),
		DietNote: given.First("food_notes"), Chosen: map[string]int64{}, Told: true, Collect: d.Float64() < 0.1,
		Bill:   food.Bill{Name: f.Record.Name(), Address: strings.Join(f.Record.Address.Lines(), "\n")},
		Window: deliveries.Window{Day: day.Of(m.clock.Now()).AddDays(d.IntN(2)), Part: deliveries.Parts()[d.IntN(3)]},
		Key:    "demo order " + string(f.Need.ID),
	}
	if n.Household.People() == 0 {
		n.Household.Adults = 1
	}
	if n.DietNote == "" && strings.Contains(strings.Join(n.Options, " "), "allergy") {
		n.DietNote = pickOne(d, "No nuts.", "No shellfish.", "No milk for the youngest.")
	}
	if d.Float64() < 0.3 {
		n.DoorNote = pickOne(d, "Flats: need to buzz.", "Round the back, the bell is broken.", "Knock loudly.")
	}
	for _, id := range list.Suggestion(f.Need, n.Household) {
		n.Chosen[id] = 1
	}
	if len(n.Chosen) == 0 {
		n.Chosen["hot-meal"] = n.Household.People()
	}
	return n
}

// weighed is what a packer puts in: near what the list says, now and then something short.
func (m *maker) weighed(d *rand.Rand, o food.Order) (all []food.PackedItem) {
	for at, i := range o.Items {
		packed := i.Quantity
		if at > 0 && d.Float64() < 0.03 {
			packed--
		}
		all = append(all, food.PackedItem{Packed: packed, Grams: packed * i.Grams * int64(98+d.IntN(5)) / 100})
	}
	return all
}

// prescription is medicine from what the pharmacy says to the door.
func (m *maker) prescription(ctx context.Context, d *rand.Rand, t tasks.Task, step func(int, int) bool) error {
	if !step(10, 120) {
		return nil
	}
	at := func() medicines.Choice {
		p, _, err := m.Medicines.Of(ctx, t.Need)
		if err != nil {
			return medicines.Choice{Need: t.Need, Version: -1}
		}
		return medicines.Choice{Need: t.Need, Version: p.Version}
	}
	said := medicines.Heard{
		Pharmacy: medicines.Pharmacy{Name: pickOne(d, "High Street Pharmacy", "Market Square Pharmacy", "Station Road Chemist"), ReadyOn: day.Of(m.clock.Now()), Ready: pickOne(d, "after 2pm", "from 10am", "")},
		Payment:  medicines.Payments()[d.IntN(3)], Proof: []medicines.Proof{medicines.Letter, medicines.Details},
		Controlled: medicines.NotControlled, SaidBy: pickOne(d, "the pharmacist", "Priya at the counter", "the dispenser"),
	}
	said.Pharmacy.Phone = phone.Number(pickOne(d, "+441632960140", "+441632960141", "+441632960142"))
	if d.Float64() < 0.25 {
		said.Controlled = medicines.IsControlled
	}
	if err := m.Medicines.Hear(ctx, at(), said); err != nil {
		return err
	}
	t, err := m.Tasks.Task(ctx, t.ID)
	if err != nil {
		return err
	}
	to, ok := m.hands.helperFor(d, t)
	if !ok || !step(10, 120) {
		return nil
	}
	if err := m.Tasks.Assign(ctx, tasks.Choice{ID: t.ID, Version: t.Version}, to); err != nil {
		return err
	}
	if to.Kind != tasks.ToStaff {
		if !step(5, 60) {
			return nil
		}
		if err := m.Tasks.Accept(ctx, tasks.Choice{ID: t.ID, Version: t.Version + 1}); err != nil {
			return err
		}
	}
	if !step(30, 300) {
		return nil
	}
	if err := m.Medicines.FetchedIt(ctx, at(), medicines.Fetched{From: said.SaidBy, By: to.Name, Sealed: true}); err != nil || !step(15, 50) {
		return err
	}
	if d.Float64() < 0.08 {
		return m.Medicines.ReturnedIt(ctx, at(), medicines.Returned{To: said.SaidBy, Why: "Nobody came to the door."})
	}
	return m.Medicines.HandedIt(ctx, at(), medicines.Handed{To: "The person", Checked: "Said the name and date of birth", Sealed: true})
}

// bills has finance take out what was handed over, and hands a few more over since.
func (m *maker) bills(ctx context.Context) error {
	m.clock.Set(m.now.Add(-10 * time.Minute))
	van := access.With(ctx, m.hands.logistics)
	out, err := m.Food.Orders(van, food.Filter{States: []food.State{food.Out}, Limit: 3})
	if err != nil {
		return err
	}
	if waiting, err := m.Food.Waiting(access.With(ctx, m.hands.finance)); err != nil || len(waiting) == 0 {
		return err
	}
	if _, err := m.Food.TakeOut(access.With(ctx, m.hands.finance)); err != nil {
		return fmt.Errorf("take out invoices: %w", err)
	}
	for _, o := range out {
		m.clock.Advance(2 * time.Minute)
		if err := m.Food.HandOver(van, food.Choice{ID: o.ID, Version: o.Version}); err != nil {
			return err
		}
	}
	return nil
}
