package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// everyStep has work stand at each step of each protocol, of somebody each time: begun and
// led there as people lead it, by what they record and by time that passes. Nothing else in
// the borough hangs on it, so it comes last.
func (m *maker) everyStep(ctx context.Context) error {
	if !m.size.EveryStep {
		return nil
	}
	w := &walker{maker: m, book: protocols.BookOf(m.b), d: m.dice(17), people: m.strangers()}
	working := blueprint.Part[steps.WorkingTime](m.b)
	w.facts = steps.Facts{Working: working.Working(), Parts: working.DayParts()}
	for _, id := range w.book.IDs() {
		p, _ := w.book.Find(id)
		paths, _ := p.Paths()
		if len(p.Starts.Lists) > 0 {
			for range onAList {
				paths = append(paths, paths[0])
			}
		}
		for _, path := range append(paths, tellings(p, paths)...) {
			if err := w.lead(ctx, p, path); err != nil {
				return fmt.Errorf("to %s of %s: %w", path.To, id, err)
			}
		}
	}
	return nil
}

// tellings are ways on which somebody says what a role is to know, so that its list of what
// was said has something on it.
func tellings(p *steps.Protocol, ways []steps.Path) (all []steps.Path) {
	for _, way := range ways {
		step, _ := p.Step(way.To)
		for _, o := range step.Outcomes {
			if o.TellRole != "" && o.End == "" && !way.Unsafe {
				further := steps.Path{To: way.To, Turns: append(slices.Clip(way.Turns), steps.Turn{Step: step.ID, Outcome: o.ID})}
				all = append(all, further)
			}
		}
	}
	return all
}

// onAList is how many more than one are still to be rung who are on a list.
const onAList = 6

// strangers are the first of households nobody has heard of: those behind the register and
// behind whoever registered since.
func (m *maker) strangers() func() household {
	behind, n, number := m.size.People+8*(m.size.Requests/20), 0, 0
	for h := range m.town.Households() {
		if n += len(h.Residents); n > behind {
			number = h.Number + 1
			break
		}
	}
	return func() household {
		h := m.town.Household(number)
		number++
		return household{h, h.Residents[0]}
	}
}

// walker leads runs to where they are to stand.
type walker struct {
	*maker
	book   protocols.Book
	facts  steps.Facts // of everybody who can be reached safely
	d      *rand.Rand
	people func() household
	number int
}

// lead begins a run for somebody and leads it along a path.
func (w *walker) lead(ctx context.Context, p *steps.Protocol, path steps.Path) error {
	who := w.people()
	o, err := w.origin(p, who)
	if err != nil {
		return err
	}
	at, ok := w.schedule(p, path, o)
	if !ok {
		return fault.New(fault.Internal, "demo.no-time", "There is no time at which this work could have begun.")
	}
	w.clock.Set(at.begun)
	run, err := w.begin(ctx, p, path, who, o)
	if err != nil {
		return err
	}
	for i, turn := range path.Turns {
		w.clock.Set(at.turns[i])
		if err := w.turn(ctx, run, turn); err != nil {
			return fmt.Errorf("%s at %s: %w", turn.Outcome, turn.Step, err)
		}
	}
	return w.give(ctx, run)
}

// begin opens the request and the need, and starts the run.
func (w *walker) begin(ctx context.Context, p *steps.Protocol, path steps.Path, who household, o origin) (run protocols.Run, err error) {
	w.number++
	n := needs.NewRequest{
		Channel: o.channel, OwnWords: o.words, Answers: o.answers, Blueprint: w.b.Version, RoutingRule: "sector", RoutingSource: "demo",
		Priority: o.decision.Priority, FirstContactHours: o.decision.FirstContactHours, Neighbourhood: who.Home.Neighbourhood,
		Key: fmt.Sprintf("demo step %d", w.number), BodyHash: "demo", Code: fmt.Sprintf("%06d", w.d.IntN(1_000_000)),
	}
	if o.work.Aside {
		n.Neighbourhood = ""
	}
	if o.channel == needs.Raised {
		n.Asker = needs.Asker{Name: "The response itself", Relation: "raised by its own work"}
	}
	err = w.DB.Write(w.as(ctx, w.hands.agent), func(tx *db.Tx) error {
		record, err := people.Add(tx, w.record(who, path.Unsafe), nil)
		if err != nil {
			return err
		}
		n.Record = record.ID
		request, err := needs.OpenRequest(tx, n)
		if err != nil {
			return err
		}
		if err := needs.NoteFirstContact(tx, request.ID); err != nil {
			return err
		}
		need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: o.decision.Need, Decision: o.decision})
		if err != nil {
			return err
		}
		run, _, err = w.book.Start(tx, protocols.Beginning{Protocol: p.ID(), Request: request, Need: need.ID, Work: o.work, Why: o.why})
		return err
	})
	return run, err
}

