package matchingweb_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"kith/internal/services/matching/matchingweb"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/tasks"
)

var noteForm = regexp.MustCompile(`/matching/notes/[^/"]+/read`)

func TestACoordinatorPlansChangesAndSends(t *testing.T) {
	b := start(t)
	jean, alan := b.volunteer("Jean", nil), b.volunteer("Alan", nil)
	bread, lift := b.parcel("Amina", nil), b.parcel("Bea", func(w *boardtest.Work) { w.Task.Category, w.Task.Title = "transport", "Give a lift" })
	p := b.Staff.As(hub)
	p.Get("/matching").Is(http.StatusOK).Says("Who does what", "No volunteer is being asked").Hides("The whole borough")
	p.Post("/matching/plans", form("hood", "leigh")).Is(http.StatusUnprocessableEntity)
	plan := p.Post("/matching/plans", form("hood", "hapi")).Is(http.StatusSeeOther).Location
	page := p.Get(plan).Is(http.StatusOK).Says("Nobody has been asked yet", "Get food to the household", "They have had nothing for two months.", "Nobody offers this yet", "Give a lift", "What would help most").Hides("Amina", "Khan", "Mill Lane")
	chosen := jean
	if regexp.MustCompile(`keep" value="[^"]* ` + string(alan.ID)).MatchString(page.Body) {
		chosen = alan
	}
	p.Get(plan+"/tasks/"+string(bread.ID)).Is(http.StatusOK).Says("Who could do it", "Jean Taylor", "Alan Taylor").Hides("Amina")
	p.Post(plan+"/change", form("version", 1, "not", string(bread.ID)+" "+string(chosen.ID), "page", 1)).Is(http.StatusSeeOther)
	p.Post(plan+"/change", form("version", 1, "not", string(bread.ID)+" "+string(chosen.ID))).Is(http.StatusConflict).Says("Somebody else has changed this plan")
	p.Post(plan+"/change", form("version", 2)).Is(http.StatusUnprocessableEntity)
	p.Post(plan+"/change", form("version", 2, "keep", string(bread.ID)+" "+string(chosen.ID))).Is(http.StatusSeeOther)
	p.Get(plan).Says("Your choice", chosen.Name())
	p.Post(plan+"/change", form("version", 3, "keep", string(lift.ID)+" "+string(jean.ID))).Is(http.StatusSeeOther)
	p.Get(plan).Says("What you chose and cannot be", "cannot go to Jean Taylor: they do not offer it")
	p.Post(plan+"/apply", form("version", 4)).Is(http.StatusSeeOther)
	p.Get(plan).Says("This plan was used. 1 task was asked for.")
	p.Post(plan+"/apply", form("version", 6)).Is(http.StatusConflict).Says("has been used already")
	p.Get("/matching").Says("Get food to the household", "used")
	p.Get("/matching/tasks/"+string(bread.ID)).Is(http.StatusOK).Says("Jean Taylor", "Alan Taylor", "Asked")
	p.Post("/matching/tasks/"+string(bread.ID)+"/stop", nil).Is(http.StatusSeeOther)
	p.Get("/matching/tasks/" + string(bread.ID)).Says("Not needed any more")
	p.Post("/matching/tasks/"+string(lift.ID)+"/ask", nil).Is(http.StatusSeeOther)
	b.Staff.As(other).Get(plan).Is(http.StatusForbidden)
	b.Staff.As(other).Get("/matching/tasks/" + string(bread.ID)).Is(http.StatusForbidden)
	b.Staff.As(agent).Get("/matching").Is(http.StatusForbidden)
}

