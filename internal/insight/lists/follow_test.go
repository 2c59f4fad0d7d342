package lists

import (
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/assets"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

// How those on a list stand with us: who leads on them, who was reached, who wants none of it,
// who cannot be rung; and whom nobody is in touch with.
func TestHowAListStands(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		w.town(300)
		all := some(0, 10)
		all[7].dead = "01/04/2020"
		all[8].area = "E08000003"
		all[9].tel = ""
		w.known(all[0], func(n *people.NewRecord) { n.Details.LedBy = "Early help" })
		w.known(all[1], func(n *people.NewRecord) { n.Details.NoCalls = people.NoCalls{Reason: "They asked"} })
		reached := w.known(all[2])
		w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
			return contacts.Note(tx, contacts.Event{Record: reached, Direction: contacts.Out, Method: contacts.Phone, Role: contacts.Themselves, At: tx.Now().Add(-time.Hour), Outcome: contacts.Spoken})
		}))
		care := w.take("Client ID,Forename,Surname,DOB,Address,Phone,Postcode,Care Package\nc1," + all[3].given + "," + all[3].family + "," + all[3].born + "," + all[3].line + "," + all[3].tel + "," + all[3].post + ",Home care\n")
		if care.Profile != "adult-social-care" {
			t.Fatalf("clients are taken for %s", care.Profile)
		}
		v := w.take(nhsFile(all...))
		f, err := w.Follow(w.ctx, v.ID)
		w.must(err)
		want := map[Touch]int{Elsewhere: 2, Refused: 1, Reached: 1, Deceased: 1, Outside: 1, NoPhone: 1, Nobody: 3}
		for _, touch := range Touches() {
			if f.Of[touch] != want[touch] {
				t.Errorf("%s: %d, want %d", touch, f.Of[touch], want[touch])
			}
		}
		if f.Rate() != 42 { // three of seven
			t.Errorf("the rate is %d", f.Rate())
		}
	})
}

