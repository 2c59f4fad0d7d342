package settingsweb_test

import (
	"net/http"
	"strings"
	"testing"

	"kith/internal/settings/settingstest"
)

func TestBannersAreMadeByAForm(t *testing.T) {
	settingstest.Each(t, func(t *testing.T, b *settingstest.Borough) {
		browser := began(t, b)
		list, add := draftPath+"/banners", draftPath+"/banners/new"
		browser.Get(list).Is(http.StatusOK).Says("There is no banner.", "Add a banner")
		page := browser.Get(add).Is(http.StatusOK).Says("How serious it is")
		good := []string{"title", "Storm: tonight", "text", "Stay in.\r\nKeep a torch.", "level", "important", "until-day", "31", "until-month", "12", "until-year", "2999"}
		for what, wrong := range map[string][]string{
			"Enter title": {"title", " "}, "Enter text": {"text", ""}, "Select how serious it is": {"level", ""},
			"must be a real date":                 {"from-day", "31", "from-month", "2", "from-year", "2030"},
			"The last day comes before the first": {"from-day", "1", "from-month", "2", "from-year", "3000"},
			"300 characters or less":              {"text", strings.Repeat("x", 301)},
		} {
			browser.Post(add, sent(page, append(append([]string{}, good...), wrong...)...)).Is(http.StatusUnprocessableEntity).Says(what)
		}
		browser.Post(add, sent(page, append(good, "level", "loud")...)).Is(http.StatusUnprocessableEntity)
		browser.Post(add, sent(page, good...)).LeadsTo(list)
		browser.Post(add, sent(page, append(good, "until-day", "", "until-month", "", "until-year", "")...)).LeadsTo(list)
		browser.Get(list).Says("Storm: tonight", "Shown", "Important: something has changed.", "Until 31 December 2999.", "Until it is taken away.")
		f, _ := draft(t, b).File("banners.yaml")
		if want := "banners:\n  - id: storm-tonight\n    title: \"Storm: tonight\"\n    text: |\n      Stay in.\n      Keep a torch.\n    level: important\n    until: 2999-12-31\n"; !strings.HasPrefix(f.Content, want) {
			t.Errorf("the file is\n%s", f.Content)
		}
		one := list + "/storm-tonight"
		browser.Post(one, sent(browser.Get(one).Is(http.StatusOK))).LeadsTo(list)
		if same, _ := draft(t, b).File("banners.yaml"); same.Content != f.Content {
			t.Error("a form sent as it was changes the file")
		}
		browser.Post(one, sent(browser.Get(one), "level", "emergency", "until-day", "", "until-month", "", "until-year", "")).LeadsTo(list)
		browser.Get(list).Says("Emergency: people may be in danger.").Hides("31 December")
		site(t, b).As(governance).Get(list).Is(http.StatusOK).Hides("Take away")
		for _, id := range []string{"storm-tonight", "storm-tonight-2"} {
			browser.Post(list+"/"+id+"/remove", form(t, b, "")).LeadsTo(list)
		}
		browser.Post(list+"/storm-tonight/remove", form(t, b, "")).Is(http.StatusNotFound)
		browser.Get(one).Is(http.StatusNotFound)
		browser.Get(list).Says("There is no banner.")
	})
}
