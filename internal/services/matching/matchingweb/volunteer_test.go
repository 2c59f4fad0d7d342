package matchingweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/tasks"
)

// phone is a volunteer's phone, let in by a link.
func (b *borough) phone(v volunteers.Volunteer) *webtest.Browser {
	b.t.Helper()
	link, err := b.accounts.MakePass(b.Ctx, string(v.ID))
	b.must(err)
	p := b.Site.Browser("")
	p.Get("/helping/enter/" + link).Is(http.StatusOK).Says("Open your page")
	p.Post("/helping/enter/"+link, nil).LeadsTo("/helping")
	p.Get("/helping/enter/" + link).Is(http.StatusOK) // following it again uses nothing
	other := b.Site.Browser("")
	other.Post("/helping/enter/"+link, nil).Is(http.StatusNotFound).Says("Ask for a new one")
	return p
}

func (b *borough) ask(all ...tasks.Task) {
	b.t.Helper()
	for _, t := range all {
		many, err := b.matching.Ask(b.As(hub), []tasks.Choice{{ID: t.ID, Version: b.Task(t.ID).Version}})
		b.must(err)
		if many.Done != 1 {
			b.t.Fatalf("refused: %+v", many.Refused)
		}
	}
}

var acceptForm = regexp.MustCompile(`/helping/offers/[^/"]+/accept`)

func TestFromAnOfferToThanks(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	task := b.parcel("Amina", nil)
	b.ask(task)
	p := b.phone(jean)
	home := p.Get("/helping").Is(http.StatusOK).Says("Hello Jean", "You are on duty", "Yes, I can", "Not this time", "WN2 3").Hides("Amina", "Mill Lane", "Khan")
	p.Get("/helping/tasks/"+string(task.ID)).Is(http.StatusOK).Says("What to bring").Hides("Amina", "Mill Lane", "01632")
	accept := acceptForm.FindString(home.Body)
	p.Post(accept, nil).LeadsTo("/helping/tasks/" + string(task.ID))
	one := p.Get("/helping/tasks/"+string(task.ID)).Is(http.StatusOK).Says("Amina", "4 Mill Lane", "Done", "I am worried about someone", "What to say").Hides("Khan")
	_ = one
	version := b.Task(task.ID).Version
	p.Post("/helping/tasks/"+string(task.ID)+"/outcome", form("version", version, "outcome", "done", "minutes", "45", "note", "She was glad.")).LeadsTo("/helping")
	p.Get("/helping").Is(http.StatusOK).Says("made somebody's day better", "Tasks done: 1. Time: 0 hours 45 minutes.", "Done in the last day", "Amina")
	p.Get("/helping/tasks/" + string(task.ID)).Is(http.StatusOK).Says("Mill Lane")
	p.Get("/helping").Says("Thank you for your help this week").Hides("more than 10 hours")
	again := b.parcel("Amina", nil)
	b.must(b.Tasks.Assign(b.As(hub), tasks.Choice{ID: again.ID, Version: again.Version}, tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(jean.ID), Name: jean.Name()}))
	p.Post("/helping/tasks/"+string(again.ID)+"/accept", form("version", b.Task(again.ID).Version)).Is(http.StatusSeeOther)
	p.Post("/helping/tasks/"+string(again.ID)+"/outcome", form("version", b.Task(again.ID).Version, "outcome", "done", "minutes", "560")).LeadsTo("/helping")
	p.Get("/helping").Says("You have given more than 10 hours. Thank you.")
	b.Staff.As(hub).Get("/volunteers/" + string(jean.ID) + "/contact").Is(http.StatusOK).Says("To be thanked for 10 hours")
	b.must(b.matching.Thank(b.As(hub), jean.ID, "Amina's daughter rang to say thank you."))
	p.Get("/helping").Says("rang to say thank you")
	b.Clock.Advance(25 * time.Hour)
	p = b.phone(jean)
	p.Get("/helping").Is(http.StatusOK).Hides("Amina,", "Mill Lane")
	p.Get("/helping/tasks/"+string(task.ID)).Is(http.StatusConflict).Hides("Mill Lane", "4 Mill")
}

func form(pairs ...any) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i].(string), strings.TrimSpace(strings.Trim(str(pairs[i+1]), "\"")))
	}
	return v
}

func str(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return strings.TrimSpace(string(jsonOf(v)))
}

