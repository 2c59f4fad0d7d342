package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	inHapi  = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	wide    = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Manager}}}
)

// world is a borough whose hubs have packs.
type world struct {
	*boardtest.Hub
	*Service
	t *testing.T
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	b := boardtest.Blueprint{Blueprint: stepstest.Blueprint(t, "wigan")}
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		who := people.New(h.DB, &boardtest.Looks{})
		s := New(Deps{
			DB: h.DB, Blueprints: b, Board: board.New(h.DB), Protocols: protocols.New(h.DB, b), People: who,
			Contacts: contacts.New(h.DB, b, who), Tasks: h.Tasks,
		}, journal.New(h.DB, []byte("a key of the tests, 32 bytes long"), nil).Reads())
		test(t, &world{h, s, t})
	}, protocols.Static().Migrations, Static().Migrations)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) at(text string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2 Jan 2006 15:04", text, day.London)
	w.must(err)
	w.Clock.Set(at)
}

// somebody has work of HAPI, a number and an address.
func (w *world) somebody(given, number string, more func(*boardtest.Work)) tasks.Task {
	w.t.Helper()
	n, err := phone.Parse(number)
	w.must(err)
	work := boardtest.Work{
		Given: given, Family: "Khan", Hub: "hapi", Phone: n, Address: places.Address{Line1: "4 " + given + " Lane", Town: "Hindley", Postcode: "WN2 3EB"},
		Task: tasks.NewTask{Kind: tasks.Call, Category: "food", Title: "Ring about food"},
	}
	if more != nil {
		more(&work)
	}
	return w.Add(work)
}

// text is everything that stands on the pack of a hub.
func (w *world) text(hub string) string {
	w.t.Helper()
	t, err := w.gather(w.Ctx, hub)
	w.must(err)
	s, _ := t.sheets(hub, nil)
	var b strings.Builder
	for _, p := range s.Parts {
		fmt.Fprintln(&b, p.Heading, p.Says)
		for _, e := range p.Records {
			fmt.Fprintln(&b, e.Head, e.Lines, e.Ticks, e.Blanks)
		}
	}
	return b.String()
}

func (w *world) says(text string, all ...string) {
	w.t.Helper()
	for _, one := range all {
		if !strings.Contains(text, one) {
			w.t.Errorf("the pack does not say %q:\n%s", one, text)
		}
	}
}

func (w *world) hides(text string, all ...string) {
	w.t.Helper()
	for _, one := range all {
		if strings.Contains(text, one) {
			w.t.Errorf("the pack says %q:\n%s", one, text)
		}
	}
}

func TestAPackHasWhatIsToBeDoneToday(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.somebody("Late", "07700 900101", func(b *boardtest.Work) { b.Due = -time.Hour })
		w.somebody("Today", "07700 900102", nil)
		w.somebody("Tomorrow", "07700 900103", func(b *boardtest.Work) { b.Due = 24 * time.Hour })
		w.somebody("Elsewhere", "07700 900104", func(b *boardtest.Work) { b.Hub = "leigh" })
		w.somebody("Door", "07700 900105", func(b *boardtest.Work) { b.Task.Kind, b.Task.Title = tasks.Visit, "Visit them" })
		text := w.text("hapi")
		w.says(text, "To ring today", "Late K.", "LATE since", "Today K.", "07700 900102", "Leave no voicemail.", "To visit today", "4 Door Lane", "Request taken by phone", "Somebody offers to help")
		w.hides(text, "Tomorrow", "Elsewhere", "Khan")
		if strings.Index(text, "Late K.") > strings.Index(text, "Today K.") {
			t.Error("what is late does not stand first")
		}
	})
}

func TestAPackTellsOfNobodyWhoMayNotStandOnPaper(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		guarded := w.somebody("Guarded", "07700 900111", func(b *boardtest.Work) {
			b.Task.Labels, b.Task.Title = []needs.Label{needs.Restricted}, "Canary of a guarded task"
		})
		kept := w.somebody("Kept", "07700 900112", nil)
		w.mark(kept, people.Restricted)
		away := w.somebody("Away", "07700 900113", func(b *boardtest.Work) { b.Task.Labels = []needs.Label{needs.AddressWithheld} })
		w.somebody("Silent", "07700 900114", func(b *boardtest.Work) { b.Safe = people.SafeContact{Asked: true, Channels: []string{"letter"}} })
		w.somebody("Coded", "07700 900115", func(b *boardtest.Work) {
			b.Safe = people.SafeContact{Asked: true, Channels: []string{"call"}, CodeWord: "bluebell", Times: "14:00 to 16:00", HideNumber: true, Note: "Canary note: he listens"}
		})
		text := w.text("hapi")
		w.hides(text, "Guarded", "Canary", "Kept", "07700 900111", "07700 900112", "Away Lane", "07700 900114")
		w.says(text, "2 more pieces of work may not be named on paper", "Away K.", "The address is withheld", "Do not ring", "Withhold your number.", "bluebell", "14:00 to 16:00")
		_, _ = guarded, away
	})
}