// record is somebody who may be rung, visited and written to; or, where the path is that of
// somebody who is not safe, may not.
func (w *walker) record(who household, unsafe bool) people.NewRecord {
	n := recordOf(who.Household, who.who, day.Of(w.now))
	n.Source = "contact centre"
	n.SafeContact = people.SafeContact{Asked: true, Channels: []string{"call", "letter", "visit"}, SayWho: true}
	if unsafe {
		n.SafeContact = people.SafeContact{
			Asked: true, Channels: []string{"email"}, ConfirmedAt: w.clock.Now(), ConfirmedBy: w.hands.coordinator.Account,
			Note: "He opens the post and answers the telephone. Speak to her at work.",
		}
	}
	return n
}

// turn takes one turn of a run, now.
func (w *walker) turn(ctx context.Context, run protocols.Run, turn steps.Turn) error {
	switch {
	case turn.Passes:
		return w.Protocols.ExpireRun(ctx, run.ID)
	case turn.Stop != "":
		_, err := w.Protocols.Stop(w.as(ctx, w.hands.coordinator), run.Record, turn.Stop, "A neighbour said so when we rang.")
		return err
	}
	t, err := w.standing(ctx, run)
	if err != nil {
		return err
	}
	return w.Tasks.RecordOutcome(w.as(ctx, w.decides(t)), tasks.Choice{ID: t.ID, Version: t.Version}, saying(t, turn.Outcome))
}

// standing is the open task of a run.
func (w *walker) standing(ctx context.Context, run protocols.Run) (tasks.Task, error) {
	all, err := tasks.OfRun(w.DB.Read(ctx), string(run.ID))
	for _, t := range all {
		if t.State.Open() {
			return t, err
		}
	}
	return tasks.Task{}, err
}

// decides is who says what came of a task: whoever is asked to decide, or the hub.
func (w *walker) decides(t tasks.Task) access.Principal {
	if t.Held.Queue.Role != "" || t.Neighbourhood == "" {
		return w.hands.director
	}
	return w.hands.coordinator
}

// give hands every second piece of work on to somebody who helps, so that their pages have
// something too.
func (w *walker) give(ctx context.Context, run protocols.Run) error {
	t, err := w.standing(ctx, run)
	if err != nil || !t.Kind.Helps() || t.Held.Queue.Role != "" || needs.Guarded(t.Labels) || t.Category == "medicines" || w.number%2 == 0 {
		return err
	}
	to, ok := w.hands.helperFor(w.d, t)
	if !ok || w.clock.Advance(3*time.Minute).After(w.now) {
		return nil
	}
	ctx = w.as(ctx, w.hands.coordinator)
	if err := w.Tasks.Assign(ctx, tasks.Choice{ID: t.ID, Version: t.Version}, to); err != nil || to.Kind == tasks.ToStaff || w.number%4 == 1 {
		return err
	}
	return w.Tasks.Accept(ctx, tasks.Choice{ID: t.ID, Version: t.Version + 1})
}

// saying is an outcome as somebody records it, with all it asks.
func saying(t tasks.Task, code string) tasks.Outcome {
	o := tasks.Outcome{Code: code, Answers: map[string]string{}}
	for _, e := range t.Endings() {
		if e.Code != code {
			continue
		}
		if e.Asks {
			o.Note = noteOf(code)
		}
		for _, a := range e.More {
			switch {
			case a.Tick:
				o.Answers[a.ID] = "yes"
			case len(a.Options) > 0:
				o.Answers[a.ID] = a.Options[0]
			default:
				o.Answers[a.ID] = "1421 of today"
			}
		}
	}
	return o
}

// noteOf is what somebody writes who says why.
func noteOf(code string) string {
	if words, ok := notes[code]; ok {
		return words
	}
	return "As they told us on the phone."
}

var notes = map[string]string{
	"could-not":   "The car would not start, and there was nobody else this afternoon.",
	"turned-down": "They take nobody new this week.",
	"worried":     "They were not themselves today, and the house was cold.",
	"not-ready":   "The chemist waits for a delivery. It should be there tomorrow.",
	"returned":    "Nobody came to the door, twice.",
	"not-yet":     "Her sister thinks she may be away until tonight.",
	"begin-again": "The daughter has a cough since this morning.",
	"left":        "They need a parcel this week.",
	"passed-on":   "Her glasses are broken, and she cannot read her letters.",
}
