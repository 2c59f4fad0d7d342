package tasks

import (
	"kith/internal/kernel/fault"
)

// State is where a task stands.
type State string

// The states of a task.
const (
	Open     State = "open"     // nobody has it
	Assigned State = "assigned" // somebody has been asked
	Accepted State = "accepted" // somebody has said yes
	Done     State = "done"     // ended with an outcome, good or bad
)

// States lists every state.
func States() []State { return []State{Open, Assigned, Accepted, Done} }

// Open reports whether the work is still to be done.
func (s State) Open() bool { return s != Done }

// Label is the state in words.
func (s State) Label() string {
	switch s {
	case Open:
		return "Unassigned"
	case Assigned:
		return "Asked"
	case Accepted:
		return "Accepted"
	case Done:
		return "Done"
	}
	return string(s)
}

// Action is something somebody does to a task.
type Action string

// The actions.
const (
	Assign  Action = "assign"  // ask somebody
	Claim   Action = "claim"   // take it oneself
	Accept  Action = "accept"  // the one asked says yes
	Decline Action = "decline" // the one asked cannot
	Free    Action = "free"    // take it back from whoever has it
	Record  Action = "record"  // say how it went
	Reopen  Action = "reopen"  // it was not done after all
	Move    Action = "move"    // give it to another hub
	Change  Action = "change"  // say anew when it is due or how pressing it is
)

// Actions lists every action.
func Actions() []Action {
	return []Action{Assign, Claim, Accept, Decline, Free, Record, Reopen, Move, Change}
}

// lifecycle is what each action does in each state; what is not here cannot be done. An
// open task may be recorded without anybody having been asked first: a coordinator who
// does it on the spot only has to say so.
var lifecycle = map[State]map[Action]State{
	Open:     {Assign: Assigned, Claim: Accepted, Record: Done, Move: Open, Change: Open},
	Assigned: {Assign: Assigned, Claim: Accepted, Accept: Accepted, Decline: Open, Free: Open, Record: Done, Move: Open, Change: Assigned},
	Accepted: {Assign: Assigned, Claim: Accepted, Decline: Open, Free: Open, Record: Done, Move: Open, Change: Accepted},
	Done:     {Reopen: Open},
}

// Next is the state an action leads to, or [fault.Conflict] when it cannot be done now.
func Next(from State, action Action) (State, error) {
	if to, ok := lifecycle[from][action]; ok {
		return to, nil
	}
	return from, fault.New(fault.Conflict, "tasks.not-now",
		"This cannot be done now: the task is "+lower(from.Label())+". Reload the page to see where it stands.")
}

// Can reports whether an action can be done in this state.
func (s State) Can(action Action) bool {
	_, ok := lifecycle[s][action]
	return ok
}
