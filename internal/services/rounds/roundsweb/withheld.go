package roundsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// withheldView is what is ready for addresses that are withheld, with who brings it.
type withheldView struct {
	lines  []rounds.Line
	where  func(hood string) string
	errors []forms.ErrorItem
	load   forms.Select
	driver forms.Select
	why    forms.Text
}

func (p *pages) withheldView(r *http.Request) (v *withheldView, err error) {
	v = &withheldView{
		where: func(hood string) string { return p.where(r, hood) },
		load:  forms.Select{Name: "load", Label: "What is brought?", Required: true, Missing: "Select what is brought", Options: []forms.Option{{Label: "Choose"}}},
		why:   forms.Text{Name: "why", Label: "Why is it brought and not collected?", Hint: "Nothing about where they live.", Required: true, Missing: "Enter why it is brought and not collected", Max: 300, Rows: 2},
	}
	if v.lines, err = p.rounds.KeptApart(r.Context()); err != nil {
		return nil, err
	}
	for _, l := range v.lines {
		v.load.Options = append(v.load.Options, forms.Option{Value: l.Ref.ID, Label: string(l.Number)})
	}
	v.driver = forms.Select{Name: "driver", Label: "Who alone brings it?", Required: true, Missing: "Select who brings it", Options: []forms.Option{{Label: "Choose"}}}
	drivers, err := p.around.Drivers(r.Context())
	v.driver.Options = append(v.driver.Options, drivers...)
	return v, err
}

func (v *withheldView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: "For addresses that are withheld", Section: section, Back: home, Errors: append(v.errors, forms.Errors(&v.load, &v.driver, &v.why)...), Body: withheldPage(v)})
}

func (p *pages) withheld(w http.ResponseWriter, r *http.Request) error {
	v, err := p.withheldView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (p *pages) nameDriver(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.withheldView(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.load, &v.driver, &v.why) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	id, err := ident.Parse[deliveries.Delivery](v.load.Value())
	if err != nil {
		return err
	}
	who := fleet.Driver{Account: v.driver.Value(), Name: chosen(v.driver), Staff: true}
	if err = p.rounds.NameDriver(r.Context(), id, who, v.why.Value()); told(err) {
		v.errors = []forms.ErrorItem{{Href: v.load.Href(), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, who.Name+" alone brings it. Plan the day, so that it is on their round")
	return web.Redirect(w, r, withheld)
}