func TestTheNextWeeksCallKeepsItsOwnNote(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	call := func(b2 *boardtest.Work) {
		b2.Task.Category, b2.Task.Title, b2.Task.Kind = "comfort-call", "Ring for a friendly talk", tasks.Do
	}
	task := b.parcel("Amina", call)
	b.must(b.Tasks.Assign(b.As(hub), tasks.Choice{ID: task.ID, Version: task.Version}, tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(jean.ID), Name: jean.Name()}))
	p := b.phone(jean)
	p.Get("/helping").Says("Yes, I can").Hides("Amina", "Mill Lane", "01632")
	p.Get("/helping/tasks/"+string(task.ID)).Is(http.StatusOK).Hides("Amina", "Mill Lane", "01632")
	p.Post("/helping/tasks/"+string(task.ID)+"/accept", form("version", b.Task(task.ID).Version)).LeadsTo("/helping/tasks/" + string(task.ID))
	p.Post("/helping/tasks/"+string(task.ID)+"/outcome", form("version", b.Task(task.ID).Version, "outcome", "done", "note", "She likes the garden.")).LeadsTo("/helping")
	// The call of the next week, for the same person, stands with the same caller.
	done := b.Task(task.ID)
	var next tasks.Task
	b.must(b.DB.Write(b.Ctx, func(tx *db.Tx) (err error) {
		next, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.Do, Need: done.Need, Request: done.Request, Record: done.Record, Category: "comfort-call", Title: done.Title, Area: done.Area,
			Neighbourhood: "hapi", Priority: done.Priority, DueAt: tx.Now().Add(7 * 24 * time.Hour), Assignee: done.Assignee,
		})
		return err
	}))
	b.Clock.Advance(48 * time.Hour)
	p = b.phone(jean)
	p.Get("/helping/tasks/"+string(next.ID)).Is(http.StatusOK).Says("Amina", "She likes the garden.")
	p.Get("/helping/tasks/" + string(task.ID)).Is(http.StatusConflict)
}

func TestAWithheldAddressIsMetAtTheHub(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	task := b.parcel("Amina", func(w *boardtest.Work) { w.Task.Labels = append(w.Task.Labels, "address-withheld") })
	b.ask(task)
	p := b.phone(jean)
	p.Post(acceptForm.FindString(p.Get("/helping").Body), nil).Is(http.StatusSeeOther)
	p.Get("/helping/tasks/"+string(task.ID)).Is(http.StatusOK).Says("Amina", "Collect or meet at the hub: Hindley Library").Hides("Mill Lane", "WN2 3EB", "geo:")
}

func TestAWorryReachesTheManager(t *testing.T) {
	b := start(t)
	jean, alan := b.volunteer("Jean", nil), b.volunteer("Alan", nil)
	task := b.parcel("Amina", nil)
	b.ask(task)
	p := b.phone(jean)
	worry := "/helping/tasks/" + string(task.ID) + "/worry"
	p.Post(worry, form("words", "x", "key", "k")).Is(http.StatusConflict) // not before the yes
	p.Post(acceptForm.FindString(p.Get("/helping").Body), nil).Is(http.StatusSeeOther)
	p.Get(worry).Is(http.StatusOK).Says("ring 999 first")
	p.Post(worry, form("words", " ", "key", "k")).Is(http.StatusUnprocessableEntity).Says("what worries you")
	p.Post(worry, form("words", "She has bruises.", "key", "k1")).LeadsTo("/helping")
	if len(b.worries) != 1 || b.worries[0].Record != task.Record || !strings.Contains(b.worries[0].Why, "She has bruises.") {
		t.Errorf("the manager is told %+v", b.worries)
	}
	b.phone(alan).Post(worry, form("words", "x", "key", "k2")).Is(http.StatusConflict)
}

