package reportsweb_test

import (
	"net/url"
	"testing"

	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
)

func typing(change map[string]string) url.Values {
	form := url.Values{
		"name": {"Business grants"}, "value": {"5,013"}, "definition": {"Grants paid to businesses since April."}, "source": {"Finance"},
		"as_at-day": {"1"}, "as_at-month": {"4"}, "as_at-year": {"2020"},
	}
	for name, value := range change {
		form.Set(name, value)
	}
	return form
}

func TestAFigureFromOutside(t *testing.T) {
	b := reportstest.New(t)
	s := site(t, b)
	analyst := s.As(reportstest.Somebody(access.Analyst, ""))
	analyst.Get("/dashboard").Is(200).Says("No figure from outside has been typed in.", "Type in a figure from outside")
	analyst.Get("/dashboard/outside/new").Is(200)
	analyst.Post("/dashboard/outside/new", typing(map[string]string{"value": "", "as_at-year": "2021"})).Is(422).
		Says("Enter the figure", "must be the same as or before 2 April 2020").Has(`value="Business grants"`)
	made := analyst.Post("/dashboard/outside/new", typing(nil)).Is(303).Location
	analyst.Get(made).Is(200).Says("Business grants", "Finance, as at 1 April 2020, typed by Sam analyst", "Correct the figure")
	for _, who := range []access.Principal{manager, reportstest.Somebody(access.PublicHealth, "")} {
		s.As(who).Get("/dashboard").Is(200).Says("From outside", "Business grants", "5,013", "Finance, as at 1 April 2020, typed by Sam analyst").Has(`href="` + made + `"`)
		s.As(who).Get("/dashboard/export.csv").Is(200).Says("\"From outside: Finance, as at 1 April 2020, typed by Sam analyst\",Business grants,\"5,013\"")
	}

	analyst.Post(made, typing(map[string]string{"version": "1", "value": "5,031"})).LeadsTo(made)
	page := s.As(manager).Post(made, typing(map[string]string{"version": "1", "value": "5,100"})).Is(409)
	page.Says("Somebody else has corrected this figure", "5,031").Has(`value="5,100"`, `name="version" value="2"`)
	s.As(manager).Post(made, typing(map[string]string{"version": "2", "value": ""})).Is(422).Says("Enter the figure")
	s.As(manager).Post(made, url.Values{"version": {"2"}, "do": {"take-off"}}).LeadsTo(made)
	s.As(manager).Get(made).Is(200).Says("was taken off the dashboard", "5,013", "5,031", "taken off the dashboard)").Hides("Take it off")
	s.As(manager).Get("/dashboard").Hides("Business grants")

	reader := s.As(reportstest.Somebody(access.Governance, ""))
	reader.Get(made).Is(200).Hides("Correct it")
	reader.Post(made, typing(nil)).Is(403)
	reader.Get("/dashboard").Hides("Type in a figure")
	reader.Get("/dashboard/outside/no-such").Is(404)
	s.As(reportstest.Somebody(access.Manager, "hapi")).Get("/dashboard/outside/new").Is(403)
	s.As(reportstest.Somebody(access.Manager, "hapi")).Post("/dashboard/outside/new", typing(nil)).Is(403)
	s.As(coordinator).Get("/dashboard/outside/new").Is(403)
}
