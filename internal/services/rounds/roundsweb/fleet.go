package roundsweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// fleetView is the vehicles, with a form for one more.
type fleetView struct {
	vehicles []fleet.Vehicle
	depots   map[string]string
	where    func(hood string) string
	planner  bool
	errors   []forms.ErrorItem

	name   forms.String
	kind   forms.Select
	depot  forms.Select
	hood   forms.Select
	boxes  forms.Int
	kilos  forms.Int
	cold   forms.Int
	bags   forms.Int
	skills forms.Checkboxes
}

func (p *pages) fleetView(r *http.Request) (v *fleetView, err error) {
	ctx := r.Context()
	rules, err := p.fleet.Rules(ctx)
	if err != nil {
		return nil, err
	}
	v = &fleetView{depots: map[string]string{}, planner: access.From(ctx).Has(rounds.Planners()...), where: func(hood string) string { return p.where(r, hood) }}
	if v.vehicles, err = p.fleet.Vehicles(ctx); err != nil {
		return nil, err
	}
	for _, d := range rules.All() {
		v.depots[d.ID] = d.Name
	}
	v.name = forms.String{Name: "name", Label: "What is it called?", Hint: "Such as: White van.", Required: true, Missing: "Enter what the vehicle is called", Max: 60}
	v.kind = forms.Select{Name: "kind", Label: "What is it?", Required: true}
	for _, k := range rules.Kinds {
		v.kind.Options = append(v.kind.Options, forms.Option{Value: string(k.Kind), Label: k.Kind.Label()})
	}
	v.depot = forms.Select{Name: "depot", Label: "Where do its rounds begin?", Required: true, Options: depots(rules)}
	if v.hood, err = p.hoods(r, "Whose is it?", rounds.Planners()); err != nil {
		return nil, err
	}
	number := func(name, label string, most int) forms.Int {
		return forms.Int{Name: name, Label: label, Hint: "Empty is what is usual for its kind.", Min: 0, Max: most}
	}
	v.boxes, v.kilos = number("boxes", "Boxes it carries", 2000), number("kilograms", "Kilograms it carries", 20000)
	v.cold, v.bags = number("chilled", "Cold boxes it carries", 2000), number("bags", "Bags it carries", 2000)
	v.skills = forms.Checkboxes{Name: "skills", Label: "What else it has", Small: true}
	for _, s := range fleet.Skills() {
		v.skills.Options = append(v.skills.Options, forms.Option{Value: string(s), Label: s.Label()})
	}
	return v, nil
}

// hoods are the neighbourhoods the caller has one of the roles for.
func (p *pages) hoods(r *http.Request, label string, of []access.Role) (forms.Select, error) {
	f := forms.Select{Name: "hood", Label: label, Required: true}
	who := access.From(r.Context())
	if who.HasFor("", of...) {
		f.Options = append(f.Options, forms.Option{Value: "borough", Label: "Whole borough"})
	}
	all, err := p.around.Neighbourhoods(r.Context())
	for _, n := range all {
		if who.HasFor(n.ID, of...) {
			f.Options = append(f.Options, forms.Option{Value: n.ID, Label: n.Short()})
		}
	}
	return f, err
}

func hoodOf(f forms.Select) string {
	if f.Value() == "borough" {
		return ""
	}
	return f.Value()
}

func (p *pages) vehicles(w http.ResponseWriter, r *http.Request) error {
	v, err := p.fleetView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *fleetView) fields() []forms.Parser {
	return []forms.Parser{&v.name, &v.kind, &v.depot, &v.hood, &v.boxes, &v.kilos, &v.cold, &v.bags, &v.skills}
}

func (v *fleetView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: "Vehicles", Section: section, Back: home, Errors: append(v.errors, forms.Errors(v.fields()...)...), Body: fleetPage(v)})
}

