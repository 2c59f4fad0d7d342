package matching_test

import (
	"context"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/assignment"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// barred are ways in which a volunteer may not do a task.
var barred = map[string]struct {
	who  func(*volunteers.NewVolunteer)
	but  []string // checks they lack
	work func(*boardtest.Work)
	then func(*world, volunteers.Volunteer, tasks.Task)
	code string
}{
	"a check is lacking":    {who: offers("medicines"), but: []string{"identity"}, work: medicines, code: "volunteers.lacks"},
	"no longer a volunteer": {then: func(w *world, v volunteers.Volunteer, _ tasks.Task) { w.leave(v) }, code: "volunteers.standing"},
	"it was not offered":    {who: offers("pets"), code: "volunteers.not-offered"},
	"no activity covers it": {work: func(b *boardtest.Work) { b.Task.Category, b.Task.Title = "no-such-thing", "Do something" }, code: "volunteers.no-activity"},
	"the same address": {who: func(n *volunteers.NewVolunteer) {
		n.Home.Address = places.Address{Line1: "4, Mill Ln", Postcode: "WN2 3EB"}
	}, code: "volunteers.own-household"},
	"the same phone":                      {who: func(n *volunteers.NewVolunteer) { n.Phone = "+441632960123" }, code: "volunteers.own-household"},
	"the same property":                   {who: func(n *volunteers.NewVolunteer) { n.Home.UPRN = "100012345678" }, work: func(b *boardtest.Work) { b.Address.UPRN = "100012345678" }, code: "volunteers.own-household"},
	"kept from the person":                {then: (*world).keep, code: "volunteers.excluded"},
	"kept from them by another record":    {then: (*world).keepByAnother, code: "volunteers.excluded"},
	"own health":                          {who: func(n *volunteers.NewVolunteer) { n.Own.Shields = true }, code: "volunteers.lacks"},
	"a check that has run out by the day": {then: (*world).runOut, code: "volunteers.lacks"},
}

func offers(activities ...string) func(*volunteers.NewVolunteer) {
	return func(n *volunteers.NewVolunteer) { n.Activities = activities }
}

func medicines(b *boardtest.Work) {
	b.Task.Category, b.Task.Title = "medicines", "Fetch a prescription"
}

func (w *world) keep(v volunteers.Volunteer, t tasks.Task) {
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error { return volunteers.KeepAway(tx, v, people.RecordID(t.Record), "They asked.") }))
}

// keepByAnother keeps a volunteer from somebody who was then found to be whom the task is for.
func (w *world) keepByAnother(v volunteers.Volunteer, t tasks.Task) {
	var other people.Record
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) (err error) {
		if other, err = people.Add(tx, people.NewRecord{Source: "test", Neighbourhood: "hapi"}, nil); err != nil {
			return err
		}
		return volunteers.KeepAway(tx, v, other.ID, "They asked.")
	}))
	everywhere := access.Principal{Account: "boss", Grants: []access.Grant{{Role: access.Coordinator}}}
	w.must(people.New(w.DB, w.reads).SamePerson(w.As(everywhere), people.PersonID(t.Record), people.PersonID(other.ID)))
}

