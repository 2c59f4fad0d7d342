package tasks_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// The model says in a few plain values what a request, its needs and its tasks should be
// after anything people do to them; the store is held to it after each step.
type model struct {
	hub     *hub
	o       opened
	tasks   []modelTask
	contact string // how the first contact ended; "" while it has not
	hood    string
	state   needs.RequestState
	said    []modelNeed
	settled int // needs that have ended, each time counted
}

type modelTask struct {
	kind     tasks.Kind
	need     int // -1 is none
	straight bool
	state    tasks.State
	to       tasks.Assignee
	outcome  string
	attempts int
	refused  bool
	hood     string
}

func newModel(t *rapid.T, h *hub) *model {
	m := &model{hub: h, hood: rapid.SampledFrom([]string{"hapi", ""}).Draw(t, "hub"), state: needs.Received}
	var all []wanted
	for range rapid.IntRange(1, 3).Draw(t, "needs") {
		all = append(all, rapid.SampledFrom([]wanted{{help: true}, {help: true, refer: true}, {straight: true}}).Draw(t, "need"))
	}
	m.o = h.open(m.hood, all...)
	for _, n := range m.o.needs {
		m.said = append(m.said, modelNeed{priority: n.Priority})
	}
	for _, one := range m.o.tasks {
		need := slices.IndexFunc(m.o.needs, func(n needs.Need) bool { return n.ID == one.Need })
		straight := need >= 0 && m.o.needs[need].Decision.StraightTo != ""
		m.tasks = append(m.tasks, modelTask{kind: one.Kind, need: need, straight: straight, state: tasks.Open, hood: one.Neighbourhood})
	}
	return m
}

// follow works out what the needs and the request are from the tasks alone.
func (m *model) follow(before []needs.NeedState) {
	ended := true
	for i := range m.o.needs {
		now := m.need(i)
		if now.Ended() && !before[i].Ended() {
			m.settled++
		}
		ended = ended && now.Ended()
	}
	switch done := ended && m.contact != ""; {
	case done:
		m.state = needs.Closed
	case m.state == needs.Closed:
		m.state = needs.Accepted
	}
}

func (m *model) needs() (all []needs.NeedState) {
	for i := range m.o.needs {
		all = append(all, m.need(i))
	}
	return all
}

func (m *model) need(i int) needs.NeedState {
	open, inHand := false, false
	got := map[string]bool{}
	for _, t := range m.tasks {
		if t.need == i {
			open = open || t.state != tasks.Done
			inHand = inHand || t.state == tasks.Accepted
			got[t.outcome] = true
		}
	}
	switch {
	case inHand, open && (got["done"] || got["acknowledged"]):
		return needs.NeedInHand
	case open:
		return needs.NeedOpen
	case got["done"]:
		return needs.NeedMet
	case got["acknowledged"]:
		return needs.NeedReferred
	case got["no-longer-needed"]:
		return needs.NeedGone
	}
	return needs.NeedNotMet
}

// check holds the store to the model.
func (m *model) check(t *rapid.T) {
	for i, want := range m.tasks {
		got := m.hub.now(m.o.tasks[i].ID)
		same := got.State == want.state && got.Assignee == want.to && got.Outcome == want.outcome && int(got.Attempts) == want.attempts &&
			(got.Refused != "") == want.refused && got.Neighbourhood == want.hood && got.ClosedAt.IsZero() == (want.state != tasks.Done) &&
			got.AcceptedAt.IsZero() == (want.state != tasks.Accepted && !(want.state == tasks.Done && !got.AcceptedAt.IsZero()))
		if !same {
			t.Fatalf("task %d (%s) is %+v\nwant %+v", i, want.kind, got, want)
		}
	}
	for i, want := range m.needs() {
		if got := m.hub.need(m.o, i).State; got != want {
			t.Fatalf("need %d is %s, want %s", i, got, want)
		}
	}
	m.checkNeeds(t)
	r := m.hub.request(m.o.request.ID)
	if r.State != m.state || r.Neighbourhood != m.hood || r.FirstContactAt.IsZero() != (m.contact != "spoken") || r.ClosedAt.IsZero() != (m.state != needs.Closed) {
		t.Fatalf("the request is %s at %q, spoken to %v, closed %v\nwant %s at %q, contact %q", r.State, r.Neighbourhood, r.FirstContactAt, r.ClosedAt, m.state, m.hood, m.contact)
	}
	told, err := journal.About(m.hub.db.Read(m.hub.ctx), []string{string(r.Record)}, 500)
	if err != nil {
		t.Fatal(err)
	}
	settled := 0
	for _, e := range told {
		if e.Topic == "needs.settled" {
			settled++
		}
	}
	if settled != m.settled {
		t.Fatalf("the journal tells of %d needs settled, want %d", settled, m.settled)
	}
}

