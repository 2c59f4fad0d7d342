package settingsweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/plat/web/webtest"
	"kith/internal/settings/settingstest"
)

const (
	scriptPath = draftPath + "/script"
	stepsPath  = scriptPath + "/steps"
)

// scriptOf is script.yaml of the draft.
func scriptOf(t *testing.T, b *settingstest.Borough) string {
	t.Helper()
	f, _ := draft(t, b).File("script.yaml")
	return f.Content
}

// ticking is what a browser sends of a step with other pages ticked.
func ticking(p webtest.Page, pages ...string) url.Values {
	values := sent(p)
	values["pages"] = pages
	return values
}

func TestTheScriptIsWordedByForms(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		browser.Get(draftPath).Has(`href="` + scriptPath + `"`)
		before := scriptOf(t, b)
		browser.Get(scriptPath).Is(http.StatusOK).Says("Who helps you already?", "Beside it: “What do you need help with?”", "18 pages of the form beside no step", "How much food do you have?", "Have you something to write with?")
		for _, form := range []string{"/opening", "/closing", "/steps/who", "/steps/where"} {
			address := scriptPath + form
			browser.Post(address, sent(browser.Get(address).Is(http.StatusOK))).LeadsTo(scriptPath)
		}
		if scriptOf(t, b) != before {
			t.Error("forms sent as they were change the file")
		}
		opening := scriptPath + "/opening"
		browser.Post(opening, sent(browser.Get(opening), "say", "Good day: this is Wigan.")).LeadsTo(scriptPath)
		browser.Post(opening, sent(browser.Get(opening), "safe", "")).Is(http.StatusUnprocessableEntity).Says("Enter question whether it is safe to talk")
		where := stepsPath + "/where"
		browser.Post(where, sent(browser.Get(where), "say", "Where are you living now?", "note", "")).LeadsTo(scriptPath)
		want := strings.Replace(before, "say: Hello, this is Wigan community help. My name is … Thank you for ringing.", `say: "Good day: this is Wigan."`, 1)
		want = strings.Replace(want, "Where do you live? Do you know the postcode?\n    note: For the door, ask about flats, stairs and bells.\n", "Where are you living now?\n", 1)
		if got := scriptOf(t, b); got != want {
			t.Errorf("the file is\n%s", got)
		}
		browser.Post(where, sent(browser.Get(where), "say", " ", "column", "left")).Is(http.StatusUnprocessableEntity).Says("Enter what the agent says")
		browser.Get(stepsPath + "/nothing").Is(http.StatusNotFound)
		site(t, b).As(governance).Get(scriptPath).Is(http.StatusOK).Hides("Add a step", "Down")
		site(t, b).As(governance).Get(where).Is(http.StatusOK).Hides("Save in the draft", "Remove this step")
		site(t, b).As(governance).Post(where, sent(browser.Get(where))).Is(http.StatusForbidden)
	})
}

// Closing words are typed one on a line. What stays keeps its remark, and what is wrong is
// said by its line.
func TestClosingWordsAreTypedOneOnALine(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		address := scriptPath + "/closing"
		before := scriptOf(t, b)
		browser.Post(draftPath+"/files/script.yaml", form(t, b, "script.yaml", "content", strings.Replace(before, "closing:\n", "closing:\n  # First of all.\n", 1)))
		before = scriptOf(t, b)
		page := browser.Get(address).Is(http.StatusOK)
		now := sent(page).Get("closing")
		browser.Post(address, sent(page, "closing", strings.Replace(now, "\n", "\r\n\r\n  Take your time: I can wait. \r\n", 1))).LeadsTo(scriptPath)
		after := strings.Replace(before, "your code are …\n", "your code are …\n  - \"Take your time: I can wait.\"\n", 1)
		if got := scriptOf(t, b); got != after {
			t.Errorf("the file is\n%s", got)
		}
		browser.Get(scriptPath).Says("Take your time: I can wait.")
		over := browser.Post(address, sent(page, "closing", "Goodbye.")).Is(http.StatusConflict).Says("admin changed this meanwhile to", "Take your time: I can wait., The team").Has(">Goodbye.</textarea>")
		browser.Post(address, sent(over)).LeadsTo(scriptPath)
		if got := scriptOf(t, b); !strings.HasSuffix(got, "closing:\n  # First of all.\n  - Goodbye.\n") {
			t.Errorf("the file is\n%s", got)
		}
		browser.Post(address, sent(browser.Get(address), "closing", "")).LeadsTo(scriptPath)
		browser.Get(scriptPath).Says("Nothing is said at the end.")
		browser.Post(address, sent(browser.Get(address), "closing", "Short.\n"+strings.Repeat("x", 201))).Is(http.StatusUnprocessableEntity).Says("Line 2 has 201 characters")
		browser.Post(address, sent(browser.Get(address), "closing", strings.Repeat("More.\n", 9))).Is(http.StatusUnprocessableEntity).Says("There are 9 lines. Leave 8 at most")
		browser.Post(address, sent(browser.Get(address), "closing", "Go well.")).LeadsTo(scriptPath)
		if got := scriptOf(t, b); !strings.HasSuffix(got, "closing:\n  - Go well.\n") {
			t.Errorf("the file is\n%s", got)
		}
	})
}