// mark labels whoever a task is for.
func (w *world) mark(t tasks.Task, label people.Label) {
	w.t.Helper()
	p, err := w.People.Person(w.As(wide), people.PersonID(t.Record))
	w.must(err)
	w.must(w.People.Mark(w.As(wide), p.ID, p.Labels(), []people.Label{label}))
}

func TestPacksAreMadeOnceEachMorningAndKeptAWeek(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		dir := filepath.Join(t.TempDir(), "packs")
		w.WritesTo(dir)
		w.at("6 Apr 2020 05:59")
		w.must(w.Mornings(w.Ctx))
		if all, _ := w.Packs(w.As(wide)); len(all) != 0 {
			t.Fatalf("%d packs before six", len(all))
		}
		for range 2 {
			w.at("6 Apr 2020 06:01")
			w.must(w.Mornings(w.Ctx))
		}
		all, err := w.Packs(w.As(wide))
		w.must(err)
		hubs, err := w.Hubs(w.As(wide))
		w.must(err)
		if len(all) != len(hubs) || len(hubs) != 8 || !all[0].Morning() {
			t.Fatalf("%d packs for %d hubs", len(all), len(hubs))
		}
		files, err := os.ReadDir(dir)
		w.must(err)
		info, err := files[0].Info()
		w.must(err)
		if len(files) != len(hubs) || info.Mode().Perm() != 0o600 {
			t.Errorf("%d files with mode %v", len(files), info.Mode())
		}
		if own, err := w.Packs(w.As(inLeigh)); err != nil || len(own) != 1 || own[0].Hub != "leigh" {
			t.Errorf("a hub sees %v, %v", own, err)
		}
		w.must(os.WriteFile(filepath.Join(dir, "minutes of 2020-04-06.pdf"), nil, 0o600))
		w.at("12 Apr 2020 05:00")
		w.must(w.Mornings(w.Ctx))
		if left, _ := w.Packs(w.As(wide)); len(left) != len(hubs) {
			t.Errorf("%d packs are left on the seventh day", len(left))
		}
		w.at("13 Apr 2020 05:00")
		w.must(w.Mornings(w.Ctx))
		if left, _ := w.Packs(w.As(wide)); len(left) != 0 {
			t.Errorf("%d packs are left after a week", len(left))
		}
		if files, _ := os.ReadDir(dir); len(files) != 1 {
			t.Errorf("%d files are left after a week: only what is not ours stays", len(files))
		}
	})
}

func TestWhoTakesAPackIsInTheJournalAndNobodyMarkedSinceIsOnIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one := w.somebody("Amina", "07700 900121", nil)
		p, err := w.Make(w.As(inHapi), "hapi")
		w.must(err)
		if _, _, err := w.Take(w.As(inLeigh), p.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another hub takes it: %v", err)
		}
		if _, err := w.Make(w.As(inLeigh), "hapi"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another hub makes one: %v", err)
		}
		_, file, err := w.Take(w.As(inHapi), p.ID)
		if err != nil || !strings.HasPrefix(string(file), "%PDF-") {
			t.Fatalf("the file is %.10q, %v", file, err)
		}
		var n int
		w.must(w.DB.Read(w.Ctx).QueryRow(`SELECT COUNT(*) FROM journal_entry e WHERE e.borough_id = ? AND e.topic = 'paper.taken' AND e.actor = 'hub'`, w.Borough()).Scan(&n))
		if n != 1 {
			t.Errorf("it is in the journal %d times", n)
		}
		w.mark(one, people.Restricted)
		if _, _, err := w.Take(w.As(inHapi), p.ID); fault.CodeOf(err) != "paper.marked" {
			t.Errorf("somebody restricted since is handed out: %v", err)
		}
	})
}

