package tasks_test

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// whys are why tasks were left alone.
func whys(many tasks.Many) map[tasks.ID]string {
	all := map[tasks.ID]string{}
	for _, r := range many.Refused {
		all[r.Task] = r.Why
	}
	return all
}

func TestHandingManyOver(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		stays, straight := h.open("hapi", wanted{help: true}), h.open("hapi", wanted{help: true}, wanted{straight: true})
		old := h.seen(stays.tasks[1].ID)
		must(t, h.Assign(h.ctx, old, theBank))
		central := h.as(point)
		many, err := central.HandOverAll(central.ctx, []tasks.Choice{
			h.seen(o.tasks[0].ID), h.seen(o.tasks[1].ID), h.seen(stays.tasks[0].ID), old, h.seen(straight.tasks[2].ID),
		}, "leigh", "the flood is there")
		must(t, err)
		why := whys(many)
		if many.Done != 2 || len(why) != 3 {
			t.Fatalf("it says %+v", many)
		}
		for id, want := range map[tasks.ID]string{
			stays.tasks[0].ID:    "A request goes whole, and another ticked task of it could not go.",
			old.ID:               "Somebody else has changed this task since you opened it: it is asked, with " + theBank.Name + ". Look at it again, then decide.",
			straight.tasks[2].ID: "This went straight to a service, and goes to no hub. Untick it to hand over the rest.",
		} {
			if why[id] != want {
				t.Errorf("%s: %q, want %q", id, why[id], want)
			}
		}
		if all := h.now(o.tasks[2].ID); all.Neighbourhood != "leigh" {
			t.Errorf("what was not ticked is with %q", all.Neighbourhood)
		}
		if got := h.now(stays.tasks[0].ID); got.Neighbourhood != "hapi" {
			t.Errorf("what could not go is with %q", got.Neighbourhood)
		}
		_, err = h.HandOverAll(h.ctx, []tasks.Choice{h.seen(stays.tasks[0].ID)}, "leigh", " ")
		wantKind(t, "no reason", err, fault.Invalid)
		many, err = h.HandOverAll(h.ctx, []tasks.Choice{h.seen(o.tasks[0].ID)}, "hapi", "give it back")
		if err != nil || many.Done != 0 || many.Refused[0].Title != "" {
			t.Errorf("what is another hub's: %+v, %v", many, err)
		}
	})
}

func TestChangingMany(t *testing.T) {
	each(t, func(t *testing.T, h *hub, o opened) {
		due := day.Of(time.Now()).AddDays(4)
		promised := h.need(o, 0).DueAt
		all := []tasks.Choice{h.seen(o.tasks[0].ID), h.seen(o.tasks[1].ID), h.seen(o.tasks[2].ID)}
		many, err := h.ChangeAll(h.ctx, all, tasks.Alteration{Due: due, Priority: needs.Urgent, Reason: "snow is coming"})
		if err != nil || many.Done != 3 || len(many.Refused) > 0 {
			t.Fatalf("it says %+v, %v", many, err)
		}
		for _, c := range all {
			if got := h.now(c.ID); got.Priority != needs.Urgent || !got.DueAt.Equal(due.At(17, 0)) {
				t.Errorf("task %s is %s, due %s", c.ID, got.Priority, got.DueAt)
			}
		}
		if n := h.need(o, 0); n.Priority != needs.Urgent || !n.DueAt.Equal(promised) {
			t.Errorf("the need is %s, promised for %s, then %s", n.Priority, n.DueAt, promised)
		}
		told, err := h.Since(h.ctx, all[1].ID, all[1].Version)
		if err != nil || len(told) != 2 || told[0].Reason != "snow is coming" {
			t.Errorf("told of it: %+v, %v", told, err)
		}
		many, err = h.ChangeAll(h.ctx, append(all[:1:1], h.seen(o.tasks[1].ID)), tasks.Alteration{Priority: needs.Urgent, Reason: "again"})
		if why := whys(many); err != nil || many.Done != 0 || why[o.tasks[1].ID] != "It is so already." || why[all[0].ID] == "" {
			t.Errorf("changed twice: %+v, %v", many, err)
		}
		for name, a := range map[string]tasks.Alteration{
			"nothing": {Reason: "why"}, "yesterday": {Due: day.Of(time.Now()).AddDays(-1), Reason: "why"},
			"no such priority": {Priority: "most", Reason: "why"}, "no reason": {Priority: needs.Soon},
		} {
			_, err := h.ChangeAll(h.ctx, all, a)
			wantKind(t, name, err, fault.Invalid)
		}
		must(t, h.StartOn(h.ctx, h.the(o, 0), due.AddDays(9)))
		many, err = h.ChangeAll(h.ctx, []tasks.Choice{h.seen(o.tasks[1].ID)}, tasks.Alteration{Due: due, Reason: "why"})
		if err != nil || many.Done != 0 {
			t.Errorf("due before it begins: %+v, %v", many, err)
		}
	})
}

// What few may know of is not told by being refused either.
func TestManyLeaveWhatIsGuardedAlone(t *testing.T) {
	each(t, func(t *testing.T, h *hub, _ opened) {
		secret := h.open("hapi", wanted{help: true, labels: []needs.Label{needs.Restricted}})
		c := h.seen(secret.tasks[1].ID)
		for name, do := range map[string]func() (tasks.Many, error){
			"hand over": func() (tasks.Many, error) { return h.HandOverAll(h.ctx, []tasks.Choice{c}, "leigh", "why") },
			"change": func() (tasks.Many, error) {
				return h.ChangeAll(h.ctx, []tasks.Choice{c}, tasks.Alteration{Priority: needs.Emergency, Reason: "why"})
			},
		} {
			many, err := do()
			if err != nil || many.Done != 0 || len(many.Refused) != 1 || many.Refused[0].Title != needs.Unnamed {
				t.Errorf("%s: %+v, %v", name, many, err)
			}
		}
	})
}
