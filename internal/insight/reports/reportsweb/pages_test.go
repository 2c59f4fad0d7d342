package reportsweb_test

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/insight/reports/reportsweb"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/web/webtest"
)

func site(t *testing.T, b *reportstest.Borough) *webtest.Site {
	t.Helper()
	s := webtest.New(t, b.ID(), b.Clock, nil)
	a := api.New("test")
	reportsweb.Operations(b.Reports)(a)
	s.Mount(reportsweb.Pages(b.Reports), a.Pages())
	return s
}

var (
	manager     = reportstest.Somebody(access.Manager, "")
	coordinator = reportstest.Somebody(access.Coordinator, "hapi")
	member      = reportstest.Somebody(access.Member, "")
	health      = reportstest.Somebody(access.PublicHealth, "")
)

func TestTheBoroughsDashboard(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		b.Fill(60)
		p := site(t, b).As(manager).Get("/dashboard").Is(http.StatusOK)
		p.Says("Dashboard: whole borough", "overdue", "As at 2:20pm on Thursday 2 April 2020", "Requests received", "People supported",
			"by this time last week", "Needs by category", "Food", "Restricted", "Requests by channel", "Walk-in", "Hubs",
			"Volunteers and shifts, as they stand now", "In induction", "Shifts open this week", "Volunteers and shifts, by hub", "Time volunteers gave", "Reserve called up",
			"HAPI", "Coordination queue", "What each figure counts", "Open tasks that are past the time they were due.")
		p.Has(`href="/dashboard?hub=hapi"`, `href="/board?view=overdue"`, `href="/requests?state=received"`, `<rect`, `aria-current="page"`)
		p.Hides("*", "opiate", "Domestic")
	})
}

func TestAnEmptyBoroughsDashboard(t *testing.T) {
	b := reportstest.New(t)
	p := site(t, b).As(manager).Get("/dashboard").Is(http.StatusOK)
	p.Says("Nothing is overdue and every request has been accepted. No tasks are open.", "Nothing was asked for this week or last.", "–")
}

func TestACoordinatorsDashboard(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	browser := site(t, b).As(coordinator)
	p := browser.Get("/dashboard").Is(http.StatusOK)
	p.Says("Dashboard: HAPI").Hides("Leigh", "Coordination queue", "Whole borough")
	p.Has(`hub=hapi`)
	browser.Get("/dashboard?hub=hapi").Is(http.StatusOK)
	browser.Get("/dashboard?hub=leigh").Is(http.StatusForbidden)
	browser.Get("/dashboard/tasks-done").Is(http.StatusOK).Says("Tasks done: HAPI")
	browser.Get("/dashboard/tasks-done?hub=leigh").Is(http.StatusForbidden)
	browser.Get("/dashboard/tasks-done?hub=hapi").Is(http.StatusOK)
}

func TestTheDashboardOfWhoMaySeeFiguresAlone(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	browser := site(t, b).As(health)
	for _, address := range []string{"/dashboard", "/dashboard?hub=hapi", "/dashboard?hub=" + feature.Queue} {
		p := browser.Get(address).Is(http.StatusOK)
		p.Says("So that nobody can be recognised", "*")
		p.Hides("/volunteers", "/deployment/", "/dashboard/reserve", "/board?", "/requests?", "/dashboard/needs", "/dashboard/first", "/dashboard/tasks", "/dashboard/help", "/dashboard/people", "/dashboard/given")
	}
	browser.Get("/dashboard/people-supported").Is(http.StatusForbidden)
}

func TestWhoElseMayOpenIt(t *testing.T) {
	b := reportstest.New(t)
	s := site(t, b)
	s.Browser("").Get("/dashboard").Is(http.StatusSeeOther)
	s.As(reportstest.Somebody(access.Volunteer, "hapi")).Get("/dashboard").Is(http.StatusForbidden)
	s.As(manager).Get("/dashboard?hub=atlantis").Is(http.StatusNotFound)
	for _, role := range reports.Audience() {
		s.As(reportstest.Somebody(role, "")).Get("/dashboard").Is(http.StatusOK)
	}
}

// Each list, full and empty, through the mux.
func TestLists(t *testing.T) {
	full, empty := reportstest.New(t), reportstest.New(t)
	full.Fill(120)
	for path, says := range map[string][]string{
		"/dashboard/needs":               {"Needs opened", "Pat S.", "Domestic abuse", "Food"},
		"/dashboard/needs?category=food": {"Needs opened", "Whole borough, Food"},
		"/dashboard/first-contacts":      {"Median time to first contact", "In time", "hours"},
		"/dashboard/tasks-done":          {"Tasks done", "I spoke to them"},
		"/dashboard/tasks-not-done":      {"Tasks ended without", "It could not be done"},
		"/dashboard/help-given":          {"Median time to help given", "Done"},
		"/dashboard/people-supported":    {"People supported", "Pat S.", "Times helped"},
		"/dashboard/reserve-called":      {"Reserve called up", "Jo Number", "We need drivers.", "HAPI"},
		"/dashboard/given":               {"Parcels, meals and calls given", "Pantry 1", "Whole borough"},
	} {
		t.Run(path, func(t *testing.T) {
			browser := site(t, full).As(manager)
			browser.Get(path).Is(http.StatusOK).Says(append(says, "Since the beginning")...)
			p := site(t, empty).As(manager).Get(path).Is(http.StatusOK)
			p.Says("appear")
		})
	}
}

