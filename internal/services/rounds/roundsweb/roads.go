package roundsweb

import (
	"errors"
	"io"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// roadsView is what is known of the roads, with the two files that can be handed in.
type roadsView struct {
	has     map[fleet.RoadsKind]fleet.Roads
	by      map[fleet.RoadsKind]string // who handed it in
	files   map[fleet.RoadsKind]*forms.File
	planner bool
}

func (p *pages) roadsView(r *http.Request) (*roadsView, error) {
	v := &roadsView{has: map[fleet.RoadsKind]fleet.Roads{}, by: map[fleet.RoadsKind]string{}, planner: rounds.MayPlan(access.From(r.Context()), "")}
	v.files = map[fleet.RoadsKind]*forms.File{
		fleet.WaysTable: {Name: "table", Label: "A table of ways", Hint: "A CSV file or a workbook (.xlsx).", Accept: ".csv,.xlsx"},
		fleet.Barriers:  {Name: "barriers", Label: "Lines that cannot be crossed", Hint: "A GeoJSON file.", Accept: ".geojson,.json"},
	}
	all, err := p.fleet.Roads(r.Context())
	for _, one := range all {
		v.has[one.Kind], v.by[one.Kind] = one, p.around.AccountName(r.Context(), one.By)
	}
	return v, err
}

func (v *roadsView) show(w http.ResponseWriter, r *http.Request, status int) error {
	var wrong []forms.ErrorItem
	for _, kind := range []fleet.RoadsKind{fleet.WaysTable, fleet.Barriers} {
		if f := v.files[kind]; f.Err() != "" {
			wrong = append(wrong, forms.ErrorItem{Href: f.Href(), Text: f.Err()})
		}
	}
	return web.Render(w, r, status, web.Page{Title: "How far it is", Section: section, Back: home, Errors: wrong, Body: roadsPage(v)})
}

func (p *pages) roads(w http.ResponseWriter, r *http.Request) error {
	v, err := p.roadsView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

// handInRoads keeps the file that came with either form.
func (p *pages) handInRoads(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.roadsView(r)
	if err != nil {
		return err
	}
	kind := fleet.RoadsKind(values.Get("kind"))
	field, known := v.files[kind]
	if !known {
		return fault.New(fault.NotFound, "rounds.no-such", "There is nothing of this kind to hand in.")
	}
	name, all, err := fileIn(r, field.Name)
	if err == nil {
		_, err = p.fleet.HandInRoads(r.Context(), kind, name, all)
	}
	if told(err) {
		field.Fail(fault.MessageOf(err))
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Rounds that are planned from now on go by "+name)
	return web.Redirect(w, r, roads)
}

// fileIn is a file that came with the form.
func fileIn(r *http.Request, field string) (name string, all []byte, err error) {
	in, header, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, fault.New(fault.Invalid, "rounds.no-file", "Choose a file.")
	}
	if err != nil {
		return "", nil, err
	}
	defer in.Close()
	all, err = io.ReadAll(io.LimitReader(in, fleet.MostRoads+1))
	return header.Filename, all, err
}

func (p *pages) dropRoads(w http.ResponseWriter, r *http.Request) error {
	if err := p.fleet.DropRoads(r.Context(), fleet.RoadsKind(r.PathValue("kind"))); err != nil {
		return err
	}
	web.Flash(w, r, "It is taken away. Rounds that are planned from now on do without it")
	return web.Redirect(w, r, roads)
}