// How a list stands is kept as it was counted last, and counted anew by the clock; whoever was
// restricted since is not shown.
func TestHowAListStoodIsKept(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.take(nhsFile(some(0, 60)...))
		first, last, hid := w.row(v, 2).Record, w.row(v, 61).Record, w.row(v, 3).Record
		w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE people_record SET restricted = TRUE, labels = '["restricted"]' WHERE borough_id = ? AND id = ?`, tx.Borough(), hid)
			if err != nil {
				return err
			}
			return contacts.Note(tx, contacts.Event{Record: first, Direction: contacts.Out, Method: contacts.Phone, Role: contacts.Themselves, At: tx.Now(), Outcome: contacts.Spoken})
		}))
		stands := func(nobody, reached int) {
			t.Helper()
			got, err := w.Stands(w.ctx, v.ID)
			if err != nil || got.Of[Nobody] != nobody || got.Of[Reached] != reached {
				t.Errorf("it stands as %+v, %v", got, err)
			}
		}
		stands(60, 0)
		page, next, err := w.StandsAs(w.ctx, v.ID, Nobody, nil)
		if err != nil || len(page) != AtOnce-1 || next == nil {
			t.Fatalf("%d are shown, more %v, %v", len(page), next, err)
		}
		rest, next, err := w.StandsAs(w.ctx, v.ID, Nobody, next)
		if err != nil || len(rest) != 10 || rest[9].Row.Record != last || next != nil {
			t.Errorf("%d more are shown, more %v, %v", len(rest), next, err)
		}
		w.must(w.StandAll(w.ctx))
		stands(58, 1)
		if one, _, err := w.StandsAs(w.ctx, v.ID, Reached, nil); err != nil || len(one) != 1 || one[0].Row.Record != first {
			t.Errorf("reached are %v, %v", one, err)
		}
	})
}

// Who nobody is in touch with is handed to a team that the blueprint lets start, once.
func TestHandingOverInWigan(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.take(nhsFile(some(0, 4)...))
		if n, err := w.HandOver(w.ctx, v.ID, "healthy-lifestyles-officer"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%d handed to a team that may not start: %v", n, err)
		}
		teams, err := w.Teams(w.ctx, v.Asset)
		if err != nil || len(teams) != 3 || teams[0] != (Team{ID: "contact-centre-agent", Title: "Contact centre agent"}) {
			t.Errorf("teams are %v, %v", teams, err)
		}
		n, err := w.HandOver(w.ctx, v.ID, "contact-centre-agent")
		if err != nil || n != 4 {
			t.Fatalf("%d handed over, %v", n, err)
		}
		w.must(w.Hand(w.ctx))
		w.must(w.GoOn(w.ctx))
		if got := w.open("contact-centre-agent"); len(got) != 4 || got[0].Neighbourhood != "hapi" || got[0].Kind != tasks.Call {
			t.Errorf("open are %v", got)
		}
		if n, err = w.HandOver(w.ctx, v.ID, "contact-centre-agent"); err != nil || n != 0 {
			t.Errorf("handed over again: %d, %v", n, err)
		}
		if f, err := w.Follow(w.ctx, v.ID); err != nil || f.Of[Handed] != 4 {
			t.Errorf("they stand as %v, %v", f.Of, err)
		}
	})
}

// Whoever was not reached when the team's work for them is over is handed over again, though
// not before a month is over.
func TestHandingOverAgain(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.take(nhsFile(somebody(0)))
		over := func(want int) {
			t.Helper()
			if n, err := w.HandOver(w.ctx, v.ID, "contact-centre-agent"); err != nil || n != want {
				t.Errorf("%d handed over, want %d, %v", n, want, err)
			}
			w.must(w.Hand(w.ctx))
		}
		over(1)
		w.clock.Set(w.clock.Now().Add(40 * 24 * time.Hour))
		over(0) // the work goes on
		who := w.row(v, 2).Record
		if _, err := w.work.Stop(w.ctx, who, steps.AskedToStop, ""); err != nil {
			t.Fatal(err)
		}
		over(1)
		if got := w.open("contact-centre-agent"); len(got) != 1 {
			t.Errorf("open are %v", got)
		}
	})
}

// In Bury no community hub makes the first approach: it is the team's of health and care, who
// alone say what came of it.
func TestHandingOverInBury(t *testing.T) {
	in(t, "bury", func(t *testing.T, w *world) {
		all := some(0, 2)
		for i := range all {
			all[i].post, all[i].area = "BL9 0EJ", "E08000002"
		}
		v := w.take(nhsFile(all...))
		teams, err := w.Teams(w.ctx, v.Asset)
		if err != nil || len(teams) != 1 || !teams[0].Own || teams[0].ID != "int-lead" {
			t.Fatalf("teams are %v, %v", teams, err)
		}
		if _, err := w.HandOver(w.ctx, v.ID, "community-connector"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("handed to the community hub: %v", err)
		}
		if n, err := w.HandOver(w.ctx, v.ID, "int-lead"); err != nil || n != 2 {
			t.Fatalf("%d, %v", n, err)
		}
		w.must(w.Hand(w.ctx))
		open := w.open("int-lead")
		if len(open) != 2 || open[0].Neighbourhood != "bury-east" {
			t.Fatalf("open are %v", open)
		}
		team := access.Principal{Account: "int", Grants: []access.Grant{{Role: access.LinkWorker, Neighbourhood: "bury-east"}}}
		if open[0].Lets(hub, tasks.Record) || !open[0].Lets(team, tasks.Record) {
			t.Errorf("the hub may say what came of it: %v; the team may: %v", open[0].Lets(hub, tasks.Record), open[0].Lets(team, tasks.Record))
		}
		if mine, err := w.FirstContacts(w.as(team)); err != nil || len(mine) != 2 || mine[0].Who.Name() != all[0].given+" "+all[0].family {
			t.Errorf("the team is shown %v, %v", mine, err)
		}
		if _, err := w.FirstContacts(w.as(hub)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("the hub is shown them: %v", err)
		}
		far := access.Principal{Account: "far", Grants: []access.Grant{{Role: access.LinkWorker, Neighbourhood: "prestwich"}}}
		if mine, err := w.FirstContacts(w.as(far)); err != nil || len(mine) != 0 {
			t.Errorf("another neighbourhood's team is shown %v, %v", mine, err)
		}
		if _, err := w.FirstContact(w.as(far), open[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another neighbourhood's team opens one: %v", err)
		}
		page, err := board.New(w.db).Query(w.as(hub), board.Filter{View: board.All})
		if err != nil || len(page.Rows) != 0 {
			t.Errorf("the hub's board shows %v, %v", page.Rows, err)
		}
	})
}

// open are the open tasks in a queue.
func (w *world) open(queue string) (all []tasks.Task) {
	w.t.Helper()
	r := w.db.Read(w.ctx)
	rows, err := r.Query(`SELECT t.id FROM tasks_task t WHERE t.borough_id = ? AND t.queue = ? AND t.closed_at IS NULL ORDER BY t.id`, r.Borough(), queue)
	ids, err := db.Collect(rows, err, func(rows *db.Rows) (id tasks.ID, err error) { return id, rows.Scan(&id) })
	w.must(err)
	for _, id := range ids {
		task, err := tasks.In(r, id)
		w.must(err)
		all = append(all, task)
	}
	return all
}

const boxHead = "Company,ID,Name,Address,Postcode,DelDate,Outcome,Comment,Outcome_Description,LAHubName,LAName,LACode\n"

// A box that stood there unopened begins a welfare check; one that was handed over ends the
// food that bridged the time until it came.
func TestFoodBoxes(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		w.town(300)
		a, b := somebody(1), somebody(2)
		interim := w.known(a)
		request, run := w.interim(interim)
		v := w.take(boxHead +
			"Brakes,G1," + a.given + " " + a.family + ",\"" + a.line + ", Ince\"," + a.post + ",18/04/2020,1,,,,,E08000010\n" +
			"Brakes,G2," + b.given + " " + b.family + ",\"" + b.line + ", Ince\"," + b.post + ",18/04/2020,4,,,,,E08000010\n")
		if v.Profile != "box-outcomes" {
			t.Fatalf("taken for %s", v.Profile)
		}
		if w.row(v, 2).Record != interim { // a name and a postcode alone are for somebody to decide
			who := people.New(w.db, quiet{})
			w.must(who.SamePerson(w.ctx, people.PersonID(interim), people.PersonID(w.row(v, 2).Record)))
		}
		n, err := w.FollowBoxes(w.ctx, v.ID)
		if err != nil || n != 2 {
			t.Fatalf("%d followed, %v", n, err)
		}
		w.must(w.Hand(w.ctx))
		w.must(w.Hand(w.ctx))
		need, err := needs.NeedIn(w.db.Read(w.ctx), request)
		if err != nil || need.State != needs.NeedMet {
			t.Errorf("food for now is %s of run %s, %v", need.State, run, err)
		}
		var checks int
		r := w.db.Read(w.ctx)
		w.must(r.QueryRow(`SELECT COUNT(*) FROM protocols_run u WHERE u.borough_id = ? AND u.protocol = 'welfare-check' AND u.ended_at IS NULL`, r.Borough()).Scan(&checks))
		if checks != 1 {
			t.Errorf("%d checks are open", checks)
		}
		if n, err := w.FollowBoxes(w.ctx, v.ID); err != nil || n != 0 {
			t.Errorf("followed again: %d, %v", n, err)
		}
		// The check is over, and the next week's box stands there unopened too.
		unopened := w.row(v, 3).Record
		if _, err := w.work.Stop(w.ctx, unopened, steps.Moved, ""); err != nil {
			t.Fatal(err)
		}
		w.clock.Set(w.clock.Now().Add(7 * 24 * time.Hour))
		next := w.take(boxHead + "Brakes,G2," + b.given + " " + b.family + ",\"" + b.line + ", Ince\"," + b.post + ",25/04/2020,4,,,,,E08000010\n")
		if n, err := w.FollowBoxes(w.ctx, next.ID); err != nil || n != 1+1 { // and the first one's box still has come
			t.Errorf("%d followed in the second week, %v", n, err)
		}
		w.must(w.Hand(w.ctx))
		w.must(r.QueryRow(`SELECT COUNT(*) FROM protocols_run u WHERE u.borough_id = ? AND u.protocol = 'welfare-check' AND u.ended_at IS NULL`, r.Borough()).Scan(&checks))
		if checks != 1 {
			t.Errorf("%d checks are open in the second week", checks)
		}
	})
}

// The food ends wherever its protocol stands: also where somebody is about to ask if the box
// has come, and where a safe way is looked for. Nobody is said to have been spoken to.
func TestTheBoxEndsTheFoodAtEveryStep(t *testing.T) {
	book := protocols.BookOf(stepstest.Blueprint(t, "wigan", assets.Section(), RulesSection()))
	protocol, _ := book.Find("food-interim")
	for _, step := range protocol.Steps {
		if code, ok := endingOf(book, openRun{protocol: "food-interim", step: step.ID}); !ok {
			t.Errorf("at the step %s nothing ends it: %q", step.ID, code)
		}
	}
	in(t, "wigan", func(t *testing.T, w *world) {
		a := somebody(1)
		who := w.known(a)
		need, run := w.interim(who)
		w.record(run, "done") // the food is brought, and in five days somebody asks
		if runs, err := openRuns(w.db.Read(w.ctx), people.PersonID(who)); err != nil || len(runs) != 1 || runs[0].step != "box" {
			t.Fatalf("it stands at %v, %v", runs, err)
		}
		v := w.take(boxHead + "Brakes,G1," + a.given + " " + a.family + ",\"" + a.line + ", Ince\"," + a.post + ",18/04/2020,1,,,,,E08000010\n")
		if w.row(v, 2).Record != who {
			w.must(people.New(w.db, quiet{}).SamePerson(w.ctx, people.PersonID(who), people.PersonID(w.row(v, 2).Record)))
		}
		if n, err := w.FollowBoxes(w.ctx, v.ID); err != nil || n != 1 {
			t.Fatalf("%d followed, %v", n, err)
		}
		w.must(w.Hand(w.ctx))
		got, err := needs.NeedIn(w.db.Read(w.ctx), need)
		if err != nil || got.State != needs.NeedMet {
			t.Errorf("the food is %s, %v", got.State, err)
		}
		r := w.db.Read(w.ctx)
		var spoken, open int
		w.must(r.QueryRow(`SELECT COUNT(*) FROM contacts_event e WHERE e.borough_id = ? AND e.outcome = ? AND e.method = ?`, r.Borough(), contacts.Spoken, contacts.Phone).Scan(&spoken))
		w.must(r.QueryRow(`SELECT COUNT(*) FROM tasks_task t WHERE t.borough_id = ? AND t.closed_at IS NULL`, r.Borough()).Scan(&open))
		if spoken != 0 || open != 0 {
			t.Errorf("%d calls are said to have been had, %d tasks are open", spoken, open)
		}
	})
}

// record records the outcome of the open task of a run.
func (w *world) record(run protocols.RunID, code string) {
	w.t.Helper()
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
		t, _, err := openTask(tx, run)
		if err != nil {
			return err
		}
		return w.work.RecordIn(tx, t, tasks.Outcome{Code: code})
	}))
}

// interim asks for food until the national box comes.
func (w *world) interim(who people.RecordID) (need needs.NeedID, run protocols.RunID) {
	w.t.Helper()
	book := protocols.BookOf(w.now)
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
		d := needs.Result{Need: "food", Route: "shielded", Until: "shielded", Priority: needs.Routine, FirstContactHours: 4, DueHours: 24}
		q, err := needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: who, Asker: needs.Asker{Name: "Amina"}, Blueprint: w.now.Version, Neighbourhood: "hapi",
			RoutingRule: string(places.RuleWard), Priority: needs.Routine, FirstContactHours: 4, Key: "k", BodyHash: "k", Code: "123456",
		})
		if err != nil {
			return err
		}
		n, err := needs.OpenNeed(tx, needs.NewNeed{Request: q, Category: "food", Decision: d})
		if err != nil {
			return err
		}
		r, _, err := book.Start(tx, protocols.Beginning{Protocol: "food-interim", Request: q, Need: n.ID, Work: protocols.Work{Category: "food", Title: "Food", Priority: needs.Routine, WhoMay: []needs.Doer{needs.Staff}, DueAt: n.DueAt}})
		need, run = n.ID, r.ID
		return err
	}))
	return need, run
}
