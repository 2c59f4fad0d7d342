package tasks_test

import (
	"maps"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// modelNeed is what is said of a need itself; how it stands follows from its tasks.
type modelNeed struct {
	priority needs.Priority
	start    day.Date
}

// onNeed changes one need in the store and, when the model allows it, in the model.
func (m *model) onNeed(t *rapid.T, c needs.Change, do func(tasks.NeedChoice) error, valid func(i int) bool, change func(i int)) {
	i := rapid.IntRange(0, len(m.o.needs)-1).Draw(t, "need")
	choice := m.hub.the(m.o, i)
	old := rapid.IntRange(0, 9).Draw(t, "stale") == 0
	if old {
		choice.Version--
	}
	err := do(choice)
	before := m.needs()
	can := before[i].Can(c) && valid(i)
	switch {
	case old && fault.KindOf(err) != fault.Stale:
		t.Fatalf("%s of a need changed since: %v", c, err)
	case !old && can != (err == nil):
		t.Fatalf("%s of a need that is %s, allowed %v: %v", c, before[i], can, err)
	case err != nil:
		return
	}
	change(i)
	m.follow(before)
}

func (m *model) withNeeds(steps map[string]func(*rapid.T)) map[string]func(*rapid.T) {
	h := m.hub
	always := func(int) bool { return true }
	maps.Copy(steps, map[string]func(*rapid.T){
		"change the priority": func(t *rapid.T) {
			to := rapid.SampledFrom(needs.Priorities()).Draw(t, "priority")
			m.onNeed(t, needs.Reprioritise, func(c tasks.NeedChoice) error { return h.Reprioritise(h.ctx, c, to, "worse") },
				func(i int) bool { return m.said[i].priority != to }, func(i int) { m.said[i].priority = to })
		},
		"start later": func(t *rapid.T) {
			to := rapid.SampledFrom([]day.Date{{}, day.Of(time.Now()).AddDays(4), day.Of(time.Now()).AddDays(9)}).Draw(t, "start")
			m.onNeed(t, needs.Postpone, func(c tasks.NeedChoice) error { return h.StartOn(h.ctx, c, to) },
				func(i int) bool { return m.said[i].start != to }, func(i int) { m.said[i].start = to })
		},
		"end": func(t *rapid.T) {
			m.onNeed(t, needs.Withdraw, func(c tasks.NeedChoice) error { return h.Withdraw(h.ctx, c, "her sister shops") }, always, m.end)
		},
		"take up again": func(t *rapid.T) {
			m.onNeed(t, needs.TakeUp, func(c tasks.NeedChoice) error { return h.TakeUp(h.ctx, c, "her sister is ill") }, always, m.takeUp)
		},
	})
	return steps
}

func (m *model) end(i int) {
	for j := range m.tasks {
		if one := &m.tasks[j]; one.need == i && one.state != tasks.Done {
			one.state, one.outcome, one.refused = tasks.Done, "no-longer-needed", false
		}
	}
}

// takeUp opens those tasks again that ended the need as it ended, or all where none did.
func (m *model) takeUp(i int) {
	state := m.need(i)
	var all, ended []*modelTask
	for j := range m.tasks {
		one := &m.tasks[j]
		if one.need != i {
			continue
		}
		all = append(all, one)
		for _, e := range tasks.Endings(one.kind) {
			if e.Code == one.outcome && e.Need == state {
				ended = append(ended, one)
			}
		}
	}
	if len(ended) == 0 {
		ended = all
	}
	for _, one := range ended {
		one.state, one.to, one.outcome = tasks.Open, tasks.Assignee{}, ""
	}
}

// checkNeeds holds what is said of the needs, and of the work left for them, to the model.
func (m *model) checkNeeds(t *rapid.T) {
	for i, want := range m.said {
		if got := m.hub.need(m.o, i); got.Priority != want.priority || got.StartOn != want.start {
			t.Fatalf("need %d is %s and begins %s, want %s, %s", i, got.Priority, got.StartOn, want.priority, want.start)
		}
	}
}