func (p *pages) addVehicle(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.fleetView(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, v.fields()...) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	carries, err := p.fleet.Usual(r.Context(), fleet.Kind(v.kind.Value()))
	if err != nil {
		return err
	}
	for _, one := range []struct {
		field forms.Int
		to    *int64
		each  int64
	}{{v.boxes, &carries.Boxes, 1}, {v.kilos, &carries.Grams, 1000}, {v.cold, &carries.Chilled, 1}, {v.bags, &carries.Bags, 1}} {
		if one.field.Given() {
			*one.to = int64(one.field.Value()) * one.each
		}
	}
	n := fleet.Vehicle{Name: v.name.Value(), Kind: fleet.Kind(v.kind.Value()), Depot: v.depot.Value(), Neighbourhood: hoodOf(v.hood), Capacity: carries}
	for _, s := range v.skills.Value() {
		n.Skills = append(n.Skills, fleet.Skill(s))
	}
	if _, err = p.fleet.AddVehicle(r.Context(), n); told(err) {
		v.errors = []forms.ErrorItem{{Href: v.name.Href(), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, n.Name+" is on the list")
	return web.Redirect(w, r, vehicles)
}

func (p *pages) retire(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[fleet.Vehicle](r.PathValue("vehicle"))
	if err != nil {
		return err
	}
	one, err := p.fleet.Vehicle(r.Context(), id)
	if err != nil {
		return err
	}
	one.Version, _ = strconv.ParseInt(values.Get("version"), 10, 64)
	one.Retired = !one.Retired
	if err := p.fleet.ChangeVehicle(r.Context(), one); err != nil {
		if !told(err) {
			return err
		}
		v, other := p.fleetView(r)
		if other != nil {
			return other
		}
		v.errors = []forms.ErrorItem{{Href: "#vehicles", Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	web.Flash(w, r, "Changed: "+one.Name)
	return web.Redirect(w, r, vehicles)
}

// loadsView is the bulk loads that wait, with a form for one more.
type loadsView struct {
	loads  []fleet.Bulk
	errors []forms.ErrorItem

	what     forms.String
	to       forms.String
	address  forms.String
	postcode forms.String
	hood     forms.Select
	depot    forms.Select
	boxes    forms.Int
	bags     forms.Int
	kilos    forms.Int
	when     forms.Date
	part     forms.Select
	notes    forms.Text
}

func (p *pages) loadsView(r *http.Request) (v *loadsView, err error) {
	ctx := r.Context()
	rules, err := p.fleet.Rules(ctx)
	if err != nil {
		return nil, err
	}
	today := p.fleet.Today(ctx)
	v = &loadsView{
		what:     forms.String{Name: "what", Label: "What is it?", Hint: "Such as: PPE, 200 masks.", Required: true, Missing: "Enter what it is", Max: 120},
		to:       forms.String{Name: "to", Label: "Which group or setting does it go to?", Required: true, Missing: "Enter which group or setting it goes to", Max: 120},
		address:  forms.String{Name: "address", Label: "Address, without the postcode", Max: 150},
		postcode: forms.String{Name: "postcode", Label: "Postcode", Required: true, Missing: "Enter the postcode it goes to", Max: 9, Width: 10},
		depot:    forms.Select{Name: "depot", Label: "Where is it loaded?", Required: true, Options: depots(rules)},
		boxes:    forms.Int{Name: "boxes", Label: "Boxes", Min: 0, Max: 2000}, bags: forms.Int{Name: "bags", Label: "Bags", Min: 0, Max: 2000},
		kilos: forms.Int{Name: "kilograms", Label: "Kilograms", Noun: "weight", Required: true, Min: 1, Max: 20000},
		when:  forms.Date{Name: "when", Label: "Wanted on", Noun: "day", Required: true, From: today, To: today.AddDays(60)},
		part:  forms.Select{Name: "part", Label: "When on that day"},
		notes: forms.Text{Name: "notes", Label: "At the door (optional)", Max: 300, Rows: 2},
	}
	v.when.Set(today)
	for _, one := range deliveries.Parts() {
		v.part.Options = append(v.part.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
	if v.hood, err = p.hoods(r, "For which neighbourhood?", rounds.Viewers()); err != nil {
		return nil, err
	}
	v.loads, err = p.fleet.Bulks(ctx)
	return v, err
}

func (v *loadsView) fields() []forms.Parser {
	return []forms.Parser{&v.what, &v.to, &v.address, &v.postcode, &v.hood, &v.depot, &v.boxes, &v.bags, &v.kilos, &v.when, &v.part, &v.notes}
}

func (v *loadsView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Loads for groups and settings", Wide: true, Section: section, Back: home, Errors: append(v.errors, forms.Errors(v.fields()...)...), Body: loadsPage(v),
	})
}

func (p *pages) loads(w http.ResponseWriter, r *http.Request) error {
	v, err := p.loadsView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (p *pages) addLoad(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.loadsView(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, v.fields()...) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	b, err := p.fleet.AddBulk(r.Context(), fleet.NewBulk{
		What: v.what.Value(), Depot: v.depot.Value(), To: v.to.Value(), Address: v.address.Value(), Postcode: v.postcode.Value(), Neighbourhood: hoodOf(v.hood),
		Load:   deliveries.Load{Boxes: int64(v.boxes.Value()), Bags: int64(v.bags.Value()), Grams: int64(v.kilos.Value()) * 1000},
		Window: deliveries.Window{Day: v.when.Value(), Part: deliveries.Part(v.part.Value())}, Notes: v.notes.Value(),
	})
	if told(err) {
		v.errors = []forms.ErrorItem{{Href: v.about(fault.CodeOf(err)), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Load "+string(b.Number)+" is ready")
	return web.Redirect(w, r, loads)
}

// moveLoad has a load that waits brought once more, or not at all.
func (p *pages) moveLoad(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[fleet.Bulk](r.PathValue("load"))
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(values.Get("version"), 10, 64)
	if err != nil {
		version = -1
	}
	to := deliveries.State(values.Get("do"))
	if err := p.fleet.MoveBulk(r.Context(), id, version, to); err != nil {
		if !told(err) {
			return err
		}
		v, other := p.loadsView(r)
		if other != nil {
			return other
		}
		v.errors = []forms.ErrorItem{{Href: "#loads", Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	web.Flash(w, r, "The load is: "+lower(to.Label()))
	return web.Redirect(w, r, loads)
}

func (v *loadsView) about(code string) string {
	switch code {
	case "fleet.bulk-postcode":
		return v.postcode.Href()
	case "fleet.bulk-boxes":
		return v.boxes.Href()
	}
	return v.what.Href()
}
