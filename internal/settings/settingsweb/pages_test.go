package settingsweb_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/settings/settingstest"
	"kith/internal/settings/settingsweb"
)

func site(t *testing.T, b *settingstest.Borough) *webtest.Site {
	t.Helper()
	s := webtest.New(t, b.ID(), b.Clock, nil)
	s.Mount(settingsweb.Pages(b.Settings))
	return s
}

var (
	admin      = settingstest.Somebody(access.Admin)
	governance = settingstest.Somebody(access.Governance)
)

var addresses = []string{"/admin", "/admin/blueprint", "/admin/blueprint/changes", "/admin/imports", "/admin/journal", "/admin/jobs"}

func TestNothingIsThereYet(t *testing.T) {
	b := settingstest.New(t)
	browser := site(t, b).As(admin)
	browser.Get("/admin").Is(http.StatusOK).Says("Apply a blueprint.", "Not checked", "Work that came to rest", "None", "Accounts")
	browser.Get("/admin/blueprint").Is(http.StatusOK).Says("No blueprint has been applied yet.")
	browser.Get("/admin/blueprint/changes").Is(http.StatusOK).Says("No blueprint has been applied yet.")
	browser.Get("/admin/blueprint/files/needs.yaml").Is(http.StatusNotFound)
	browser.Get("/admin/imports").Is(http.StatusOK).Says("No file has been taken in yet.")
	browser.Get("/admin/journal").Is(http.StatusOK).Says("The journal has not been checked yet.")
	browser.Get("/admin/jobs").Is(http.StatusOK).Says("Nothing has come to rest.")
}

func TestWhoMayOpenThem(t *testing.T) {
	b := settingstest.New(t)
	b.Apply("start", "")
	s := site(t, b)
	for _, address := range addresses {
		s.Browser("").Get(address).Is(http.StatusSeeOther)
		for _, role := range access.Roles() {
			want := http.StatusForbidden
			if role == access.Admin || role == access.Governance {
				want = http.StatusOK
			}
			s.As(settingstest.Somebody(role)).Get(address).Is(want)
		}
	}
	s.As(governance).Post("/admin/journal/check", nil).Is(http.StatusForbidden)
	s.As(governance).Post("/admin/jobs/1/send-again", nil).Is(http.StatusForbidden)
	s.As(governance).Get("/admin/journal").Hides("Check it now")
}

func TestTheBlueprint(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		b.Apply("start", "first start")
		b.Apply("operator", "People wait too long", [3]string{"needs.yaml", "due_hours: 48", "due_hours: 36"},
			[3]string{"letters/help-done.md", "We have marked your request", "Well done. We have marked your request"})
		browser := site(t, b).As(governance)
		browser.Get("/admin").Is(http.StatusOK).Says("Everything is in order.", "Version 2", ": The operator, at the machine.")
		p := browser.Get("/admin/blueprint").Is(http.StatusOK)
		p.Says("Blueprint, version 2", "This is the version in use.", "People wait too long", "Need categories", "Letters: How did it go?",
			"Version 2 (in use)", "Kith, when it first started", "Changes from version 1", "The first")
		p.Has(`href="/admin/blueprint/files/letters/help-done.md"`, `href="/admin/blueprint/changes?from=1&amp;to=2"`)
		browser.Get("/admin/blueprint?version=1").Is(http.StatusOK).
			Says("This version is not in use any more.", "first start").Has(`href="/admin/blueprint/files/needs.yaml?version=1"`)
		browser.Get("/admin/blueprint?version=3").Is(http.StatusNotFound)
		p = browser.Get("/admin/blueprint/changes?from=1&to=2").Is(http.StatusOK)
		p.Says("Changes from version 1 to version 2:", "Need categories", "Category food: due_hours 48 → 36", "Letters: How did it go?", "reworded", "Both wordings", "Well done.")
		browser.Get("/admin/blueprint/changes?from=2&to=1").Is(http.StatusOK).Says("due_hours 36 → 48")
		browser.Get("/admin/blueprint/changes?from=2&to=2").Is(http.StatusOK).Says("These are the same version.")
		browser.Get("/admin/blueprint/changes?from=2").Is(http.StatusUnprocessableEntity).Says("Select the version to compare with")
		browser.Get("/admin/blueprint/changes?from=2&to=9").Is(http.StatusUnprocessableEntity)
	})
}

