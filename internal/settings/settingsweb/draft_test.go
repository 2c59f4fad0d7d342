package settingsweb_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/web/webtest"
	"kith/internal/settings"
	"kith/internal/settings/settingstest"
)

const draftPath = "/admin/blueprint/draft"

func draft(t *testing.T, b *settingstest.Borough) settings.Draft {
	t.Helper()
	d, _, err := b.Settings.Draft(b.As(access.Admin))
	must(t, err)
	return d
}

// began is an administrator's browser with a draft.
func began(t *testing.T, b *settingstest.Borough) *webtest.Browser {
	t.Helper()
	b.Apply("start", "")
	browser := site(t, b).As(admin)
	browser.Post(draftPath, nil).LeadsTo(draftPath)
	return browser
}

// form is what a page about the draft sends with its fields: name, value…
func form(t *testing.T, b *settingstest.Borough, file string, more ...string) url.Values {
	d := draft(t, b)
	f, _ := d.File(file)
	sent := url.Values{"draft": {string(d.ID)}, "version": {strconv.FormatInt(f.Version, 10)}, "revision": {strconv.FormatInt(d.Revision(), 10)}}
	for i := 0; i < len(more); i += 2 {
		sent.Add(more[i], more[i+1])
	}
	return sent
}

func swapped(t *testing.T, b *settingstest.Borough, file, from, to string) string {
	t.Helper()
	f, _ := draft(t, b).File(file)
	if !strings.Contains(f.Content, from) {
		t.Fatalf("%s has no %q", file, from)
	}
	return strings.Replace(f.Content, from, to, 1)
}

func TestADraftFromItsBeginningToItsEnd(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		b.Apply("start", "")
		browser := site(t, b).As(admin)
		browser.Get("/admin/blueprint").Is(http.StatusOK).Says("Change it")
		browser.Get(draftPath).Is(http.StatusOK).Says("There is no draft.", "Begin a draft")
		browser.Get(draftPath + "/changes").Is(http.StatusOK).Says("There is no draft.")
		browser.Get(draftPath + "/files/needs.yaml").LeadsTo(draftPath)
		browser.Post(draftPath, nil).LeadsTo(draftPath)
		browser.Get(draftPath).Is(http.StatusOK).Says("It says the same as the version in use.", "Need categories", "As in use", "Begun by admin")
		browser.Get(draftPath+"/files/needs.yaml").Is(http.StatusOK).Says("No problem found.", "Save in the draft").Has(`name="content"`, ">1\n2\n")
		broken := form(t, b, "needs.yaml", "content", swapped(t, b, "needs.yaml", "priority: soon", "priority: someday"))
		browser.Post(draftPath+"/check/needs.yaml", broken).Is(http.StatusOK).Says("1 problem in this file.", "Line 11", "priority: someday", "use one of emergency").Has("<mark>11</mark>")
		browser.Get(draftPath).Says("It says the same as the version in use.")
		browser.Post(draftPath+"/files/needs.yaml", broken).LeadsTo(draftPath + "/files/needs.yaml")
		browser.Get(draftPath+"/files/needs.yaml").Says("It has 1 problem, shown below.", "Line 11")
		browser.Get(draftPath).Says("It has 1 problem and cannot be published yet.", "needs.yaml, line 11").Has("1 problem")
		browser.Post(draftPath+"/publish", form(t, b, "", "note", "why")).Is(http.StatusUnprocessableEntity).Says("needs.yaml, line 11")
		good := strings.Replace(swapped(t, b, "needs.yaml", "priority: someday", "priority: soon"), "due_hours: 48", "due_hours: 36", 1)
		browser.Post(draftPath+"/files/needs.yaml", form(t, b, "needs.yaml", "content", good)).LeadsTo(draftPath + "/files/needs.yaml")
		browser.Get(draftPath+"/changes").Is(http.StatusOK).Says("It has 1 change and no problem.", "Category food: due_hours 48 → 36", "Publish it")
		browser.Post(draftPath+"/publish", form(t, b, "", "note", " ")).Is(http.StatusUnprocessableEntity).Says("Enter why you make this change")
		browser.Post(draftPath+"/publish", form(t, b, "", "note", strings.Repeat("x", 301))).Is(http.StatusUnprocessableEntity)
		old := form(t, b, "", "note", "sooner")
		old.Set("revision", "1")
		browser.Post(draftPath+"/publish", old).Is(http.StatusConflict).Says("Somebody changed the draft while you looked at it.")
		browser.Post(draftPath+"/publish", form(t, b, "", "note", "People wait too long")).LeadsTo("/admin/blueprint")
		browser.Get("/admin/blueprint").Says("Version 2 is in use.", "People wait too long", "Sam admin")
		browser.Post(draftPath+"/publish", old).LeadsTo(draftPath)
		browser.Get("/admin/blueprint?version=1").Says("Go back to this version")
		back := "/admin/blueprint/versions/1/roll-back"
		browser.Get(back).Is(http.StatusOK).Says("due_hours 36 → 48", "Go back to it")
		browser.Post(back, url.Values{"current": {"2"}}).Is(http.StatusUnprocessableEntity).Says("Enter why you go back")
		browser.Post(back, url.Values{"current": {"1"}, "note": {"x"}}).Is(http.StatusConflict).Says("put into use after")
		browser.Post(back, url.Values{"current": {"2"}, "note": {"Too much was promised"}}).LeadsTo("/admin/blueprint")
		browser.Get("/admin/blueprint").Says("Version 3 is in use.", "Back to version 1. Too much was promised")
		browser.Post(back, url.Values{"current": {"3"}, "note": {"x"}}).Is(http.StatusConflict).Says("Nothing was changed.")
		browser.Get("/admin/blueprint/versions/9/roll-back").Is(http.StatusNotFound)
	})
}

