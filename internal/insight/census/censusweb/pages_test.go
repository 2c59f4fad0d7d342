package censusweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/census"
	"kith/internal/insight/census/censusweb"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/steps/stepstest"
)

func somebody(r access.Role, hood string) access.Principal {
	return access.Principal{Account: "a", Name: "Ana List", Grants: []access.Grant{{Role: r, Neighbourhood: hood}}}
}

type shipped struct{ now *blueprint.Blueprint }

func (s shipped) Current(context.Context) (*blueprint.Blueprint, error) { return s.now, nil }

func newSite(t *testing.T) *webtest.Site {
	at := clock.NewManual(time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), census.Static().Migrations)
	s := webtest.New(t, db.CallerOf(dbtest.Context(t)).Borough, at, nil)
	s.Mount(censusweb.Pages(census.New(d, shipped{stepstest.Blueprint(t, "wigan", answers.EqualitySection(), places.AreasSection())})))
	return s
}

// sent is what the form says of a table, but for what is changed.
func sent(changed ...string) url.Values {
	v := url.Values{"question": {"sex"}, "source": {"Census 2011"}, "as_at-day": {"27"}, "as_at-month": {"3"}, "as_at-year": {"2011"}}
	for i := 0; i < len(changed); i += 2 {
		v.Set(changed[i], changed[i+1])
	}
	return v
}

const bySex = "area code,category,count\nE08000010,Total,1000\nE08000010,Women,510\nE08000010,Male,490\nE08000001,Male,5\n"

// A table is handed in, its categories are looked at, one is put right, and it is used; before,
// the page says how to load one.
func TestWhoLivesHereIsHandedIn(t *testing.T) {
	s := newSite(t)
	b := s.As(somebody(access.Analyst, ""))
	b.Get("/who-lives-here").Is(http.StatusOK).Says("It is not known yet who lives here by age group, sex,", "Export the table from ONS or Nomis as CSV")
	b.Get("/who-lives-here/load?question=sex").Is(http.StatusOK).Says("one question, for the borough or for all of its wards")
	at := b.Upload("/who-lives-here/load", sent(), "file", "sex.csv", bySex).Is(http.StatusSeeOther).Location
	b.Get(at).Is(http.StatusOK).Says("490 of 1,000 people were given a group", "Source: Census 2011, as at 27 March 2011", "1 other area of the file was left out", "None: leave it out")
	b.Get("/who-lives-here").Says("sex.csv, handed in on 30 November 2020, is not in use yet")
	b.Post(at, url.Values{"c0": {"left-out"}, "c1": {"left-out"}, "c2": {"male"}}).Is(http.StatusUnprocessableEntity).Says("There is a problem", "at least two categories")
	b.Post(at, url.Values{"c0": {"male"}, "c1": {"female"}, "c2": {"male"}}).Is(http.StatusUnprocessableEntity).Says("come to 2,000 people, and 1,000 live here")
	b.Post(at, url.Values{"c0": {"left-out"}, "c1": {"female"}, "c2": {"male"}}).LeadsTo("/who-lives-here")
	b.Get("/who-lives-here").Says("It is known who lives here by sex.", "Female", "51%").Hides("Invented")
	b.Get(at).Says("This table is in use")
	b.Post(at+"/discard", nil).Is(http.StatusConflict)
	again := b.Upload("/who-lives-here/load", sent(), "file", "sex.csv", bySex).Location
	b.Post(again+"/discard", nil).LeadsTo("/who-lives-here")
	b.Get(again).Is(http.StatusNotFound)

	health := s.As(somebody(access.PublicHealth, ""))
	health.Get("/who-lives-here").Is(http.StatusOK).Hides("Hand in a table")
	health.Get(at).Is(http.StatusOK).Says("Our group")
	health.Post(at, url.Values{}).Is(http.StatusForbidden)
	s.As(somebody(access.Manager, "hapi")).Get("/who-lives-here").Is(http.StatusForbidden)
	s.As(somebody(access.Volunteer, "")).Get("/who-lives-here").Is(http.StatusForbidden)
}

// What is wrong with a table is said with how to mend it, and what was typed stays.
func TestTablesThatCannotBeRead(t *testing.T) {
	b := newSite(t).As(somebody(access.Analyst, ""))
	for want, text := range map[string]string{
		"hides a count": "area code,category,count\nE08000010,Male,*\n", "counts -5 people": "area code,category,count\nE08000010,Male,-5\n",
		"Rows 2 and 3 of the file both count": "area code,category,count\nE08000010,Male,5\nE08000010,Male,6\n",
		"knows neither the borough":           "area code,category,count\nE08000001,Male,5\n", "nobody lives in the borough": "area code,category,count\nE08000010,Male,0\n",
		"none of them is the code or the name of an area": "a,b\n1,2\n",
	} {
		p := b.Upload("/who-lives-here/load", sent(), "file", "sex.csv", text).Is(http.StatusUnprocessableEntity).Says(want, "There is a problem")
		if !strings.Contains(p.Body, "Census 2011") {
			t.Error("what was typed is lost")
		}
	}
	b.Upload("/who-lives-here/load", sent("as_at-year", "2031"), "file", "sex.csv", bySex).Is(http.StatusUnprocessableEntity).Says("There is a problem")
	b.Upload("/who-lives-here/load", sent("question", ""), "file", "sex.csv", bySex).Is(http.StatusUnprocessableEntity).Says("Choose what the table counts people by")
	b.Post("/who-lives-here/load", sent()).Is(http.StatusUnprocessableEntity).Says("Choose the table")
}