func TestStepsChangePlacesInTheirColumn(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	before := scriptOf(t, b)
	move := func(id, to string) {
		t.Helper()
		browser.Post(stepsPath+"/"+id+"/move", form(t, b, "", "to", to)).LeadsTo(scriptPath)
	}
	move("where", "up")
	body := browser.Get(scriptPath).Says("Step “where” is moved up in the draft.").Body
	if strings.Index(body, "/steps/where\"") > strings.Index(body, "/steps/who\"") {
		t.Error("where does not stand before who")
	}
	move("where", "down")
	if scriptOf(t, b) != before {
		t.Error("there and back changes the file")
	}
	// The first of its column stays: what stands above it in the file is in the other column.
	move("who", "up")
	if scriptOf(t, b) != before {
		t.Error("the first of a column moves")
	}
	who := stepsPath + "/strengths"
	browser.Post(who, sent(browser.Get(who), "column", "who")).LeadsTo(scriptPath)
	move("who", "up") // past the needs, which stand between them in another column
	if body = browser.Get(scriptPath).Body; strings.Index(body, "/steps/who\"") > strings.Index(body, "/steps/strengths\"") {
		t.Error("who does not pass what is in its column now")
	}
	site(t, b).As(governance).Post(who+"/move", form(t, b, "")).Is(http.StatusForbidden)
}

// A page stands beside one step: ticked at another it is taken from there.
func TestAPageStandsBesideOneStep(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		before := scriptOf(t, b)
		where := stepsPath + "/where"
		page := browser.Get(where).Is(http.StatusOK).Says("Beside step “reach” now. Ticked here, it is taken from there.")
		browser.Post(where, ticking(page, "where", "contact", "food-left")).LeadsTo(scriptPath)
		want := strings.Replace(before, "pages: [where]", "pages: [where, contact, food-left]", 1)
		want = strings.Replace(want, "pages: [contact, agreement]", "pages: [agreement]", 1)
		if got := scriptOf(t, b); got != want {
			t.Errorf("the file is\n%s", got)
		}
		reach := stepsPath + "/reach"
		browser.Post(reach, ticking(browser.Get(reach))).LeadsTo(scriptPath)
		browser.Get(scriptPath).Says("No questions: its words alone.")
		browser.Post(where, ticking(browser.Get(where), "nowhere")).Is(http.StatusUnprocessableEntity)
		// What is needed must be asked somewhere.
		needed := stepsPath + "/needs"
		browser.Post(needed, ticking(browser.Get(needed))).Is(http.StatusUnprocessableEntity).Says("No step asks what is needed")
		browser.Get(needed + "/remove").Is(http.StatusOK).Says("a call cannot go without that").Hides("Remove it from the draft")
		browser.Post(needed+"/remove", form(t, b, "")).Is(http.StatusUnprocessableEntity).Says("No step asks what is needed")
		strengths := stepsPath + "/strengths"
		browser.Post(strengths, ticking(browser.Get(strengths), "helps", "needs")).LeadsTo(scriptPath)
		browser.Get(strengths + "/remove").Says("a call cannot go without that")
		browser.Get(stepsPath + "/who/remove").Says("These then stand beside no step, and open below the needs: “Who needs the help?”")
		browser.Get(needed + "/remove").Says("Remove it from the draft").Hides("a call cannot go without")
		browser.Post(needed+"/remove", form(t, b, "")).LeadsTo(scriptPath)
		browser.Get(needed).Is(http.StatusNotFound)
		if strings.Contains(scriptOf(t, b), "id: needs") {
			t.Error("the step is still there")
		}
	})
}

func TestAStepIsAddedAndTakenAway(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		before := scriptOf(t, b)
		add := stepsPath + "/new"
		page := browser.Get(add).Is(http.StatusOK)
		browser.Post(add, sent(page)).Is(http.StatusUnprocessableEntity).Says("Enter a name for the step", "Enter what the agent says", "Select where it stands")
		values := ticking(page, "helps")
		for name, v := range map[string]string{"name": "Pets: at home", "say": "Do you have a pet?\r\nMore than one?", "column": "said"} {
			values.Set(name, v)
		}
		browser.Post(add, values).LeadsTo(scriptPath)
		browser.Get(scriptPath).Says("Step “pets-at-home” is in the draft", "Do you have a pet?")
		want := strings.Replace(before, "pages: [helps]", "pages: []", 1)
		want = strings.Replace(want, "pages: [contact, agreement]\n", "pages: [contact, agreement]\n  - id: pets-at-home\n    column: said\n    say: |\n      Do you have a pet?\n      More than one?\n    pages: [helps]\n", 1)
		if got := scriptOf(t, b); got != want {
			t.Errorf("the file is\n%s", got)
		}
		values.Del("pages")
		browser.Post(add, values).LeadsTo(scriptPath)
		if !strings.Contains(scriptOf(t, b), "id: pets-at-home-2\n") {
			t.Error("two of one name are not told apart")
		}
		browser.Get(stepsPath + "/pets-at-home-2/remove").Is(http.StatusOK).Says("Remove it from the draft").Hides("These then stand beside no step")
		browser.Post(stepsPath+"/pets-at-home-2/remove", form(t, b, "")).LeadsTo(scriptPath)
		browser.Post(stepsPath+"/pets-at-home-2/remove", form(t, b, "")).Is(http.StatusNotFound)
		browser.Get(scriptPath).Says("is taken out of the draft")
		site(t, b).As(governance).Get(add).Is(http.StatusForbidden)
	})
}