func TestWhatWasWrittenOnPaperIsEnteredAtItsTrueTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.at("6 Apr 2020 17:00")
		tried := w.somebody("Amina", "07700 900131", func(b *boardtest.Work) { b.Task.Kind, b.Due = tasks.FirstContact, 20*time.Hour })
		spoke := w.somebody("Bilal", "07700 900132", func(b *boardtest.Work) { b.Task.Kind, b.Due = tasks.FirstContact, 20*time.Hour })
		onScreen := w.somebody("Chloe", "07700 900133", func(b *boardtest.Work) { b.Task.Kind, b.Due = tasks.FirstContact, 20*time.Hour })
		w.at("7 Apr 2020 06:00")
		p, err := w.Make(w.As(inHapi), "hapi")
		w.must(err)
		w.at("7 Apr 2020 18:00")
		w.must(w.Tasks.RecordOutcome(w.As(inHapi), tasks.Choice{ID: onScreen.ID, Version: onScreen.Version}, tasks.Outcome{Code: "spoken"}))
		half10 := day.Of(w.Clock.Now()).At(10, 30)
		enter := func(t tasks.Task, outcome string, at time.Time) error {
			_, all, err := w.Sheet(w.As(inHapi), p.ID)
			w.must(err)
			for _, l := range all {
				if l.Task == t.ID {
					return w.Enter(w.As(inHapi), p.ID, Written{Number: l.Number, Version: l.Now.Version, Outcome: outcome, At: at})
				}
			}
			return fmt.Errorf("it is not on the pack")
		}
		if err := enter(tried, tasks.NoAnswer, w.Clock.Now().Add(time.Hour)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a time to come: %v", err)
		}
		if err := enter(tried, tasks.NoAnswer, day.Of(w.Clock.Now()).AddDays(-1).At(16, 0)); fault.CodeOf(err) != "tasks.before-it-was-opened" {
			t.Errorf("before there was anything to do: %v", err)
		}
		if err := enter(onScreen, "spoken", half10); fault.CodeOf(err) != "paper.done-on-screen" {
			t.Errorf("what was done on a screen is taken again: %v", err)
		}
		w.must(enter(tried, tasks.NoAnswer, half10))
		w.must(enter(spoke, "spoken", half10))
		if err := enter(spoke, "spoken", half10); fault.CodeOf(err) != "paper.entered" {
			t.Errorf("the same number twice: %v", err)
		}
		a, b := w.Task(tried.ID), w.Task(spoke.ID)
		if !a.DueAt.Equal(half10.Add(4 * time.Hour)) {
			t.Errorf("it is due again at %v", a.DueAt)
		}
		if !b.ClosedAt.Equal(half10) || !strings.Contains(b.Note, "Entered late from paper, at 6:00pm on 7 April 2020, by Sam Hub.") {
			t.Errorf("it ended at %v with %q", b.ClosedAt, b.Note)
		}
		w.wasInTouchAt(spoke, half10)
		w.isTold(half10)
	})
}

// wasInTouchAt checks that the contact was then, and noted now.
func (w *world) wasInTouchAt(t tasks.Task, at time.Time) {
	w.t.Helper()
	p, err := people.PersonIn(w.DB.Read(w.Ctx), t.Record)
	w.must(err)
	all, err := w.Contacts.Contacts(w.As(inHapi), p, 5)
	w.must(err)
	if len(all) != 1 || !all[0].At.Equal(at) || !all[0].NotedAt.Equal(w.Clock.Now()) {
		w.t.Errorf("the contacts are %+v", all)
	}
	request, err := needs.RequestIn(w.DB.Read(w.Ctx), t.Request)
	w.must(err)
	if !request.FirstContactAt.Equal(at) {
		w.t.Errorf("the first contact was at %v", request.FirstContactAt)
	}
}

// isTold checks that the journal keeps when it was entered, and says when it happened.
func (w *world) isTold(at time.Time) {
	w.t.Helper()
	var n int
	w.must(w.DB.Read(w.Ctx).QueryRow(`SELECT COUNT(*) FROM journal_entry e WHERE e.borough_id = ? AND e.topic = 'tasks.recorded' AND e.at = ? AND e.data LIKE ?`,
		w.Borough(), w.Clock.Now(), "%"+at.UTC().Format(time.RFC3339)+"%").Scan(&n))
	if n != 1 {
		w.t.Errorf("the journal says so %d times", n)
	}
}