func TestAnAgentIsNotToldWhomARestrictedNeedIsOf(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	browser := site(t, b).As(reportstest.Somebody(access.Agent, ""))
	p := browser.Get("/dashboard/needs?category=restricted").Is(http.StatusOK)
	p.Says("Restricted").Hides("Pat S.", "/requests/", "Domestic", "opiate")
	browser.Get("/dashboard/needs?category=domestic-abuse").Is(http.StatusOK).Says("Needs opened 0")
	browser.Get("/dashboard/tasks-done").Is(http.StatusOK).Says("Restricted task")
}

func TestAddressesThatAreWrong(t *testing.T) {
	browser := site(t, reportstest.New(t)).As(manager)
	for _, query := range []string{"from=yesterday", "until=0001-01-01T00:00:00Z", "after=x", "after=%20", "after=MjAyMC0wNC0wMlQwMDowMDowMFo"} {
		browser.Get("/dashboard/tasks-done?" + query).Is(http.StatusNotFound)
	}
	browser.Get("/dashboard/tasks-done?hub=atlantis").Is(http.StatusOK).Says("atlantis", "0")
}

var (
	link  = regexp.MustCompile(`<a class="govuk-link" href="([^"]+)">([^<]+)</a>`)
	lines = regexp.MustCompile(`<tr class="govuk-table__row">`)
	next  = regexp.MustCompile(`href="([^"]+)" rel="next"`)
)

var numeric = regexp.MustCompile(`<t[dh][^>]*numeric[^>]*>\s*(<a )?`)

// Whoever may open rows finds a link behind every number of every table, those by channel
// and by category, of today and of last week among them; whoever may not finds none.
func TestEveryNumberOpensItsRows(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	s := site(t, b)
	for _, c := range []struct {
		who  access.Principal
		path string
		all  bool
	}{
		{manager, "/dashboard", true},
		{manager, "/dashboard?hub=hapi", true},
		{manager, "/dashboard?hub=coordination", true},
		{coordinator, "/dashboard", true},
		{health, "/dashboard", false},
		{member, "/ward", false},
	} {
		_, tables, _ := strings.Cut(s.As(c.who).Get(c.path).Is(http.StatusOK).Body, "<table")
		linked, bare := 0, 0
		for _, found := range numeric.FindAllStringSubmatch(tables, -1) {
			switch {
			case strings.HasPrefix(found[0], "<th"): // the heads of columns
			case found[1] != "":
				linked++
			default:
				bare++
			}
		}
		if c.all && (bare > 0 || linked < 40) || !c.all && linked > 0 || linked+bare == 0 {
			t.Errorf("%s finds %d numbers with rows and %d without at %s", c.who.Account, linked, bare, c.path)
		}
	}
}

// Every number of the page that leads to one of our lists is how many rows the list has,
// read to its end through its own links.
func TestNumbersOfThePageAreTheRowsOfTheirLists(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(220)
	browser := site(t, b).As(manager)
	checked := 0
	for _, address := range []string{"/dashboard", "/dashboard?hub=hapi", "/dashboard?hub=" + feature.Queue} {
		for _, found := range link.FindAllStringSubmatch(browser.Get(address).Body, -1) {
			rows := html.UnescapeString(found[1])
			n, err := strconv.ParseInt(strings.ReplaceAll(found[2], ",", ""), 10, 64)
			if err != nil || !strings.HasPrefix(rows, "/dashboard/") || strings.HasPrefix(rows, "/dashboard/given") {
				continue
			}
			checked++
			got, first := int64(0), browser.Get(rows)
			if !strings.Contains(first.Words(), " "+found[2]+" ") {
				t.Errorf("%s does not say %s", rows, found[2])
			}
			for p := first; ; {
				if rows := int64(len(lines.FindAllString(p.Body, -1))); rows > 0 {
					got += rows - 1 // the head is a row too
				}
				on := next.FindStringSubmatch(p.Body)
				if on == nil {
					break
				}
				p = browser.Get(html.UnescapeString(on[1])).Is(http.StatusOK)
			}
			if got != n {
				t.Errorf("%s says %d and lists %d", rows, n, got)
			}
		}
	}
	if checked < 40 {
		t.Errorf("only %d numbers were found", checked)
	}
}
