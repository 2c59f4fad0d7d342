package measuresweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/measures/measuresweb"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
)

// desk is a borough with the pages of its figures.
type desk struct {
	*measurestest.Borough
	*webtest.Site
}

func (d desk) HoodName(_ context.Context, id string) string { return "Hub " + id }
func (d desk) Lists(context.Context) ([]contacts.List, error) {
	return []contacts.List{{ID: "shielded", Name: "Shielded"}}, nil
}

func (d desk) as(r access.Role, hood string) *webtest.Browser {
	return d.Site.As(reportstest.Somebody(r, hood))
}

func (d desk) hand(at, name, text, source string) (int, string) {
	p := d.as(access.Analyst, "").Upload(at, url.Values{"source": {source}, "do": {"check"}}, "file", name, text)
	return p.Status, p.Words()
}

func newDesk(t *testing.T) desk {
	d := desk{Borough: measurestest.New(t)}
	d.Site = webtest.New(t, d.ID(), d.Clock, nil)
	d.Mount(measuresweb.Pages(d.Measures, d))
	return d
}

// The pages of figures with nothing counted, with figures of others, with what cannot be read,
// with a borough at work, and for each who may see them. One borough serves them all.
func TestPagesOfFigures(t *testing.T) {
	d := newDesk(t)
	run := func(name string, test func(*testing.T, desk)) {
		t.Run(name, func(t *testing.T) { test(t, d) })
	}
	run("empty", empty)
	run("what others count", typed)
	run("bad input", wrong)
	d.Fill(90)
	d.Clock.Set(d.Clock.Now().AddDate(0, 0, 1)) // what is over is counted anew the next day
	d.Count()
	run("full", full)
	run("access", seen)
}

// Before anything was counted each page says so, and how figures come to be.
func empty(t *testing.T, d desk) {
	b := d.as(access.Analyst, "")
	b.Get("/figures").Is(http.StatusOK).Says("This week was not counted yet.", "Figures are counted every ten minutes.")
	b.Get("/figures/people").Is(http.StatusOK).Says("People supported")
	b.Get("/figures/grants").Is(http.StatusOK).Says("Nobody has typed this figure in yet")
	b.Get("/figures/reach").Is(http.StatusOK).Says("not counted yet", "it is not known who lives here", "Hand in a table from the census", "no quarter with answers is over yet")
	b.Get("/figures/on-lists?list=shielded").Is(http.StatusOK).Says("Shielded")
}

// With a borough at work the figures lead to what they count.
func full(t *testing.T, d desk) {
	b := d.as(access.Analyst, "")
	b.Get("/figures").Is(http.StatusOK).Says("requests came in", "people were supported", "Whom we reached", "Download these figures", "The report to the board")
	b.Get("/figures/requests").Is(http.StatusOK).Says("Requests received", "Who answers for it")
	b.Get("/figures/export.csv").Is(http.StatusOK).Says("People supported", "Taken by")
	b.Get("/figures/reach").Is(http.StatusOK).Says("Deprivation", "People supported")
}

// What others count is typed in and shows its source, its day and who typed it.
func typed(t *testing.T, d desk) {
	b := d.as(access.Analyst, "")
	form := url.Values{"as_at-day": {"29"}, "as_at-month": {"3"}, "as_at-year": {"2020"}, "value": {"5013"}, "source": {"Business rates"}}
	b.Post("/figures/grants/type", form).LeadsTo("/figures/grants")
	b.Get("/figures/grants").Is(http.StatusOK).Says("5,013", "29 March 2020", "Business rates")
	b.Post("/figures/grants/type", form).Is(http.StatusConflict).Says("This figure was typed for that day already")
}

// What cannot be read is refused with words that say how to mend it, and nothing typed is lost.
func wrong(t *testing.T, d desk) {
	b := d.as(access.Analyst, "")
	b.Get("/figures?week=yesterday").Is(http.StatusNotFound).Says("That is no week. Choose one")
	b.Get("/figures?week=2019-01-07").Is(http.StatusNotFound)
	b.Get("/figures/no-such-figure").Is(http.StatusNotFound)
	b.Get("/figures/people/type").Is(http.StatusNotFound)
	b.Post("/figures/grants/type", url.Values{"source": {"Business rates"}}).Is(http.StatusUnprocessableEntity).
		Says("Enter the figure", "There is a problem").Says("Who counted it")
	late := day.Of(d.Clock.Now()).AddDays(1)
	b.Post("/figures/grants/type", url.Values{
		"as_at-day": {late.String()[8:]}, "as_at-month": {late.String()[5:7]}, "as_at-year": {"2020"}, "value": {"1"}, "source": {"x"},
	}).Is(http.StatusUnprocessableEntity)
	for want, text := range map[string]string{
		"The file lacks the column": "when,how many\n1,2\n", "is not a day": "day,value\nsoon,2\n", "not a whole number": "day,value\n2020-03-01,lots\n",
		"Rows 2 and 3 are both of 1 March 2020": "day,value\n2020-03-01,1\n2020-03-01,2\n", "still to come": "day,value\n2021-03-01,1\n",
		"A figure is nought or more": "day,value\n2020-03-01,-1\n", "has no rows below its first": "day,value\n",
	} {
		status, words := d.hand("/figures/demand/file", "series.csv", text, "EDT")
		if status != http.StatusUnprocessableEntity || !strings.Contains(words, want) || !strings.Contains(words, "Who counted it") {
			t.Errorf("%q: %d, and not %q in %s", text, status, want, words)
		}
	}
}

// Who may see which figures: a hub its own, planners the borough's, a volunteer none.
func seen(t *testing.T, d desk) {
	for _, c := range []struct {
		role   access.Role
		hood   string
		path   string
		status int
	}{
		{access.Coordinator, "hapi", "/figures", http.StatusOK},
		{access.Coordinator, "hapi", "/figures/reach", http.StatusForbidden},
		{access.Coordinator, "hapi", "/figures/grants/type", http.StatusForbidden},
		{access.PublicHealth, "", "/figures/reach", http.StatusOK},
		{access.PublicHealth, "", "/figures/on-lists?list=shielded", http.StatusForbidden},
		{access.Volunteer, "", "/figures", http.StatusForbidden},
	} {
		if got := d.as(c.role, c.hood).Get(c.path).Status; got != c.status {
			t.Errorf("%s of %q at %s: %d, want %d", c.role, c.hood, c.path, got, c.status)
		}
	}
	d.as(access.PublicHealth, "").Get("/figures/reach").Hides("Hand in a table")
}
