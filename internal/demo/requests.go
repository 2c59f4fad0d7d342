package demo

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// dice is the maker's own source of chance, one stream for each kind of thing.
func (m *maker) dice(stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(m.size.Seed, stream))
}

// event is something that happens in the demo's two weeks.
type event struct {
	at time.Time
	do func(context.Context) error
}

// requests plays the days before now through: people ask, hubs speak to them, helpers are
// asked and do the work. What is left open at the end is today's work.
func (m *maker) requests(ctx context.Context) error {
	d := m.dice(1)
	next, stop := iter.Pull2(m.town.People(m.size.People))
	defer stop()
	var events []event
	forSettings := min(2, m.size.Requests) // of all requests
	atNight := 0
	if _, _, ok := m.nights(); ok && m.size.Requests > forSettings {
		atNight = 1
	}
	for n := range m.size.Requests - forSettings - atNight {
		h, r, ok := next()
		for range 4 { // people who ask live all over, not in one street
			if ok {
				h, r, ok = next()
			}
		}
		if !ok {
			break
		}
		r = h.Residents[0] // children are asked for by those they live with
		at := m.moment(d, n)
		events = append(events, event{at, func(ctx context.Context) error { return m.request(ctx, at, n, h, r) }})
	}
	if h, _, ok := next(); ok && atNight > 0 {
		m.awake = &household{h, h.Residents[0]}
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	for _, e := range events {
		m.clock.Set(e.at)
		if err := e.do(ctx); err != nil {
			return err
		}
	}
	m.clock.Set(m.now.Add(-50 * time.Minute))
	return m.asksOfSettings(ctx, forSettings, blueprint.Part[*answers.Questions](m.b))
}

// moment spreads requests over the days, in office hours mostly, more of them lately.
func (m *maker) moment(d *rand.Rand, n int) time.Time {
	back := int(float64(m.size.Days) * d.Float64() * d.Float64())
	start := day.Of(m.now).AddDays(-back).Start()
	at := start.Add(8*time.Hour + time.Duration(d.IntN(11*60))*time.Minute + time.Duration(n%60)*time.Second)
	if at.After(m.now.Add(-20 * time.Minute)) {
		at = m.now.Add(-time.Duration(20+d.IntN(400)) * time.Minute)
	}
	return at
}

// request makes one request and what becomes of it. The clock runs ahead of the other
// requests while it is followed and is set back by the next.
func (m *maker) request(ctx context.Context, at time.Time, n int, h town.Household, r town.Resident) error {
	ask := town.Asks(m.size.Seed, n)
	q := blueprint.Part[*answers.Questions](m.b)
	receipt, err := m.Intake.Ask(ctx, intake.Asking{
		Channel: needs.Channel(ask.Channel), Answers: given(q, ask, h, r, m.town.Today), Key: fmt.Sprintf("demo %d", n),
		Arrival: m.arrival(m.dice(uint64(2000+n)), needs.Channel(ask.Channel), r),
	})
	if err != nil {
		return err
	}
	return m.follow(access.With(ctx, m.hands.coordinator), m.dice(uint64(1000+n)), receipt.Reference, at, n)
}

// follow takes a request as far as time allows: the older it is, the likelier it is done.
func (m *maker) follow(ctx context.Context, d *rand.Rand, reference ident.Reference, at time.Time, n int) error {
	found, err := m.Needs.Requests(ctx, needs.RequestFilter{Reference: reference, Limit: 1})
	if err != nil || len(found) == 0 {
		return err
	}
	request := found[0].Request
	if err := m.contactOfAnother(ctx, request, n); err != nil {
		return err
	}
	goesOn := 0.93 // hubs finish what is older than two days, nearly always
	if at.Before(m.now.Add(-48 * time.Hour)) {
		goesOn = 0.995
	}
	step := func(least, most int) bool { // moves the clock on by minutes; false when that is still to come
		m.clock.Advance(time.Duration(least+d.IntN(most-least)) * time.Minute)
		return m.clock.Now().Before(m.now) && d.Float64() < goesOn
	}
	if !step(10, 150) {
		return nil
	}
	if request, err = m.toAHub(ctx, d, request); err != nil || request.Neighbourhood == "" {
		return err
	}
	if err := m.Needs.Accept(ctx, request.ID, request.Version); err != nil {
		return err
	}
	all, err := m.Tasks.OfRequest(ctx, request.ID)
	if err != nil {
		return err
	}
	for _, t := range all {
		if !m.clock.Now().Before(m.now) {
			break // the rest is still to come
		}
		if err := m.work(ctx, d, t, step); err != nil {
			return err
		}
	}
	return nil
}

// toAHub hands a request that routed nowhere to a hub, as the coordination point does
// within a day. Later ones still wait.
func (m *maker) toAHub(ctx context.Context, d *rand.Rand, r needs.Request) (needs.Request, error) {
	if r.Neighbourhood != "" || r.ReceivedAt.After(m.now.Add(-24*time.Hour)) {
		return r, nil
	}
	if err := m.Tasks.HandOver(ctx, r.ID, r.Version, m.hoods[d.IntN(len(m.hoods))], "The person lives there."); err != nil {
		return r, err
	}
	return m.Needs.Request(ctx, r.ID)
}

// work takes one task as far as time allows.
func (m *maker) work(ctx context.Context, d *rand.Rand, t tasks.Task, step func(int, int) bool) error {
	do := func(action func(context.Context, tasks.Choice) error) error {
		if err := action(ctx, tasks.Choice{ID: t.ID, Version: t.Version}); err != nil {
			return err
		}
		t.Version++
		return nil
	}
	record := func(code, note string) error {
		return do(func(ctx context.Context, c tasks.Choice) error {
			return m.Tasks.RecordOutcome(ctx, c, tasks.Outcome{Code: code, Note: note})
		})
	}
	if brought, err := m.brings(ctx, d, t, step); brought || err != nil {
		return err
	}
	if !t.Kind.Helps() {
		return m.speak(d, t, step, do, record)
	}
	to, ok := m.hands.helperFor(d, t)
	if !ok || !step(30, 300) {
		return nil
	}
	if err := do(func(ctx context.Context, c tasks.Choice) error { return m.Tasks.Assign(ctx, c, to) }); err != nil || !step(5, 240) {
		return err
	}
	if to.Kind != tasks.ToStaff && d.Float64() < 0.07 {
		return do(func(ctx context.Context, c tasks.Choice) error {
			return m.Tasks.Decline(ctx, c, pickOne(d, "No driver this afternoon.", "We are full today.", "I am not well."))
		})
	}
	if to.Kind != tasks.ToStaff { // staff asked have it at once
		if err := do(m.Tasks.Accept); err != nil {
			return err
		}
	}
	if !step(60, 900) {
		return nil
	}
	if d.Float64() < 0.08 && hasEnding(t, tasks.NoAnswer) {
		return record(tasks.NoAnswer, "")
	}
	if hasEnding(t, "collected") {
		return m.handOver(ctx, t, record, step)
	}
	return record("done", "")
}

func hasEnding(t tasks.Task, code string) bool {
	return slices.ContainsFunc(t.Endings(), func(e tasks.Ending) bool { return e.Code == code })
}

// handOver fetches something and, in time, hands it over.
func (m *maker) handOver(ctx context.Context, t tasks.Task, record func(code, note string) error, step func(int, int) bool) error {
	if err := record("collected", ""); err != nil || !step(15, 80) {
		return err
	}
	all, err := m.Tasks.OfRequest(ctx, t.Request)
	for _, next := range all {
		if err == nil && next.Held.Run == t.Held.Run && next.State.Open() {
			err = m.Tasks.RecordOutcome(ctx, tasks.Choice{ID: next.ID, Version: next.Version}, tasks.Outcome{Code: "done"})
		}
	}
	return err
}

// speak is a first contact or a referral: the hub's own work.
func (m *maker) speak(d *rand.Rand, t tasks.Task, step func(int, int) bool,
	do func(func(context.Context, tasks.Choice) error) error, record func(code, note string) error,
) error {
	if err := do(m.Tasks.Claim); err != nil || !step(5, 90) {
		return err
	}
	if d.Float64() < 0.15 {
		if err := record(tasks.NoAnswer, ""); err != nil || !step(180, 400) {
			return err
		}
	}
	if t.Kind == tasks.Refer {
		return record("acknowledged", "")
	}
	return record("spoken", "")
}

func pickOne(d *rand.Rand, choices ...string) string { return choices[d.IntN(len(choices))] }
