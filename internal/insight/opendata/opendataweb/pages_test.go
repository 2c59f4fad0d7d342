package opendataweb_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/opendata"
	"kith/internal/insight/opendata/opendataweb"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
)

// What everybody may see, without signing in: before anything is published, with what cannot be
// found, and with a week. One borough serves all of it.
func TestThePagesEverybodyMaySee(t *testing.T) {
	b := measurestest.On(t, db.SQLite, opendata.Static())
	s := opendata.New(b.DB, b.Measures, b.Reports, b.Blueprints)
	site := webtest.New(t, b.ID(), b.Clock, nil)
	site.Mount(opendataweb.Pages(s), opendataweb.Files(s))
	anybody := site.Browser("")

	t.Run("empty", func(t *testing.T) {
		anybody.Get("/open").Is(http.StatusOK).Hides("figures.csv")
		if p := anybody.Get("/open/data").Is(http.StatusOK); !strings.Contains(p.Body, `"weeks": []`) {
			t.Error(p.Body)
		}
		anybody.Get("/open/data/latest/figures.json").Is(http.StatusNotFound)
	})
	b.Fill(90)
	b.Count()
	if err := s.Publish(b.Ctx); err != nil {
		t.Fatal(err)
	}
	t.Run("bad input", func(t *testing.T) {
		anybody.Get("/open/data/soon/figures.json").Is(http.StatusNotFound).Says("That is no week. Write its Monday")
		anybody.Get("/open/data/2020-03-24/figures.csv").Is(http.StatusNotFound)
		anybody.Get("/open/data/1990-01-01/figures.csv").Is(http.StatusNotFound)
		anybody.Get("/open?area=nowhere").Is(http.StatusOK).Hides("nowhere")
	})
	t.Run("full", func(t *testing.T) {
		anybody.Get("/open").Is(http.StatusOK).Says("*", "Whole area", "Get the figures as files")
		anybody.Get("/open?area=hapi").Is(http.StatusOK)
		var read struct {
			Figures []struct {
				Values []struct {
					Value  *int64
					Hidden bool
				}
			}
		}
		if err := json.Unmarshal([]byte(anybody.Get("/open/data/latest/figures.json").Is(http.StatusOK).Body), &read); err != nil || len(read.Figures) == 0 {
			t.Fatal(err)
		}
		for _, f := range read.Figures {
			for _, v := range f.Values {
				if v.Hidden && v.Value != nil || v.Value != nil && *v.Value > 0 && *v.Value < 8 && len(f.Values) > 1 {
					t.Errorf("a small figure is told: %+v", v)
				}
			}
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(anybody.Get("/open/data/2020-03-23/figures.csv").Is(http.StatusOK).Body, "\ufeff"))).ReadAll()
		if err != nil || len(rows) < 2 || rows[0][0] != "week_from" || rows[1][0] != "2020-03-23" {
			t.Error(rows, err)
		}
		if p := anybody.Get("/open/data").Is(http.StatusOK); !strings.Contains(p.Body, "/open/data/2020-03-23/figures.csv") {
			t.Error(p.Body)
		}
		anybody.Get("/open/data/schema.json").Is(http.StatusOK)
	})
}
