// Package opendataweb is what everybody may see of the response, without signing in: a page of
// safe figures in every language, and the same figures as files with what they mean.
package opendataweb

import (
	"encoding/json"
	"net/http"
	"strconv"

	"kith/internal/insight/opendata"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
)

type pages struct{ open *opendata.Service }

// The addresses. Those of files stay what they are for ever: a week by its Monday, or latest.
const (
	home     = "/open"
	dataPath = home + "/data"
	latest   = "latest"
)

// Pages are the page of what has been done, spoken in every language.
func Pages(s *opendata.Service) web.Pages {
	p := &pages{s}
	return web.Pages{Spoken: true, Routes: []web.Route{web.Get(home, access.Public(), p.page)}}
}

// Files are the figures for programs and spreadsheets, in English.
func Files(s *opendata.Service) web.Pages {
	p, all := &pages{s}, access.Public()
	return web.Pages{Routes: []web.Route{
		web.Get(dataPath, all, p.index),
		web.Get(dataPath+"/schema.json", all, p.schema),
		web.Get(dataPath+"/{week}/figures.json", all, p.json),
		web.Get(dataPath+"/{week}/figures.csv", all, p.csv),
	}}
}

// week is the publication of an address.
func (p *pages) week(r *http.Request) (opendata.Publication, error) {
	text := r.PathValue("week")
	if text == latest {
		return p.open.Week(r.Context(), day.Date{})
	}
	on, err := day.ParseDate(text)
	if err != nil || on.String() != text {
		return opendata.Publication{}, fault.New(fault.NotFound, "opendata.week", "That is no week. Write its Monday, such as 2020-07-20, or latest.")
	}
	return p.open.Week(r.Context(), on)
}

func (p *pages) json(w http.ResponseWriter, r *http.Request) error {
	found, err := p.week(r)
	if err != nil {
		return err
	}
	return sendJSON(w, found)
}

func sendJSON(w http.ResponseWriter, body any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(body)
}

// columns are those of figures.csv, which never change their order; new ones come last.
var columns = []string{"week_from", "week_to", "figure", "name", "area", "area_name", "value", "hidden", "unit", "as_at", "source", "adds_up", "definition"}

func (p *pages) csv(w http.ResponseWriter, r *http.Request) error {
	found, err := p.week(r)
	if err != nil {
		return err
	}
	web.Attachment(w, "figures-"+found.From.String()+".csv", "text/csv; charset=utf-8")
	out := tabular.NewWriter(w)
	if err := out.Write(columns...); err != nil {
		return err
	}
	names := map[string]string{}
	for _, a := range found.Areas {
		names[a.ID] = a.Name
	}
	for _, f := range found.Figures {
		for _, v := range f.Values {
			if err := out.Write(found.From.String(), found.To.String(), f.ID, f.Name, v.Area, names[v.Area], number(v), strconv.FormatBool(v.Hidden),
				f.Unit, f.AsAt, f.Source, strconv.FormatBool(f.Adds), f.Definition); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// number is a value of a file: empty where it is not known, an asterisk where it is not told.
func number(v opendata.Value) string {
	switch {
	case v.Hidden:
		return "*"
	case v.Value == nil:
		return ""
	}
	return strconv.FormatInt(*v.Value, 10)
}

// index lists the weeks with the addresses of their files.
func (p *pages) index(w http.ResponseWriter, r *http.Request) error {
	all, err := p.open.Weeks(r.Context())
	if err != nil {
		return err
	}
	type week struct {
		From day.Date `json:"from"`
		To   day.Date `json:"to"`
		JSON string   `json:"json"`
		CSV  string   `json:"csv"`
	}
	out := struct {
		Schema string `json:"schema"`
		Page   string `json:"page"`
		Weeks  []week `json:"weeks"`
	}{dataPath + "/schema.json", home, []week{}}
	for _, on := range all {
		out.Weeks = append(out.Weeks, week{on, on.AddDays(6), file(on, "json"), file(on, "csv")})
	}
	return sendJSON(w, out)
}

func file(on day.Date, kind string) string {
	return dataPath + "/" + on.String() + "/figures." + kind
}
