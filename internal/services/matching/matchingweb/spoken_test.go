package matchingweb_test

import (
	"net/http"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/plat/db"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// What goes with an activity stands with its task, before somebody says yes and after.
func TestATaskHasItsGuidanceQuestionsPrivacyAndHowItIsPaid(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	food, _ := b.rules.Activity("food")
	task := b.parcel("Amina", nil)
	b.ask(task)
	p := b.phone(jean)
	page := "/helping/tasks/" + string(task.ID)
	all := []string{"Knock, step back and wait", "Questions others asked", food.FAQ[0].Q, food.FAQ[0].A, "How it is paid for", "You never handle cash, a bank card or a PIN", "What stays private", food.Privacy}
	p.Get(page).Is(http.StatusOK).Says(all...)
	p.Post(acceptForm.FindString(p.Get("/helping").Body), nil).Is(http.StatusSeeOther)
	p.Get(page).Is(http.StatusOK).Says(append(all, "Show your letter")...)

	call := b.parcel("Bela", func(w *boardtest.Work) { w.Task.Category = "comfort-call" })
	b.ask(call)
	p.Post(acceptForm.FindString(p.Get("/helping").Body), nil).Is(http.StatusSeeOther)
	p.Get("/helping/tasks/"+string(call.ID)).Says("the council asked you to ring").Hides("Show your letter", "How it is paid for")
}

// Whoever reads another language reads what the borough's rules and protocols say in it, and
// what somebody typed as it was typed.
func TestATaskIsReadInTheVolunteersLanguage(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	polish, _ := words.Find("pl")
	english, said := b.book.Blueprint, b.book.In(polish)
	step, in := talk(t, english), talk(t, said)
	b.rules = volunteering.Of(said)
	flag := "The same caller each week, if you can. Listen; do not advise. Pass a need on."
	task := b.parcel("Amina", func(w *boardtest.Work) {
		w.Task.Kind, w.Task.Category = tasks.Call, "comfort-call"
		w.Task.Instruction = flag + " With: a cat called Tom. " + step.Instruction
		w.Task.Held = tasks.Held{Run: "run", Step: "talk"}
		for _, o := range step.Outcomes {
			e := tasks.Ending{Code: o.ID, Label: o.Label, Asks: o.Note}
			for _, a := range o.Asks {
				e.More = append(e.More, tasks.Asked{ID: a.ID, Label: a.Label, Optional: a.Optional})
			}
			w.Task.Held.Endings = append(w.Task.Held.Endings, e)
		}
	})
	b.ask(task)
	p := b.phone(jean)
	p.Post(acceptForm.FindString(p.Get("/helping").Body), nil).Is(http.StatusSeeOther)
	p.Get("/helping/tasks/"+string(task.ID)).Says(flag, "We talked, and they need something", "They want no more calls")
	page := p.Get("/helping/tasks/" + string(task.ID) + "?lang=pl").Is(http.StatusOK)
	activity, _ := b.rules.Activity("comfort-call")
	page.Says("a cat called Tom", "Kto", "Warto wiedzieć", "Nie zostawiaj wiadomości głosowej", in.Instruction, activity.Privacy, activity.FAQ[0].A).Hides(flag, step.Instruction, "We talked", "They want no more calls")
	for _, o := range in.Outcomes {
		if label, _, _ := strings.Cut(o.Label, ":"); o.ID != "done" && o.ID != tasks.NoAnswer {
			page.Says(label)
		}
	}
}

func talk(t *testing.T, b *blueprint.Blueprint) steps.Step {
	t.Helper()
	for _, s := range blueprint.Part[steps.Files](b)["comfort-calls"].Steps {
		if s.ID == "talk" {
			return s
		}
	}
	t.Fatal("there is no step talk")
	return steps.Step{}
}

// Whoever is written to in another language comes in by it, until they choose another.
func TestTheirPageBeginsInTheLanguageTheyAreWrittenToIn(t *testing.T) {
	b := start(t)
	p := b.phone(b.volunteer("Piotr", func(n *volunteers.NewVolunteer) { n.Speaks = "pl" }))
	p.Get("/helping").LeadsTo("/helping?lang=pl")
	p.Get("/helping?lang=pl").Is(http.StatusOK).Says("Dzień dobry Piotr")
	p.Get("/helping").Is(http.StatusOK).Says("Dzień dobry Piotr")
	p.Get("/helping?lang=en").Says("Hello Piotr")
	p.Get("/helping").Is(http.StatusOK).Says("Hello Piotr")
}

// The register's words on why somebody may not do something are for staff.
func TestWhoMayNotAnyMoreIsToldToRing(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	task := b.parcel("Amina", nil)
	b.ask(task)
	p := b.phone(jean)
	accept := acceptForm.FindString(p.Get("/helping").Body)
	b.must(b.DB.Write(b.As(hub), func(tx *db.Tx) error { return volunteers.KeepAway(tx, jean, task.Record, "They know each other.") }))
	p.Post(accept, nil).Is(http.StatusConflict).Says("Your hub can tell you why").Hides("is not sent to this person")
}