// runOut has every check of a volunteer run out.
func (w *world) runOut(v volunteers.Volunteer, _ tasks.Task) {
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE volunteers_check SET expires_on = ? WHERE borough_id = ? AND volunteer_id = ?`,
			day.Of(tx.Now()).AddDays(-1), tx.Borough(), v.ID)
		return err
	}))
}

// ways are all ways by which somebody comes to have work.
var ways = map[string]func(*world, context.Context, tasks.Task, tasks.Assignee) error{
	"assigned": func(w *world, ctx context.Context, t tasks.Task, to tasks.Assignee) error {
		return w.Tasks.Assign(ctx, tasks.Choice{ID: t.ID, Version: t.Version}, to)
	},
	"assigned with others": func(w *world, ctx context.Context, t tasks.Task, to tasks.Assignee) error {
		many, err := w.Tasks.AssignAll(ctx, []tasks.Choice{{ID: t.ID, Version: t.Version}}, to)
		if err == nil && len(many.Refused) > 0 {
			err = fault.New(fault.Conflict, "volunteers.", many.Refused[0].Why)
		}
		return err
	},
	"accepted from an offer": func(w *world, _ context.Context, t tasks.Task, to tasks.Assignee) error {
		return w.DB.Write(w.Ctx, func(tx *db.Tx) error {
			_, err := w.Tasks.AcceptedBy(tx, t.ID, to)
			return err
		})
	},
}

func TestNobodyGivesAVolunteerWhatTheyMayNotDo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for name, c := range barred {
			for by, give := range ways {
				v := w.volunteer("Jean", func(n *volunteers.NewVolunteer) {
					n.Phone, n.Email = "", name+"@example.org"
					if c.who != nil {
						c.who(n)
					}
				})
				if c.but != nil {
					w.without(v, c.but...)
				}
				task := w.parcel("Amina", c.work)
				if c.then != nil {
					c.then(w, v, task)
				}
				err := give(w, w.As(hub), task, helper1(v))
				if fault.KindOf(err) != fault.Conflict || by != "assigned with others" && fault.CodeOf(err) != c.code {
					t.Errorf("%s, %s: %v, want %s", name, by, err, c.code)
				}
				if now := w.Task(task.ID); now.State != tasks.Open || !now.Assignee.IsZero() {
					t.Errorf("%s, %s: the task is %s with %+v", name, by, now.State, now.Assignee)
				}
			}
		}
	})
}

// without takes checks away again.
func (w *world) without(v volunteers.Volunteer, checks ...string) {
	w.t.Helper()
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		for _, c := range checks {
			if _, err := tx.Exec(`DELETE FROM volunteers_check WHERE borough_id = ? AND volunteer_id = ? AND check_id = ?`, tx.Borough(), v.ID, c); err != nil {
				return err
			}
		}
		return nil
	}))
}

func helper1(v volunteers.Volunteer) tasks.Assignee {
	return tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(v.ID), Name: v.Name()}
}

// What was asked while all was well is not accepted once it is not.
func TestAcceptingLooksAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v := w.volunteer("Jean", nil)
		task := w.parcel("Amina", nil)
		w.must(w.Tasks.Assign(w.As(hub), tasks.Choice{ID: task.ID, Version: task.Version}, helper1(v)))
		w.runOut(v, task)
		for name, who := range map[string]context.Context{"the volunteer": w.As(as(v)), "the hub": w.As(hub)} {
			if err := w.Tasks.Accept(who, tasks.Choice{ID: task.ID, Version: w.Task(task.ID).Version}); fault.CodeOf(err) != "volunteers.lacks" {
				t.Errorf("%s notes a yes: %v", name, err)
			}
		}
	})
}

// Nothing keeps a volunteer from what is right, and staff from anything.
func TestWhatIsRightGoesThrough(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v := w.volunteer("Jean", nil)
		for by, give := range ways {
			task := w.parcel("Amina", nil)
			if err := give(w, w.As(hub), task, helper1(v)); err != nil {
				t.Errorf("%s: %v", by, err)
			}
		}
		task := w.parcel("Amina", func(b *boardtest.Work) { b.Task.Category = "no-such-thing"; b.Task.WhoMay = []needs.Doer{needs.Staff} })
		if err := w.Tasks.Claim(w.As(hub), tasks.Choice{ID: task.ID, Version: task.Version}); err != nil {
			t.Error(err)
		}
	})
}

// The planner and the store know the same rules: whatever a plan gives can be given.
func TestWhateverAPlanGivesCanBeGiven(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.directory()
		for name, c := range barred {
			v := w.volunteer("V", func(n *volunteers.NewVolunteer) {
				n.Phone, n.Email = "", name+"@example.org"
				if c.who != nil {
					c.who(n)
				}
			})
			if c.but != nil {
				w.without(v, c.but...)
			}
			task := w.parcel(name, c.work)
			if c.then != nil {
				c.then(w, v, task)
			}
		}
		w.volunteer("Good", nil)
		group := volunteers.Group{People: 150, PerWeek: 60, Active: true, VouchedOn: day.Of(w.Clock.Now())}
		lacks := w.group("Lacks", group)
		group.Vouches = []string{"identity"}
		answers := w.group("Answers", group)
		p, err := w.MakePlan(w.As(hub), "hapi")
		w.must(err)
		if len(p.Given) == 0 || len(p.Left) == 0 {
			t.Fatalf("%d given, %d left", len(p.Given), len(p.Left))
		}
		given := map[string]int{}
		for _, l := range p.Given {
			task := w.Task(l.Task)
			to := tasks.Assignee{Kind: tasks.ToVolunteer, ID: l.Helper, Name: l.Name}
			if l.Kind == assignment.AGroup {
				to.Kind = tasks.ToOrganisation
			}
			given[l.Helper]++
			if err := w.Tasks.Assign(w.As(hub), tasks.Choice{ID: l.Task, Version: task.Version}, to); err != nil {
				t.Errorf("%s to %s: %v", l.Title, l.Name, err)
			}
		}
		if given[lacks.ID] > 0 || given[answers.ID] == 0 {
			t.Errorf("the group that answers for nothing is given %d, and the one that does %d", given[lacks.ID], given[answers.ID])
		}
	})
}

// What only staff may do for now is neither planned, nor offered, nor given.
func TestWhatOnlyStaffMayDoGoesToNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		open := map[needs.NeedID]bool{}
		w.BarredBy(func(db.Reader) (func(string, needs.NeedID) string, error) {
			return func(category string, need needs.NeedID) string {
				if category != "medicines" || open[need] {
					return ""
				}
				return "Only staff may carry it until the pharmacy has said what it is."
			}, nil
		})
		v := w.volunteer("Jean", offers("medicines"))
		task := w.parcel("Amina", medicines)
		group := w.group("Neighbours", volunteers.Group{People: 150, PerWeek: 60, Active: true, VouchedOn: day.Of(w.Clock.Now()), Vouches: []string{"identity"}})
		p, err := w.MakePlan(w.As(hub), "hapi")
		w.must(err)
		if len(p.Given) != 0 || len(p.Left) != 1 || !strings.Contains(p.Left[0].Because[0], "Only staff may carry it") {
			t.Errorf("the plan gives %+v and leaves %+v", p.Given, p.Left)
		}
		if many := w.ask(task); many.Done != 0 || len(many.Refused) != 1 {
			t.Errorf("asked all the same: %+v", many)
		}
		for by, give := range ways {
			for _, to := range []tasks.Assignee{helper1(v), group} {
				if err := give(w, w.As(hub), task, to); fault.KindOf(err) != fault.Conflict {
					t.Errorf("%s to %s: %v", by, to.Name, err)
				}
			}
		}
		open[task.Need] = true
		if many := w.ask(task); many.Done != 1 || len(w.offered(v)) != 1 {
			t.Errorf("once it may be: %+v", many)
		}
	})
}

func (w *world) group(name string, g volunteers.Group) tasks.Assignee {
	w.t.Helper()
	o := w.Organisation(organisations.NewOrganisation{Name: name, Kind: organisations.MutualAid, Neighbourhood: "hapi"})
	if g.People > 0 {
		g.Organisation = o.ID
		w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error { return volunteers.PutGroup(tx, g) }))
	}
	return tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(o.ID), Name: o.Name}
}

// A group that was asked while it answered for its people, and no longer does, cannot say yes.
func TestNobodyGivesAGroupWhatItDoesNotAnswerFor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		group := volunteers.Group{People: 150, PerWeek: 60, Active: true, VouchedOn: day.Of(w.Clock.Now())}
		for name, c := range map[string]struct {
			vouches []string
			more    func(*volunteers.Group)
			may     bool
		}{
			"it answers for nothing":      {},
			"it takes none as a group":    {more: func(g *volunteers.Group) { g.Active = false }},
			"it answers for another":      {vouches: []string{"references"}},
			"it answers for what it must": {vouches: []string{"identity"}, may: true},
		} {
			for by, give := range ways {
				g := group
				if g.Vouches = c.vouches; c.more != nil {
					c.more(&g)
				}
				to, task := w.group(name+by, g), w.parcel("Amina", nil)
				err := give(w, w.As(hub), task, to)
				if now := w.Task(task.ID); c.may != (err == nil) || !c.may && (fault.KindOf(err) != fault.Conflict || now.State != tasks.Open || !now.Assignee.IsZero()) {
					t.Errorf("%s, %s: %v, the task is %s", name, by, err, now.State)
				}
			}
		}
		to, task := w.group("Of its own", volunteers.Group{}), w.parcel("Amina", nil)
		w.must(ways["assigned"](w, w.As(hub), task, to)) // a pantry answers for its own people

		old := group
		old.Vouches, old.VouchedOn = []string{"identity", "dbs-enhanced", "references"}, day.Of(w.Clock.Now()).AddDays(-4*366)
		visit := w.parcel("Amina", func(b *boardtest.Work) { b.Task.Category, b.Task.Title = "befriending", "Keep company" })
		if err := ways["assigned"](w, w.As(hub), visit, w.group("Long ago", old)); fault.CodeOf(err) != "volunteers.group-lacks" || !strings.Contains(fault.MessageOf(err), "Enhanced DBS check") {
			t.Errorf("what it said four years ago counts: %v", err)
		}

		asked, later := w.group("Asked", volunteers.Group{People: 9, PerWeek: 9, Active: true, Vouches: []string{"identity"}}), w.parcel("Amina", nil)
		w.must(ways["assigned"](w, w.As(hub), later, asked))
		w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
			return volunteers.PutGroup(tx, volunteers.Group{Organisation: organisations.ID(asked.ID), People: 9, PerWeek: 9, Active: true, Version: 1})
		}))
		if err := w.Tasks.Accept(w.As(hub), tasks.Choice{ID: later.ID, Version: w.Task(later.ID).Version}); fault.CodeOf(err) != "volunteers.group-lacks" {
			t.Errorf("it says yes all the same: %v", err)
		}
	})
}

// Somebody who has a task for a person is asked for what else that person needs, though
// somebody else lives nearer.
func TestWhatElseAPersonNeedsGoesToWhoeverHelpsThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.directory()
		farther := w.volunteer("Farther", nil)
		nearer := w.nearer()
		held := w.parcel("Amina", nil)
		w.must(w.Tasks.Assign(w.As(hub), tasks.Choice{ID: held.ID, Version: held.Version}, helper1(farther)))
		stranger := w.parcel("Bela", nil)
		dog := w.dogOf(held)
		if given := w.planned(); given[dog.ID] != string(farther.ID) || given[stranger.ID] != string(nearer.ID) {
			t.Errorf("the dog is walked by %s, the stranger helped by %s", given[dog.ID], given[stranger.ID])
		}
	})
}

// Whoever was only asked is asked for what else the person needs as well, until they say no.
func TestWhatElseAPersonNeedsGoesToWhoeverWasAsked(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.directory()
		farther := w.volunteer("Farther", nil)
		asked := w.parcel("Amina", nil)
		w.ask(asked)
		nearer, stranger, dog := w.nearer(), w.parcel("Bela", nil), w.dogOf(asked)
		if given := w.planned(); given[dog.ID] != string(farther.ID) || given[stranger.ID] != string(nearer.ID) {
			t.Errorf("the dog is walked by %s, the stranger helped by %s: %v", given[dog.ID], given[stranger.ID], given)
		}
		w.must(w.Decline(w.As(as(farther)), w.offered(farther)[0].ID, ""))
		if given := w.planned(); given[dog.ID] != string(nearer.ID) {
			t.Errorf("after a no the dog is walked by %s", given[dog.ID])
		}
	})
}

// nearer is a volunteer who lives nearer than the others.
func (w *world) nearer() volunteers.Volunteer {
	return w.volunteer("Nearer", func(n *volunteers.NewVolunteer) {
		n.Phone, n.Email, n.Home.Easting, n.Home.Northing = "", "nearer@example.org", 361200, 403100
	})
}

// dogOf is something else that the person of a task needs.
func (w *world) dogOf(t tasks.Task) (dog tasks.Task) {
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) (err error) {
		dog, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.Do, Need: t.Need, Request: t.Request, Record: t.Record, Category: "pets", Title: "Walk the dog", Area: t.Area,
			Neighbourhood: "hapi", Priority: t.Priority, DueAt: t.DueAt, WhoMay: t.WhoMay,
		})
		return err
	}))
	return dog
}

// planned is who is to do what.
func (w *world) planned() map[tasks.ID]string {
	p, err := w.MakePlan(w.As(hub), "hapi")
	w.must(err)
	given := map[tasks.ID]string{}
	for _, l := range p.Given {
		given[l.Task] = l.Helper
	}
	return given
}

// What triage warned staff of is not a volunteer's to read.
func TestAVolunteerIsNotShownWhatStaffAreWarnedOf(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jean := w.volunteer("Jean", nil)
		task := w.parcel("Amina", func(of *boardtest.Work) {
			of.Task.Instruction = "Book an interpreter before you ring. Never handle cash. Leave it where they ask."
			of.Decision.Flags = []string{"Book an interpreter before you ring.", "Never handle cash."}
			of.Decision.StaffFlags = of.Decision.Flags[:1]
		})
		w.ask(task)
		_, err := w.Accept(w.As(as(jean)), w.offered(jean)[0].ID)
		w.must(err)
		card, err := w.CardOf(w.As(as(jean)), task.ID)
		w.must(err)
		if card.Instruction != "Never handle cash. Leave it where they ask." {
			t.Errorf("she is shown %q", card.Instruction)
		}
		if task = w.Task(task.ID); task.Instruction != "Book an interpreter before you ring. Never handle cash. Leave it where they ask." {
			t.Errorf("staff are shown %q", task.Instruction)
		}
	})
}