func TestAPlanThatHasGoneStaleIsToldTaskByTask(t *testing.T) {
	b := start(t)
	b.volunteer("Jean", nil)
	taken, ended, left := b.parcel("Amina", nil), b.parcel("Bea", nil), b.parcel("Cat", nil)
	p := b.Staff.As(point)
	plan := p.Post("/matching/plans", form("hood", "borough")).Is(http.StatusSeeOther).Location
	b.must(b.Tasks.Claim(b.As(hub), tasks.Choice{ID: taken.ID, Version: taken.Version}))
	b.must(b.Tasks.RecordOutcome(b.As(hub), tasks.Choice{ID: ended.ID, Version: ended.Version}, tasks.Outcome{Code: "done"}))
	p.Get(plan + "/tasks/" + string(taken.ID)).Is(http.StatusOK).Says("This task is not open any more")
	p.Get(plan + "/tasks/0190a000-0000-7000-8000-000000000000").Is(http.StatusNotFound)
	p.Post(plan+"/apply", form("version", 1, "how", "give")).Is(http.StatusSeeOther)
	p.Get(plan).Says("1 task was asked for", "2 tasks were left, because something had changed", "it is with Sam Hub", "it has ended")
	if now := b.Task(left.ID); now.State != tasks.Assigned {
		t.Errorf("what had not changed is %s", now.State)
	}
}

func TestContactWithAVolunteer(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	b.phone(jean).Post("/helping/tell", form("words", "The gate code has changed.")).Is(http.StatusSeeOther)
	p := b.Staff.As(hub)
	home := p.Get("/matching").Is(http.StatusOK).Says("What volunteers told you", "The gate code has changed.")
	contact := "/volunteers/" + string(jean.ID) + "/contact"
	p.Get(contact).Is(http.StatusOK).Says("In touch with Jean Taylor", "The gate code has changed.")
	p.Post(noteForm.FindString(home.Body), nil).LeadsTo("/matching")
	p.Get("/matching").Hides("The gate code")
	p.Post("/volunteers/"+string(jean.ID)+"/thank", form("words", " ")).Is(http.StatusUnprocessableEntity)
	p.Post("/volunteers/"+string(jean.ID)+"/thank", form("words", "Thank you, Jean.")).LeadsTo(contact)
	p.Post("/volunteers/"+string(jean.ID)+"/thank-formally", nil).Is(http.StatusConflict)
	p.Post("/volunteers/"+string(jean.ID)+"/link", form("key", "k")).Is(http.StatusOK).Says("/helping/enter/")
	p.Get(contact).Hides("/helping/enter/")
	p.Post("/volunteers/"+string(jean.ID)+"/send-link", form("key", "k")).Is(http.StatusConflict).Says("Nothing is set up that could send it")
	b.Staff.As(other).Get(contact).Is(http.StatusForbidden)
}

func TestTheHubIsToldWhenNobodyIsLeft(t *testing.T) {
	b := start(t)
	lift := b.parcel("Bea", func(w *boardtest.Work) { w.Task.Category, w.Task.Title = "transport", "Give a lift" })
	watch := matchingweb.Watch(b.matching, b)
	section, theirs, err := watch(b.As(hub))
	if err != nil || !theirs || section.Count != 0 {
		t.Errorf("before anybody was asked: %d, %v, %v", section.Count, theirs, err)
	}
	b.ask(lift)
	for range 2 {
		b.Clock.Advance(24 * time.Hour)
		b.must(b.matching.Sweep(b.Ctx))
	}
	if section, _, err = watch(b.As(hub)); err != nil || section.Count != 1 {
		t.Errorf("with nobody left: %d, %v", section.Count, err)
	}
	if section, _, _ = watch(b.As(other)); section.Count != 0 {
		t.Error("another hub is told")
	}
	if _, theirs, _ = watch(b.As(agent)); theirs {
		t.Error("an agent is told")
	}
	b.Staff.As(hub).Get("/matching").Is(http.StatusOK).Says("Nobody is left to ask", "Give a lift")
	b.Staff.As(hub).Get("/matching/tasks/"+string(lift.ID)).Is(http.StatusOK).Says("Nobody is left to ask", "Nobody offers this yet")
}