func TestTwoWriteOneFile(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	first := form(t, b, "needs.yaml", "content", swapped(t, b, "needs.yaml", "name: Food", "name: Groceries"))
	second := form(t, b, "needs.yaml", "content", swapped(t, b, "needs.yaml", "name: Food", "name: Meals"))
	browser.Post(draftPath+"/files/needs.yaml", first).LeadsTo(draftPath + "/files/needs.yaml")
	browser.Post(draftPath+"/files/needs.yaml", second).Is(http.StatusConflict).
		Says("admin saved this file meanwhile", "− name: Groceries", "+ name: Meals").Has("    name: Meals\n", `name="version" value="2"`)
	second.Set("version", "2")
	browser.Post(draftPath+"/files/needs.yaml", second).LeadsTo(draftPath + "/files/needs.yaml")
}

func TestWhatADraftRefuses(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	browser.Get(draftPath + "/files/nothing.yaml").Is(http.StatusNotFound)
	browser.Get(draftPath + "/files/banners.yaml").Is(http.StatusOK).Says("No problem found.")
	browser.Post(draftPath+"/files/nothing.yaml", form(t, b, "", "content", "a: b")).Is(http.StatusNotFound)
	browser.Post(draftPath+"/files/needs.yaml", form(t, b, "needs.yaml", "content", strings.Repeat("#", 1<<20+1))).Is(http.StatusUnprocessableEntity)
	browser.Post(draftPath+"/check/needs.yaml", form(t, b, "needs.yaml", "content", "\x00\xff")).Is(http.StatusOK).Says("problem")
	browser.Post(draftPath+"/check/needs.yaml", form(t, b, "needs.yaml", "content", "")).Is(http.StatusOK).Says("There is nothing in it")
	browser.Post(draftPath+"/check/triage.yaml", form(t, b, "triage.yaml", "content", swapped(t, b, "triage.yaml", "food_left == 'none'", "food_lift == 'none'"))).Is(http.StatusOK).
		Says("did you mean food_left?").Hides("?.")
	other := form(t, b, "needs.yaml", "content", "a")
	other.Set("draft", "another")
	browser.Post(draftPath+"/files/needs.yaml", other).Is(http.StatusConflict).Says("published or thrown away")
	browser.Post(draftPath+"/discard", other).Is(http.StatusConflict)
	b.Apply("operator", "", [3]string{"needs.yaml", "name: Food", "name: Groceries"})
	browser.Get(draftPath).Says("Version 2 was put into use after this draft was made from version 1.", "Bring the draft up to date")
	browser.Post(draftPath+"/catch-up", form(t, b, "")).LeadsTo(draftPath)
	browser.Get(draftPath).Says("The draft is up to date.").Hides("Bring the draft up to date")
	browser.Post(draftPath+"/discard", form(t, b, "")).LeadsTo("/admin/blueprint")
	browser.Get(draftPath).Says("There is no draft.")
}

func TestGovernanceReadsTheDraft(t *testing.T) {
	b := settingstest.New(t)
	began(t, b)
	reader := site(t, b).As(governance)
	reader.Get(draftPath).Is(http.StatusOK).Hides("Throw the draft away")
	reader.Get(draftPath + "/files/needs.yaml").Is(http.StatusOK).Has("readonly").Hides("Save in the draft")
	reader.Get(draftPath + "/changes").Is(http.StatusOK)
	for _, address := range []string{"", "/files/needs.yaml", "/check/needs.yaml", "/publish", "/discard", "/catch-up"} {
		reader.Post(draftPath+address, form(t, b, "needs.yaml")).Is(http.StatusForbidden)
	}
	reader.Get("/admin/blueprint/versions/1/roll-back").Is(http.StatusForbidden)
}
