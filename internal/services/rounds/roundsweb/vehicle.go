package roundsweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/fleet"
)

// vehicleView is one vehicle with what is said of it.
type vehicleView struct {
	*fleetView
	one     fleet.Vehicle
	version forms.Hidden
	own     forms.Checkboxes
	pence   forms.Int
	km      forms.Int
	hour    forms.Int
}

func (p *pages) vehicleView(r *http.Request) (*vehicleView, error) {
	id, err := ident.Parse[fleet.Vehicle](r.PathValue("vehicle"))
	if err != nil {
		return nil, err
	}
	f, err := p.fleetView(r)
	if err != nil {
		return nil, err
	}
	v := &vehicleView{fleetView: f, version: forms.Hidden{Name: "version"}}
	if v.one, err = p.fleet.Vehicle(r.Context(), id); err != nil {
		return nil, err
	}
	rules, err := p.fleet.Rules(r.Context())
	if err != nil {
		return nil, err
	}
	v.own = forms.Checkboxes{Name: "own-cost", Label: "What it costs", Small: true, Options: []forms.Option{{Value: "yes", Label: "It costs other than is usual for its kind"}}}
	cost := func(name, label string) forms.Int {
		return forms.Int{Name: name, Label: label, Min: 0, Max: 10000, Width: 5}
	}
	v.pence, v.km, v.hour = cost("pence", "For going out at all, in pence"), cost("pence-km", "For a kilometre, in pence"), cost("pence-hour", "For an hour, in pence")
	v.fill(rules)
	return v, nil
}

// fill puts what is known into the form.
func (v *vehicleView) fill(rules *fleet.Rules) {
	c, k := v.one.Capacity, rules.Of(v.one)
	v.version.Raw = strconv.FormatInt(v.one.Version, 10)
	v.name.Set(v.one.Name)
	v.depot.Set(v.one.Depot)
	for _, one := range []struct {
		field *forms.Int
		n     int64
	}{{&v.boxes, c.Boxes}, {&v.kilos, c.Grams / 1000}, {&v.cold, c.Chilled}, {&v.bags, c.Bags}, {&v.pence, k.Pence}, {&v.km, k.PenceKm}, {&v.hour, k.PenceHour}} {
		one.field.Hint = ""
		one.field.Set(int(one.n))
	}
	var skills []string
	for _, s := range v.one.Skills {
		skills = append(skills, string(s))
	}
	v.skills.Set(skills...)
	if v.one.Cost.Own {
		v.own.Set("yes")
	}
}

func (v *vehicleView) fields() []forms.Parser {
	return []forms.Parser{&v.version, &v.name, &v.depot, &v.boxes, &v.kilos, &v.cold, &v.bags, &v.skills, &v.own, &v.pence, &v.km, &v.hour}
}

func (v *vehicleView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: v.one.Name, Section: section, Back: vehicles, Errors: append(v.errors, forms.Errors(v.fields()...)...), Body: vehiclePage(v)})
}

func (p *pages) vehicle(w http.ResponseWriter, r *http.Request) error {
	v, err := p.vehicleView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (p *pages) changeVehicle(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.vehicleView(r)
	if err != nil {
		return err
	}
	now := v.version.Raw
	if !forms.Parse(values, v.fields()...) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	if err = p.fleet.ChangeVehicle(r.Context(), v.said()); told(err) {
		v.version.Set(now)
		v.errors = []forms.ErrorItem{{Href: v.about(fault.CodeOf(err)), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Changed: "+v.name.Value())
	return web.Redirect(w, r, vehicles)
}

// said is the vehicle as the form says it.
func (v *vehicleView) said() fleet.Vehicle {
	n := v.one
	n.Name, n.Depot = v.name.Value(), v.depot.Value()
	n.Version, _ = strconv.ParseInt(v.version.Raw, 10, 64)
	n.Capacity = fleet.Capacity{Boxes: int64(v.boxes.Value()), Grams: int64(v.kilos.Value()) * 1000, Chilled: int64(v.cold.Value()), Bags: int64(v.bags.Value())}
	n.Skills = nil
	for _, s := range v.skills.Value() {
		n.Skills = append(n.Skills, fleet.Skill(s))
	}
	n.Cost = fleet.Cost{Own: v.own.Has("yes"), Pence: int64(v.pence.Value()), PenceKm: int64(v.km.Value()), PenceHour: int64(v.hour.Value())}
	return n
}

func (v *vehicleView) about(code string) string {
	switch code {
	case "fleet.kilograms", "fleet.capacity":
		return v.kilos.Href()
	case "fleet.cost", "fleet.cost-nothing":
		return v.pence.Href()
	}
	return v.name.Href()
}
