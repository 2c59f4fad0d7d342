package assign_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/algo/assign"
)

func drawMatching(t *rapid.T, bundles bool) *assign.Matching {
	m := &assign.Matching{}
	for range rapid.IntRange(1, 4).Draw(t, "tasks") {
		task := assign.Task{Undone: rapid.Int64Range(0, 60).Draw(t, "undone")}
		if bundles {
			task.Size = rapid.IntRange(0, 3).Draw(t, "size")
		}
		m.Tasks = append(m.Tasks, task)
	}
	for range rapid.IntRange(1, 3).Draw(t, "helpers") {
		m.Helpers = append(m.Helpers, drawHelper(t))
	}
	for task := range m.Tasks {
		m.Pairs = append(m.Pairs, drawPairs(t, m.Helpers, task)...)
	}
	return m
}

func drawHelper(t *rapid.T) assign.Helper {
	h := assign.Helper{Room: rapid.IntRange(0, 3).Draw(t, "room")}
	for range rapid.IntRange(0, 2).Draw(t, "slots") {
		h.Slots = append(h.Slots, rapid.IntRange(0, 2).Draw(t, "in slot"))
	}
	wear := int64(0)
	for range rapid.IntRange(0, 3).Draw(t, "wears") {
		wear += rapid.Int64Range(0, 9).Draw(t, "wear")
		h.Wear = append(h.Wear, wear)
	}
	return h
}

func drawPairs(t *rapid.T, helpers []assign.Helper, task int) (pairs []assign.Pair) {
	for helper, h := range helpers {
		for slot := range max(1, len(h.Slots)) {
			if rapid.Bool().Draw(t, "could") {
				pairs = append(pairs, assign.Pair{Task: int32(task), Helper: int32(helper), Slot: int32(slot), Cost: rapid.Int64Range(0, 50).Draw(t, "cost")})
			}
		}
	}
	return pairs
}

// worth tries every plan there is. Only those pairs may be chosen that are allowed.
func worth(m *assign.Matching, allowed func(pair int) bool) (least int64) {
	least = 1 << 40
	done, slots := make([]int, len(m.Helpers)), map[[2]int32]int{}
	var try func(task int, cost int64)
	try = func(task int, cost int64) {
		if task == len(m.Tasks) {
			least = min(least, cost)
			return
		}
		try(task+1, cost+m.Tasks[task].Undone)
		for i, p := range m.Pairs {
			h := m.Helpers[p.Helper]
			in := [2]int32{p.Helper, p.Slot}
			if int(p.Task) != task || !allowed(i) || done[p.Helper] >= h.Room || len(h.Slots) > 0 && slots[in] >= h.Slots[p.Slot] {
				continue
			}
			wear := int64(0)
			if len(h.Wear) > 0 {
				wear = h.Wear[min(done[p.Helper], len(h.Wear)-1)]
			}
			done[p.Helper]++
			slots[in]++
			try(task+1, cost+p.Cost+wear)
			done[p.Helper]--
			slots[in]--
		}
	}
	try(0, 0)
	return least
}

func all(int) bool { return true }

func TestThePlanIsTheCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatching(t, false)
		p, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		if want := worth(m, all); p.Cost != want || !p.Exact {
			t.Errorf("the plan costs %d, and there is one for %d", p.Cost, want)
		}
		keeps(t, m, p)
	})
}

// keeps checks that nobody has more than they have room for.
func keeps(t *rapid.T, m *assign.Matching, p *assign.Plan) {
	room, slots := map[int32]int{}, map[[2]int32]int{}
	for task, i := range p.Pair {
		if i == assign.Undone {
			continue
		}
		pair := p.Pairs()[i]
		if int(pair.Task) != task {
			t.Errorf("task %d is done by a pair of task %d", task, pair.Task)
		}
		room[pair.Helper] += max(1, m.Tasks[task].Size)
		slots[[2]int32{pair.Helper, pair.Slot}] += max(1, m.Tasks[task].Size)
	}
	for i, h := range m.Helpers {
		if room[int32(i)] > h.Room {
			t.Errorf("helper %d has room for %d and is given %d", i, h.Room, room[int32(i)])
		}
		for s, n := range h.Slots {
			if slots[[2]int32{int32(i), int32(s)}] > n {
				t.Errorf("helper %d is given too much in slot %d", i, s)
			}
		}
	}
}

func TestABundleStaysWithOnePersonAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatching(t, true)
		p, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		keeps(t, m, p)
	})
}

// Why is asked of the plan; the answer is tried out by planning anew.
func TestWhyIsWhatPlanningAnewSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatching(t, false)
		p, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		task := rapid.IntRange(0, len(m.Tasks)-1).Draw(t, "task")
		before := append([]int(nil), p.Pair...)
		w, err := p.Why(task)
		if err != nil {
			t.Fatal(err)
		}
		if chosen := w.Pair; chosen != assign.Undone {
			if want := worth(m, func(i int) bool { return i != chosen }) - p.Cost; w.More != want {
				t.Errorf("without its pair the plan costs %d more, and why says %d", want, w.More)
			}
		}
		if !slices.Equal(before, p.Pair) {
			t.Errorf("asking why changed the plan from %v to %v", before, p.Pair)
		}
		again := rapid.IntRange(0, len(m.Tasks)-1).Draw(t, "again")
		if err := p.Drop(again); err != nil { // it goes on from where it stood
			t.Fatal(err)
		}
		without := *m
		without.Tasks = slices.Clone(m.Tasks)
		without.Tasks[again].Undone = 0
		if want := worth(&without, func(i int) bool { return int(m.Pairs[i].Task) != again }); p.Cost != want {
			t.Errorf("without task %d the plan costs %d, and there is one for %d", again, p.Cost, want)
		}
	})
}

func TestChangesKeepThePlanTheCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatching(t, false)
		p, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		task := assign.Task{Undone: rapid.Int64Range(0, 60).Draw(t, "undone")}
		could := drawPairs(t, m.Helpers, 0)
		if _, err := p.Add(task, could); err != nil {
			t.Fatal(err)
		}
		m.Tasks = append(m.Tasks, task)
		for _, pair := range could {
			pair.Task = int32(len(m.Tasks) - 1)
			m.Pairs = append(m.Pairs, pair)
		}
		if want := worth(m, all); p.Cost != want {
			t.Errorf("with a task more the plan costs %d, and there is one for %d", p.Cost, want)
		}
		gone := rapid.IntRange(0, len(m.Tasks)-1).Draw(t, "gone")
		if err := p.Drop(gone); err != nil {
			t.Fatal(err)
		}
		without := *m
		without.Tasks = append([]assign.Task(nil), m.Tasks...)
		without.Tasks[gone].Undone = 0
		if want := worth(&without, func(i int) bool { return int(m.Pairs[i].Task) != gone }); p.Cost != want {
			t.Errorf("without task %d the plan costs %d, and there is one for %d", gone, p.Cost, want)
		}
	})
}

func TestOneMoreHelper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatching(t, false)
		p, err := m.Plan()
		if err != nil {
			t.Fatal(err)
		}
		h := drawHelper(t)
		var could []assign.Pair
		for task := range m.Tasks {
			could = append(could, drawPairs(t, []assign.Helper{h}, task)...)
		}
		before := slices.Clone(p.Pair)
		help, err := p.WouldHelp(h, could)
		if err != nil {
			t.Fatal(err)
		}
		more := *m
		more.Helpers = append(append([]assign.Helper(nil), m.Helpers...), h)
		more.Pairs = append([]assign.Pair(nil), m.Pairs...)
		for _, pair := range could {
			pair.Helper = int32(len(m.Helpers))
			more.Pairs = append(more.Pairs, pair)
		}
		if want := worth(m, all) - worth(&more, all); help.Saved != want {
			t.Errorf("one more helper saves %d, and it says %d", want, help.Saved)
		}
		if p.Cost != worth(m, all) || !slices.Equal(before, p.Pair) {
			t.Errorf("asking changed the plan from %v to %v", before, p.Pair)
		}
		if err := p.Drop(0); err != nil { // it goes on from where it stood
			t.Fatal(err)
		}
		without := *m
		without.Tasks = slices.Clone(m.Tasks)
		without.Tasks[0].Undone = 0
		if want := worth(&without, func(i int) bool { return m.Pairs[i].Task != 0 }); p.Cost != want {
			t.Errorf("without a task the plan costs %d, and there is one for %d", p.Cost, want)
		}
	})
}

func TestLocks(t *testing.T) {
	m := &assign.Matching{
		Tasks:   []assign.Task{{Undone: 100}, {Undone: 50}},
		Helpers: []assign.Helper{{Room: 1}},
		Pairs:   []assign.Pair{{Task: 0, Helper: 0, Cost: 5}, {Task: 1, Helper: 0, Cost: 1}},
	}
	p, err := m.Plan()
	if err != nil || p.Pair[0] != 0 || p.Pair[1] != assign.Undone || p.Undone() != 1 {
		t.Fatal(p, err)
	}
	if err := p.Lock(1); err != nil || p.Pair[1] != 1 || p.Cost != 101 {
		t.Errorf("locked to the other task: %+v, %v", p.Pair, err)
	}
	if err := p.Lock(0); !errors.Is(err, assign.ErrInfeasible) || p.Pair[1] != 1 {
		t.Errorf("two tasks locked to one place: %+v, %v", p.Pair, err)
	}
	if err := p.Allow(1); err != nil || p.Pair[0] != 0 {
		t.Errorf("set free again: %+v, %v", p.Pair, err)
	}
	if err := p.Forbid(0); err != nil || p.Pair[0] != assign.Undone || p.Pair[1] != 1 {
		t.Errorf("forbidden: %+v, %v", p.Pair, err)
	}
	w, err := p.Why(0)
	if err != nil || w.Options != 0 || w.Next != assign.Undone {
		t.Errorf("nobody could do it, and why says %+v, %v", w, err)
	}
}

func TestAMatchingThatMakesNoSenseIsRefused(t *testing.T) {
	tasks, helpers := []assign.Task{{}}, []assign.Helper{{Room: 1}}
	for want, m := range map[string]*assign.Matching{
		"wear of helper 0 falls": {Tasks: tasks, Helpers: []assign.Helper{{Room: 2, Wear: []int64{3, 1}}}},
		"less room than none":    {Tasks: tasks, Helpers: []assign.Helper{{Room: -1}}},
		"task 1 and helper 0":    {Tasks: tasks, Helpers: helpers, Pairs: []assign.Pair{{Task: 1}}},
		"in slot 1":              {Tasks: tasks, Helpers: helpers, Pairs: []assign.Pair{{Slot: 1}}},
	} {
		if _, err := m.Plan(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: it says %v", want, err)
		}
	}
}
