package settingsweb_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kith/internal/plat/web/webtest"
	"kith/internal/settings/settingstest"
)

var (
	inputs = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"`)
	areas  = regexp.MustCompile(`(?s)<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>`)
	chosen = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]* type="(?:radio|checkbox)" value="([^"]*)"[^>]* checked`)
)

// sent is what a browser would send of the form on a page, with some fields typed over.
func sent(p webtest.Page, over ...string) url.Values {
	values := url.Values{}
	for _, m := range append(inputs.FindAllStringSubmatch(p.Body, -1), areas.FindAllStringSubmatch(p.Body, -1)...) {
		if !strings.Contains(m[0], `type="radio"`) && !strings.Contains(m[0], `type="checkbox"`) {
			values.Set(m[1], html.UnescapeString(m[2]))
		}
	}
	for _, m := range chosen.FindAllStringSubmatch(p.Body, -1) {
		values.Add(m[1], m[2])
	}
	for i := 0; i < len(over); i += 2 {
		values.Set(over[i], over[i+1])
	}
	return values
}

func TestTheHelplineIsChangedByAForm(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		address := draftPath + "/helpline"
		page := browser.Get(address).Is(http.StatusOK).Says("Helpline and opening hours").Has(`value="Every day, 8am to 8pm"`)
		before, _ := draft(t, b).File("borough.yaml")
		browser.Post(address, sent(page)).LeadsTo(draftPath)
		if after, _ := draft(t, b).File("borough.yaml"); after.Content != before.Content {
			t.Error("a form sent as it was changes the file")
		}
		browser.Post(address, sent(page, "hours", "Every day, 9am to 6pm")).LeadsTo(draftPath)
		after, _ := draft(t, b).File("borough.yaml")
		if want := strings.Replace(before.Content, "8am to 8pm", "9am to 6pm", 1); after.Content != want {
			t.Errorf("the file is\n%s", after.Content)
		}
		// Of two forms sent from one page both count, where they change other things.
		browser.Post(address, sent(page, "out_of_hours", "Ring 999.")).LeadsTo(draftPath)
		browser.Get(address).Has(`value="Every day, 9am to 6pm"`, `value="Ring 999."`)
		over := browser.Post(address, sent(page, "hours", "Never")).Is(http.StatusConflict).
			Says("admin changed this meanwhile to “Every day, 9am to 6pm”").Has(`value="Never"`)
		browser.Post(address, sent(over)).LeadsTo(draftPath)
		browser.Get(address).Has(`value="Never"`)
		for field, wrong := range map[string]string{"hours": "", "phone": "12", "emergency_text": strings.Repeat("x", 201), "welcome": " "} {
			browser.Post(address, sent(browser.Get(address), field, wrong)).Is(http.StatusUnprocessableEntity)
		}
		browser.Post(address, sent(browser.Get(address), "phone", "12")).Says("borough.yaml, line 12")
		site(t, b).As(governance).Get(address).Is(http.StatusOK).Hides("Save in the draft")
		site(t, b).As(governance).Post(address, sent(page)).Is(http.StatusForbidden)
	})
}

func TestAQuestionIsWordedByAForm(t *testing.T) {
	b := settingstest.New(t)
	browser := began(t, b)
	list := draftPath + "/questions"
	browser.Get(list).Is(http.StatusOK).Says("Who needs the help?", "4 questions. When who_for == 'someone-else'")
	before, _ := draft(t, b).File("questions.yaml")
	d := draft(t, b)
	built, problems := b.Settings.Check(d)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, id := range pagesOf(built) {
		page := browser.Get(list + "/" + id).Is(http.StatusOK)
		browser.Post(list+"/"+id, sent(page)).LeadsTo(list)
	}
	if after, _ := draft(t, b).File("questions.yaml"); after.Content != before.Content {
		t.Error("forms sent as they were change the file")
	}
	page := browser.Get(list + "/who-for")
	browser.Post(list+"/who-for", sent(page, "title", "Who is this for?", "q0-o1-hint", "", "q0-hint", "Choose one: please")).LeadsTo(list)
	after, _ := draft(t, b).File("questions.yaml")
	for _, want := range []string{"title: Who is this for?\n", "hint: \"Choose one: please\"\n", "# What we ask, one question a page."} {
		if !strings.Contains(after.Content, want) {
			t.Errorf("the file has no %q", want)
		}
	}
	if strings.Contains(after.Content, "A relative, a friend") {
		t.Error("the hint is still there")
	}
	browser.Post(list+"/who-for", sent(browser.Get(list+"/who-for"), "title", "")).Is(http.StatusUnprocessableEntity).Says("Enter title")
	browser.Post(list+"/who-for", sent(browser.Get(list+"/who-for"), "title", strings.Repeat("x", 151))).Is(http.StatusUnprocessableEntity)
	browser.Get(list + "/nothing").Is(http.StatusNotFound)
	browser.Post(list+"/nothing", sent(page)).Is(http.StatusNotFound)
	browser.Post(draftPath+"/files/needs.yaml", form(t, b, "needs.yaml", "content", "categories: soon")).LeadsTo(draftPath + "/files/needs.yaml")
	browser.Get(list).Is(http.StatusOK).Says("This draft has a problem")
}
