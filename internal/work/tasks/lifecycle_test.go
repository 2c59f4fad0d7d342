package tasks_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/work/tasks"
)

func TestLifecycle(t *testing.T) {
	const no = tasks.State("")
	table := map[tasks.Action]map[tasks.State]tasks.State{
		//               open                          assigned                          accepted                          done
		tasks.Assign:  {tasks.Open: tasks.Assigned, tasks.Assigned: tasks.Assigned, tasks.Accepted: tasks.Assigned, tasks.Done: no},
		tasks.Claim:   {tasks.Open: tasks.Accepted, tasks.Assigned: tasks.Accepted, tasks.Accepted: tasks.Accepted, tasks.Done: no},
		tasks.Accept:  {tasks.Open: no, tasks.Assigned: tasks.Accepted, tasks.Accepted: no, tasks.Done: no},
		tasks.Decline: {tasks.Open: no, tasks.Assigned: tasks.Open, tasks.Accepted: tasks.Open, tasks.Done: no},
		tasks.Free:    {tasks.Open: no, tasks.Assigned: tasks.Open, tasks.Accepted: tasks.Open, tasks.Done: no},
		tasks.Record:  {tasks.Open: tasks.Done, tasks.Assigned: tasks.Done, tasks.Accepted: tasks.Done, tasks.Done: no},
		tasks.Reopen:  {tasks.Open: no, tasks.Assigned: no, tasks.Accepted: no, tasks.Done: tasks.Open},
		tasks.Move:    {tasks.Open: tasks.Open, tasks.Assigned: tasks.Open, tasks.Accepted: tasks.Open, tasks.Done: no},
		tasks.Change:  {tasks.Open: tasks.Open, tasks.Assigned: tasks.Assigned, tasks.Accepted: tasks.Accepted, tasks.Done: no},
	}
	for _, action := range tasks.Actions() {
		for _, from := range tasks.States() {
			want := table[action][from]
			got, err := tasks.Next(from, action)
			switch {
			case want == no && (err == nil || fault.KindOf(err) != fault.Conflict || from.Can(action)):
				t.Errorf("%s when %s leads to %s, %v; want conflict", action, from, got, err)
			case want != no && (err != nil || got != want || !from.Can(action)):
				t.Errorf("%s when %s leads to %s, %v; want %s", action, from, got, err, want)
			}
		}
	}
}

// From every state a task can be brought to its end, and back.
func TestNoStateIsADeadEnd(t *testing.T) {
	reach := func(from tasks.State) map[tasks.State]bool {
		seen := map[tasks.State]bool{from: true}
		for todo := []tasks.State{from}; len(todo) > 0; todo = todo[1:] {
			for _, action := range tasks.Actions() {
				if next, err := tasks.Next(todo[0], action); err == nil && !seen[next] {
					seen[next] = true
					todo = append(todo, next)
				}
			}
		}
		return seen
	}
	for _, from := range tasks.States() {
		for _, to := range tasks.States() {
			if !reach(from)[to] {
				t.Errorf("from %s there is no way to %s", from, to)
			}
		}
		if from.Label() == string(from) {
			t.Errorf("%s has no words", from)
		}
	}
}

func TestEveryKindCanEndWell(t *testing.T) {
	for _, kind := range []tasks.Kind{tasks.FirstContact, tasks.Do, tasks.Refer} {
		all := tasks.Endings(kind)
		if len(all) == 0 || all[0].Again > 0 || all[0].Asks {
			t.Errorf("%s: the likeliest outcome is %+v", kind, all)
		}
		for _, e := range all {
			if label := tasks.OutcomeLabel(kind, e.Code); label == "" || label == e.Code {
				t.Errorf("%s: the outcome %s has no words", kind, e.Code)
			}
			if e.Code == tasks.NoAnswer && e.Again <= 0 {
				t.Errorf("%s: no answer ends it", kind)
			}
		}
	}
}
