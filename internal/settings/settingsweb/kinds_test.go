package settingsweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/plat/web/webtest"
	"kith/internal/settings/settingstest"
)

const kindsPath = draftPath + "/needs"

// files are needs.yaml and questions.yaml of the draft.
func files(t *testing.T, b *settingstest.Borough) string {
	t.Helper()
	d := draft(t, b)
	n, _ := d.File("needs.yaml")
	q, _ := d.File("questions.yaml")
	return n.Content + q.Content
}

func TestAKindOfHelpIsChangedByAForm(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		browser.Get(kindsPath).Is(http.StatusOK).Says("Kinds of help", "Pets", "Help with a pet").Hides("Off")
		before, one := files(t, b), kindsPath+"/pets"
		page := browser.Get(one).Is(http.StatusOK).Says("Kind of help: Pets")
		browser.Post(one, sent(page)).LeadsTo(kindsPath)
		if files(t, b) != before {
			t.Error("a form sent as it was changes a file")
		}
		browser.Post(one, sent(page, "name", "Animals", "label", "Dogs: and cats", "hint", "We walk dogs.")).LeadsTo(kindsPath)
		want := strings.Replace(before, "    name: Pets\n    public_label: Help with a pet\n", "    name: Animals\n    public_label: \"Dogs: and cats\"\n", 1)
		want = strings.Replace(want, "label: Help with a pet\n", "label: \"Dogs: and cats\"\n            hint: We walk dogs.\n", 1)
		if got := files(t, b); got != want {
			t.Errorf("the files are\n%s", got)
		}
		// Of two forms sent from one page both count, where they change other things.
		browser.Post(one, sent(page, "offered", "no")).LeadsTo(kindsPath)
		over := browser.Post(one, sent(page, "name", "Beasts")).Is(http.StatusConflict).Says("admin changed this meanwhile to “Animals”").Has(`value="Beasts"`)
		browser.Post(one, sent(over)).LeadsTo(kindsPath)
		if got := files(t, b); strings.Count(got, "off: true") != 2 || !strings.Contains(got, "name: Beasts\n") {
			t.Errorf("the files are\n%s", got)
		}
		browser.Get(kindsPath).Says("Beasts", "Off")
		browser.Post(one, sent(browser.Get(one), "offered", "yes")).LeadsTo(kindsPath)
		if strings.Contains(files(t, b), "off:") {
			t.Error("it is still off")
		}
		for field, wrong := range map[string]string{"name": " ", "label": "", "hint": strings.Repeat("x", 301), "offered": ""} {
			browser.Post(one, sent(browser.Get(one), field, wrong)).Is(http.StatusUnprocessableEntity)
		}
		site(t, b).As(governance).Get(one).Is(http.StatusOK).Hides("Save in the draft")
		site(t, b).As(governance).Post(one, sent(page)).Is(http.StatusForbidden)
		browser.Get(kindsPath + "/nothing").Is(http.StatusNotFound)
		browser.Post(kindsPath+"/nothing", sent(page)).Is(http.StatusNotFound)
		browser.Post(kindsPath+"/nothing/move", sent(page)).Is(http.StatusNotFound)
	})
}

// What is off is not offered on the form of the draft, and its questions and rules stay.
func TestAKindOfHelpThatIsOffIsNotOffered(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	off := func(id string) webtest.Page {
		return browser.Post(kindsPath+"/"+id, sent(browser.Get(kindsPath+"/"+id), "offered", "no"))
	}
	toNeeds := func() webtest.Page {
		page := browser.Get(draftPath + "/preview")
		page = browser.Post(draftPath+"/preview/who-for", sent(page, "who_for", "me"))
		page = browser.Post(draftPath+"/preview/where", sent(page, "postcode", "WN2 3EB"))
		return browser.Post(draftPath+"/preview/helps", sent(page))
	}
	toNeeds().Is(http.StatusOK).Says("Help with a pet", "Food")
	off("food").LeadsTo(kindsPath)
	toNeeds().Is(http.StatusOK).Says("Help with a pet").Hides(`value="food"`)
	if _, problems := b.Settings.Check(draft(t, b)); len(problems) > 0 {
		t.Errorf("rules that name it are at fault: %v", problems)
	}
	built, _ := b.Settings.Check(draft(t, b))
	ids := kindsOn(built)
	for _, id := range ids[2:] { // food, the first, is off already
		off(id).LeadsTo(kindsPath)
	}
	off(ids[1]).Is(http.StatusUnprocessableEntity).Says("There is nothing to choose between")
}

func TestKindsOfHelpChangePlaces(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		order := func() string {
			built, problems := b.Settings.Check(draft(t, b))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			return strings.Join(kindsOn(built)[:3], " ")
		}
		move := func(id, to string) {
			t.Helper()
			browser.Post(kindsPath+"/"+id+"/move", form(t, b, "", "to", to)).LeadsTo(kindsPath)
		}
		before := files(t, b)
		move("medicines", "up")
		if got := order(); got != "medicines food shopping" {
			t.Errorf("the order is %s", got)
		}
		browser.Get(kindsPath).Says("Medicines is moved up in the draft.")
		move("medicines", "up") // is the first already
		move("medicines", "down")
		if files(t, b) != before {
			t.Error("there and back changes the file")
		}
		browser.Post(kindsPath+"/food/move", url.Values{"draft": {"another"}, "to": {"down"}}).Is(http.StatusConflict)
		site(t, b).As(governance).Get(kindsPath).Is(http.StatusOK).Hides("Down")
		site(t, b).As(governance).Post(kindsPath+"/food/move", form(t, b, "")).Is(http.StatusForbidden)
		// A file written another way is changed by hand.
		browser.Post(draftPath+"/files/questions.yaml", form(t, b, "questions.yaml", "content", swapped(t, b, "questions.yaml",
			"          - id: food\n            label: Food\n", "          - {id: food, label: Food}\n"))).LeadsTo(draftPath + "/files/questions.yaml")
		browser.Post(kindsPath+"/food/move", form(t, b, "", "to", "down")).Is(http.StatusConflict).Says("only its text can be changed")
	})
}

func TestTheWordingOfAKindOfHelpIsTheSameInBothFiles(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	address := draftPath + "/questions/needs"
	browser.Post(address, sent(browser.Get(address), "q0-o0", "Something to eat")).LeadsTo(draftPath + "/questions")
	if got := files(t, b); !strings.Contains(got, "    public_label: Something to eat\n") || !strings.Contains(got, "            label: Something to eat\n") {
		t.Error("it is called two things")
	}
}
