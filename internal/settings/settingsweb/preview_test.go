package settingsweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/settings"
	"kith/internal/settings/settingstest"
)

func TestTheFormOfADraftIsWalked(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	start := draftPath + "/preview"
	wording := draftPath + "/questions/who-for"
	browser.Post(wording, sent(browser.Get(wording), "title", "Who is it for?")).LeadsTo(draftPath + "/questions")
	page := browser.Get(start).Is(http.StatusOK).Says("Who is it for?", "Nothing you enter is saved.")
	browser.Post(start+"/who-for", sent(page)).Is(http.StatusUnprocessableEntity).Says("Select who needs the help")
	page = browser.Post(start+"/who-for", sent(page, "who_for", "me")).Is(http.StatusOK).Says("Where do you live?")
	typed := map[string][]string{
		"where": {"address", "1 High Street", "postcode", "WN1 1AA"}, "needs": {"needs", "pets"}, "pet": {"pet_need", "food"},
		"name": {"first_name", "Ada", "last_name", "Quill"}, "contact": {"phone", "01632 960 999"},
	}
	for !strings.Contains(page.Words(), "What do you agree to?") {
		_, rest, _ := strings.Cut(page.Body, start+"/")
		id, _, _ := strings.Cut(rest, `"`)
		page = browser.Post(start+"/"+id, sent(page, typed[id]...)).Is(http.StatusOK)
	}
	page = browser.Post(start+"/agreement", sent(page)).Is(http.StatusOK).Says("Check your answers", "nothing is sent", "Ada", "Pet food")
	browser.Post(draftPath+"/triage", sent(page)).Is(http.StatusOK).Says("The answers you entered", "Pets", "Help with a pet", "The draft decides as the version in use does.")
	for _, given := range []string{"", "{", "[]", `{"no_such":["x"]}`} {
		browser.Post(start+"/where", url.Values{"given": {given}, "postcode": {"WN1 1AA"}}).Is(http.StatusOK).Says("Who is it for?")
	}
	browser.Post(start+"/nothing", sent(page)).Is(http.StatusNotFound)
}

func TestTriageIsTriedOnBothSides(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	address := draftPath + "/triage"
	page := browser.Get(address).Is(http.StatusOK).Says("Try triage", "No food and no money")
	browser.Post(address, sent(page)).Is(http.StatusUnprocessableEntity).Says("Select a request")
	browser.Post(address, sent(page, "sample", "nothing")).Is(http.StatusUnprocessableEntity)
	for _, s := range settings.Samples() {
		browser.Post(address, sent(page, "sample", s.ID)).Is(http.StatusOK).Says(s.Name, "Priority", "Why", "The draft decides as the version in use does.")
	}
	browser.Post(draftPath+"/files/needs.yaml", form(t, b, "needs.yaml", "content", swapped(t, b, "needs.yaml", "task_title: Give a lift", "task_title: Drive somebody"))).LeadsTo(draftPath + "/files/needs.yaml")
	browser.Post(draftPath+"/files/needs.yaml", form(t, b, "needs.yaml", "content", swapped(t, b, "needs.yaml", "name: Pets", "name: Animals"))).LeadsTo(draftPath + "/files/needs.yaml")
	browser.Post(draftPath+"/files/needs.yaml", form(t, b, "needs.yaml", "content", swapped(t, b, "needs.yaml", "task_title: Find out if they are safe and well", "task_title: Knock at the door"))).LeadsTo(draftPath + "/files/needs.yaml")
	browser.Post(address, sent(page, "sample", "not-seen", "shielded", "yes", "out_of_hours", "yes")).Is(http.StatusOK).
		Says("1 difference.", "Now, version 1", "Find out if they are safe and well", "By the draft", "Knock at the door", "Different")
	site(t, b).As(governance).Post(address, sent(page, "sample", "not-seen")).Is(http.StatusOK)
	site(t, b).Browser("").Get(address).Is(http.StatusSeeOther)
}