// Every file of a blueprint is a page, of this version and the one before.
func TestEveryFileIsAPage(t *testing.T) {
	b := settingstest.New(t)
	b.Apply("start", "")
	b.Apply("admin", "", [3]string{"needs.yaml", "due_hours: 48", "due_hours: 36"})
	browser := site(t, b).As(admin)
	files, err := b.Blueprints.Files(b.Ctx, "2")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		browser.Get("/admin/blueprint/files/" + f.Name).Is(http.StatusOK).Says(f.Name + ", version 2")
	}
	says := map[string][]string{
		"needs.yaml":           {"Need categories", "Food", "First contact hours 24", "Who may volunteer, organisation, staff", "Due hours 36"},
		"areas.yaml":           {"HAPI", "Neighbouring authorities", "Platt Bridge"},
		"triage.yaml":          {"Triage rules", "Routes", "Shielded"},
		"letters/help-done.md": {"Letters: How did it go?", "Sent as email, letter", "The text", "Dear {{first_name}}"},
		"borough.yaml":         {"The borough", "Wigan Council", "Welcome"},
	}
	for name, texts := range says {
		browser.Get("/admin/blueprint/files/" + name).Says(texts...)
	}
	browser.Get("/admin/blueprint/files/needs.yaml?version=1").Is(http.StatusOK).Says("Due hours 48")
	for _, address := range []string{"nothing.yaml", "needs.yaml?version=7", "needs.yaml?version=x", "letters/"} {
		browser.Get("/admin/blueprint/files/" + address).Is(http.StatusNotFound)
	}
}

func TestImports(t *testing.T) {
	b := settingstest.New(t)
	b.Apply("start", "")
	l := imports.New(b.DB)
	for i, end := range []func(imports.Run) error{
		func(r imports.Run) error { return l.Fail(b.Ctx, r, fmt.Errorf("line 7")) },
		func(imports.Run) error { return nil },
		func(r imports.Run) error {
			r.Added, r.Rejected, r.Note = 1234, 5, "Postcodes of November"
			return b.DB.Write(b.Ctx, func(tx *db.Tx) error { return imports.Finish(tx, r) })
		},
	} {
		run, err := l.Begin(b.Ctx, imports.Plan{Kind: "postcodes", Name: fmt.Sprintf("file-%d.csv", i), Hash: fmt.Sprint(i)})
		if err == nil {
			err = end(run)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	browser := site(t, b).As(admin)
	browser.Get("/admin/imports").Is(http.StatusOK).Says("file-0.csv", "Failed", "file-1.csv", "Running or cut short", "file-2.csv", "Finished", "1234", "Postcodes of November")
	browser.Get("/admin").Is(http.StatusOK).Says("The latest is file-2.csv")
}

func TestTheJournalsPage(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		b.Apply("start", "")
		must(t, b.Journal.Seal(b.Ctx))
		browser := site(t, b).As(admin)
		browser.Post("/admin/journal/check", nil).LeadsTo("/admin/journal")
		browser.Get("/admin/journal").Is(http.StatusOK).Says("The journal is being checked.")
		must(t, b.Settings.CheckJournal(b.Ctx))
		browser.Get("/admin/journal").Is(http.StatusOK).Says("The journal is whole", "Entries read", "Check it now")
		browser.Get("/admin").Is(http.StatusOK).Says("Whole", "Everything is in order.")
		must(t, b.DB.Write(b.Ctx, func(tx *db.Tx) error {
			if err := journal.Record(tx, journal.Entry{Verb: "did it", Topic: "test.did"}); err != nil {
				return err
			}
			_, err := tx.Exec(`UPDATE journal_entry SET actor = 'somebody else' WHERE borough_id = ?`, tx.Borough())
			return err
		}))
		must(t, b.Settings.CheckJournal(b.Ctx))
		browser.Get("/admin/journal").Is(http.StatusOK).Says("altered or damaged", "What is wrong", "row 1")
		browser.Get("/admin").Is(http.StatusOK).Says("The journal has been altered or damaged: tell whoever is responsible")
	})
}

func TestWorkThatCameToRest(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		b.Apply("start", "")
		dead := b.Rest(2)
		browser := site(t, b).As(admin)
		browser.Get("/admin").Is(http.StatusOK).Says("Work in the background has failed: see why, and send it again.", "2")
		browser.Get("/admin/jobs").Is(http.StatusOK).Says("letters.print", "the printer is jammed", "Send again", "Find out why").Hides("Dear neighbour")
		site(t, b).As(governance).Get("/admin/jobs").Is(http.StatusOK).Says("the printer is jammed").Hides("Send again")
		address := fmt.Sprintf("/admin/jobs/%d/send-again", dead[0].ID)
		browser.Post(address, url.Values{}).LeadsTo("/admin/jobs")
		browser.Get("/admin/jobs").Is(http.StatusOK).Says("It is being done once more.")
		b.Work(func() bool { return b.Letters.Load() == 1 })
		browser.Post(address, nil).Is(http.StatusNotFound)
		browser.Post("/admin/jobs/x/send-again", nil).Is(http.StatusNotFound)
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