func TestWhatSomebodyChangesOfThemselves(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	p := b.phone(jean)
	p.Post("/helping/duty", form("on", "no")).LeadsTo("/helping")
	p.Get("/helping").Says("You are off duty")
	p.Post("/helping/duty", form("on", "yes")).LeadsTo("/helping")
	own := p.Get("/helping/what-i-can-do").Is(http.StatusOK).Says("How far will you go?")
	_ = own
	d, err := volunteers.DossierOf(b.DB.Read(b.Ctx), jean.ID)
	b.must(err)
	p.Post("/helping/what-i-can-do", form("version", d.Version, "per-week", "0", "per-month", "4", "reach", "5000")).Is(http.StatusUnprocessableEntity).Says("Choose at least one thing")
	p.Post("/helping/what-i-can-do", form("version", d.Version, "activities", "food", "free", "0-0", "free", "5-1", "per-week", "2", "per-month", "4", "reach", "5000")).LeadsTo("/helping")
	d, err = volunteers.DossierOf(b.DB.Read(b.Ctx), jean.ID)
	b.must(err)
	if d.Gives.PerWeek != 2 || d.Gives.PerMonth != 4 || d.Gives.Reach != 5000 || !d.Gives.Free.Has(time.Monday, volunteers.Morning) || d.Gives.Free.Has(time.Monday, volunteers.Afternoon) || len(d.Activities) != 1 {
		t.Errorf("they give %+v, %v", d.Gives, d.Activities)
	}
	p.Post("/helping/what-i-can-do", form("version", 1, "activities", "food", "per-week", "7", "per-month", "9", "reach", "0")).Is(http.StatusConflict).Has(`value="7"`)
	p.Get("/helping/tell").Is(http.StatusOK)
	p.Post("/helping/tell", form("words", "The gate code has changed.")).LeadsTo("/helping")
	p.Get("/helping/stop").Is(http.StatusOK).Says("Pause: do not ask me for now")
	p.Post("/helping/stop", form("how", "paused")).LeadsTo("/helping")
	p.Get("/helping").Says("You have paused")
	p.Post("/helping/come-back", nil).LeadsTo("/helping")
	p.Post("/helping/stop", form("how", "left", "why", "Moving away")).Is(http.StatusOK).Says("Thank you for all that you have done")
	p.Get("/helping").Is(http.StatusSeeOther)
}

func TestTheInduction(t *testing.T) {
	b := start(t)
	v := b.Volunteer(volunteers.NewVolunteer{GivenNames: "New", Email: "n@example.org", Neighbourhood: "hapi", Activities: []string{"food"}, Standing: volunteers.Inducting})
	p := b.phone(v)
	p.Get("/helping").Is(http.StatusOK).Says("Before we can ask you", "Read our principles")
	p.Get("/helping/principles").Is(http.StatusOK)
	p.Post("/helping/principles", nil).LeadsTo("/helping")
	p.Get("/helping").Hides("Read our principles")
	m := b.rules.Modules[0]
	p.Get("/helping/learn/"+m.ID).Is(http.StatusOK).Says(m.Title, "A few questions")
	p.Post("/helping/learn/"+m.ID, nil).Is(http.StatusUnprocessableEntity).Says("Choose an answer")
	wrong, right := url.Values{}, url.Values{}
	for i, q := range m.Quiz {
		right.Set("q"+str(i), str(q.Right))
		wrong.Set("q"+str(i), str(q.Right%len(q.Choices)+1))
	}
	p.Post("/helping/learn/"+m.ID, wrong).Is(http.StatusUnprocessableEntity).Says("Not all answers are right yet")
	p.Post("/helping/learn/"+m.ID, right).LeadsTo("/helping")
	p.Get("/helping").Says("You have passed")
	p.Get("/helping/learn/no-such").Is(http.StatusNotFound)
}

// TestANewLinkLeadsBackToTheRound: a volunteer who drives goes on where the session ended, and
// nobody is led anywhere else.
func TestANewLinkLeadsBackToTheRound(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	for then, to := range map[string]string{
		"/rounds/doorstep": "/rounds/doorstep", "/rounds": "/rounds", "/roundsmen": "/helping", "//elsewhere.example/rounds": "/helping", "/board": "/helping", "": "/helping",
	} {
		p := b.Site.Browser("")
		p.Get("/helping/link?then=" + url.QueryEscape(then)).Is(http.StatusOK)
		link, err := b.accounts.MakePass(b.Ctx, string(jean.ID))
		if err != nil {
			t.Fatal(err)
		}
		p.Post("/helping/enter/"+link, nil).LeadsTo(to)
	}
}

func TestAskingForALinkTellsNothing(t *testing.T) {
	b := start(t)
	b.volunteer("Jean", nil)
	p := b.Site.Browser("")
	p.Get("/helping/link").Is(http.StatusOK)
	p.Post("/helping/link", form("reach", "")).Is(http.StatusUnprocessableEntity)
	p.Post("/helping/link", form("reach", "12")).Is(http.StatusUnprocessableEntity)
	known, unknown := p.Post("/helping/link", form("reach", "Jean@example.org")).Is(http.StatusOK), p.Post("/helping/link", form("reach", "nobody@example.org")).Is(http.StatusOK)
	if known.Words() != unknown.Words() {
		t.Error("the answer tells who is known")
	}
	p.Get("/helping").Is(http.StatusSeeOther)
}