// act does one thing to a task in the store and, when the model allows it, to the model.
func (m *model) act(t *rapid.T, action tasks.Action, do func(tasks.Choice) error, valid bool, change func(*modelTask)) {
	i := rapid.IntRange(0, len(m.tasks)-1).Draw(t, "task")
	m.actOn(t, i, action, do, func(modelTask) bool { return valid }, change)
}

func (m *model) actOn(t *rapid.T, i int, action tasks.Action, do func(tasks.Choice) error, valid func(modelTask) bool, change func(*modelTask)) {
	c := m.hub.seen(m.o.tasks[i].ID)
	old := rapid.IntRange(0, 9).Draw(t, "stale") == 0
	if old {
		c.Version--
	}
	err := do(c)
	now := &m.tasks[i]
	next, cannot := tasks.Next(now.state, action)
	switch {
	case err != nil && old && fault.KindOf(err) != fault.Stale && fault.KindOf(err) != fault.Invalid:
		t.Fatalf("%s of a task changed since: %v", action, err)
	case err == nil && (old || cannot != nil || !valid(*now)):
		t.Fatalf("%s was done: changed since %v, %v, valid %v", action, old, cannot, valid(*now))
	case err != nil && !old && cannot == nil && valid(*now):
		t.Fatalf("%s was not done: %v", action, err)
	}
	if err != nil {
		return
	}
	before := m.needs()
	now.state = next
	change(now)
	m.follow(before)
}

func (m *model) steps() map[string]func(*rapid.T) {
	h := m.hub
	letGo := func(t *modelTask) { t.to = tasks.Assignee{} }
	always := func(modelTask) bool { return true }
	pick := func(t *rapid.T) int { return rapid.IntRange(0, len(m.tasks)-1).Draw(t, "task") }
	return map[string]func(*rapid.T){
		"assign": func(t *rapid.T) {
			to := rapid.SampledFrom([]tasks.Assignee{theBank, volunteer, colleague, {}}).Draw(t, "to")
			action := tasks.Assign
			if to.Kind == tasks.ToStaff {
				action = tasks.Claim
			}
			may := func(one modelTask) bool { return to.ID != "" && (one.kind == tasks.Do || to.Kind == tasks.ToStaff) }
			m.actOn(t, pick(t), action, func(c tasks.Choice) error { return h.Assign(h.ctx, c, to) }, may, func(one *modelTask) { one.to, one.refused = to, false })
		},
		"claim": func(t *rapid.T) {
			me := tasks.Assignee{Kind: tasks.ToStaff, ID: point.Account, Name: point.Name}
			m.actOn(t, pick(t), tasks.Claim, func(c tasks.Choice) error { return h.Claim(h.ctx, c) }, always, func(one *modelTask) { one.to, one.refused = me, false })
		},
		"accept": func(t *rapid.T) {
			m.actOn(t, pick(t), tasks.Accept, func(c tasks.Choice) error { return h.Accept(h.ctx, c) }, always, func(*modelTask) {})
		},
		"decline": func(t *rapid.T) {
			why := rapid.SampledFrom([]string{"no car", "  "}).Draw(t, "why")
			m.act(t, tasks.Decline, func(c tasks.Choice) error { return h.Decline(h.ctx, c, why) }, why == "no car", func(one *modelTask) {
				letGo(one)
				one.refused = true
			})
		},
		"free": func(t *rapid.T) {
			m.act(t, tasks.Free, func(c tasks.Choice) error { return h.Free(h.ctx, c) }, true, letGo)
		},
		"reopen": func(t *rapid.T) {
			m.act(t, tasks.Reopen, func(c tasks.Choice) error { return h.ReopenTask(h.ctx, c) }, true, func(one *modelTask) {
				letGo(one)
				if one.outcome = ""; one.kind == tasks.FirstContact {
					m.contact = ""
				}
			})
		},
		"record": func(t *rapid.T) { m.record(t, pick(t)) },
		"accept the request": func(t *rapid.T) {
			err := h.needs.Accept(h.ctx, m.o.request.ID, h.request(m.o.request.ID).Version)
			if can := m.state == needs.Received && m.hood != ""; can != (err == nil) {
				t.Fatalf("accepting a request that is %s at %q: %v", m.state, m.hood, err)
			} else if can {
				m.state = needs.Accepted
			}
		},
		"hand over": func(t *rapid.T) {
			to := rapid.SampledFrom([]string{"hapi", "leigh", ""}).Draw(t, "to")
			err := h.HandOver(h.ctx, m.o.request.ID, h.request(m.o.request.ID).Version, to, "nearer there")
			m.moved(t, to, to != "" && to != m.hood, err)
		},
		"refuse": func(t *rapid.T) {
			err := h.Refuse(h.ctx, m.o.request.ID, h.request(m.o.request.ID).Version, "no room")
			m.moved(t, "", m.hood != "", err)
		},
		"": m.check,
	}
}

func (m *model) record(t *rapid.T, i int) {
	kind := m.tasks[i].kind
	var codes []string
	for _, e := range tasks.Endings(kind) {
		codes = append(codes, e.Code)
	}
	o := tasks.Outcome{
		Code: rapid.SampledFrom(append(codes, "vanished")).Draw(t, "outcome"),
		Note: rapid.SampledFrom([]string{"", "gate is locked"}).Draw(t, "note"),
	}
	asks := slices.ContainsFunc(tasks.Endings(kind), func(e tasks.Ending) bool { return e.Code == o.Code && e.Asks })
	valid := func(modelTask) bool { return o.Code != "vanished" && (!asks || o.Note != "") }
	was := m.tasks[i].state
	m.actOn(t, i, tasks.Record, func(c tasks.Choice) error { return m.hub.RecordOutcome(m.hub.ctx, c, o) }, valid, func(one *modelTask) {
		if o.Code == tasks.NoAnswer {
			one.state = was
			one.attempts++
			return
		}
		one.outcome, one.refused = o.Code, false
		if one.kind == tasks.FirstContact {
			if m.contact = o.Code; m.state == needs.Received {
				m.state = needs.Accepted
			}
		}
	})
}

// moved is what a hand-over does, or why it was not done.
func (m *model) moved(t *rapid.T, to string, valid bool, err error) {
	if can := valid && m.state != needs.Closed; can != (err == nil) {
		t.Fatalf("moving a request that is %s from %q to %q: %v", m.state, m.hood, to, err)
	} else if !can {
		return
	}
	m.hood, m.state = to, needs.Received
	for i := range m.tasks {
		if one := &m.tasks[i]; one.state != tasks.Done && !one.straight {
			one.state, one.to, one.refused, one.hood = tasks.Open, tasks.Assignee{}, false, to
		}
	}
}

// finish does all that is left and finds the request closed: nothing that can happen to it
// is a dead end.
func (m *model) finish(t *rapid.T) {
	for i, one := range m.tasks {
		if one.state == tasks.Done {
			continue
		}
		code := tasks.Endings(one.kind)[0].Code
		if err := m.hub.RecordOutcome(m.hub.ctx, m.hub.seen(m.o.tasks[i].ID), tasks.Outcome{Code: code}); err != nil {
			t.Fatalf("finishing task %d: %v", i, err)
		}
	}
	if r := m.hub.request(m.o.request.ID); r.State != needs.Closed {
		t.Fatalf("all is done and the request is %s", r.State)
	}
}

func TestWhateverIsDoneTheRequestCanBeFinished(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		h := newHub(t, d, point)
		rapid.Check(t, func(t *rapid.T) {
			m := newModel(t, h)
			t.Repeat(m.withNeeds(m.steps()))
			m.finish(t)
		})
	})
}
