package roundsweb

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// homeView is the first page of rounds.
type homeView struct {
	today     day.Date
	on        day.Date // whose drivers are shown
	mine      []rounds.Round
	sees      bool
	unsettled templ.Component // what the hub has to settle of doorsteps; nil is nothing
	plans     []plan
	shifts    []seat
	vehicles  []fleet.Vehicle
	planner   bool
	opens     bool // may read addresses that are withheld
	errors    []forms.ErrorItem

	hood    forms.Select
	when    forms.Date
	vehicle forms.Select
	driver  forms.Select
	from    forms.String
	until   forms.String
}

type plan struct {
	rounds.Plan
	where string
}

type seat struct {
	fleet.Shift
	vehicle string
	depot   string
	ends    bool
}

func (p *pages) homeView(r *http.Request) (v *homeView, err error) {
	ctx := r.Context()
	who := access.From(ctx)
	v = &homeView{today: p.rounds.Today(ctx), sees: who.Has(rounds.Viewers()...), planner: who.Has(rounds.Planners()...), opens: who.Has(people.AddressReaders()...)}
	v.on = v.today
	if d, err := day.ParseDate(r.URL.Query().Get("day")); err == nil && !d.Before(v.today) {
		v.on = d
	}
	if v.mine, err = p.rounds.MyRounds(ctx); err != nil || !v.sees {
		return v, err
	}
	if v.unsettled, err = p.around.ToSettle(ctx); err != nil {
		return nil, err
	}
	all, err := p.rounds.Plans(ctx, 12)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		v.plans = append(v.plans, plan{one, p.where(r, one.Neighbourhood)})
	}
	if v.vehicles, err = p.fleet.Vehicles(ctx); err != nil {
		return nil, err
	}
	if err := p.seats(r, v); err != nil {
		return nil, err
	}
	return v, p.ask(r, v)
}

func (p *pages) where(r *http.Request, hood string) string {
	if hood == "" {
		return "Whole borough"
	}
	return p.around.HoodName(r.Context(), hood)
}

func (p *pages) seats(r *http.Request, v *homeView) error {
	rules, err := p.fleet.Rules(r.Context())
	if err != nil {
		return err
	}
	shifts, err := p.fleet.Shifts(r.Context(), v.on)
	if err != nil {
		return err
	}
	for _, s := range shifts {
		one := seat{Shift: s, ends: rounds.MayPlan(access.From(r.Context()), s.Neighbourhood)}
		for _, c := range v.vehicles {
			if c.ID == s.Vehicle {
				one.vehicle = c.Name
			}
		}
		depot, _ := rules.Depot(s.Depot)
		one.depot = depot.Name
		v.shifts = append(v.shifts, one)
	}
	return nil
}

// ask makes the forms of whoever plans.
func (p *pages) ask(r *http.Request, v *homeView) error {
	who := access.From(r.Context())
	v.hood = forms.Select{Name: "hood", Label: "For", Required: true}
	v.when = forms.Date{Name: "when", Label: "Day", Noun: "day", Required: true, From: v.today, To: v.today.AddDays(14)}
	v.when.Set(v.on)
	if rounds.MayPlan(who, "") {
		v.hood.Options = append(v.hood.Options, forms.Option{Value: "borough", Label: "Whole borough"})
	}
	hoods, err := p.around.Neighbourhoods(r.Context())
	if err != nil {
		return err
	}
	for _, n := range hoods {
		if rounds.MayPlan(who, n.ID) {
			v.hood.Options = append(v.hood.Options, forms.Option{Value: n.ID, Label: n.Short()})
		}
	}
	if len(v.hood.Options) > 0 {
		v.hood.Set(v.hood.Options[0].Value)
	}
	v.vehicle = forms.Select{Name: "vehicle", Label: "Vehicle", Required: true, Missing: "Select a vehicle", Options: []forms.Option{{Label: "Choose"}}}
	for _, c := range v.vehicles {
		if !c.Retired && rounds.MayPlan(who, c.Neighbourhood) {
			v.vehicle.Options = append(v.vehicle.Options, forms.Option{Value: string(c.ID), Label: c.Name + ", " + lower(c.Kind.Label())})
		}
	}
	v.driver = forms.Select{Name: "driver", Label: "Driver", Required: true, Missing: "Select who drives", Options: []forms.Option{{Label: "Choose"}}}
	drivers, err := p.around.Drivers(r.Context())
	v.driver.Options = append(v.driver.Options, drivers...)
	v.from = forms.String{Name: "from", Label: "From", Hint: "Such as 09:00. Empty is an ordinary shift.", Max: 20, Width: 5}
	v.until = forms.String{Name: "until", Label: "Until", Max: 20, Width: 5}
	return err
}

func lower(s string) string { return string(s[0]|0x20) + s[1:] }

func (p *pages) home(w http.ResponseWriter, r *http.Request) error {
	v, err := p.homeView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *homeView) show(w http.ResponseWriter, r *http.Request, status int) error {
	errs := append(v.errors, forms.Errors(&v.hood, &v.when, &v.vehicle, &v.driver, &v.from, &v.until)...)
	return web.Render(w, r, status, web.Page{Title: section, Wide: v.sees, Section: section, Errors: errs, Body: homePage(v)})
}

func (p *pages) makePlan(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.homeView(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.hood, &v.when) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	hood := v.hood.Value()
	if hood == "borough" {
		hood = ""
	}
	made, err := p.rounds.PlanDay(r.Context(), v.when.Value(), hood)
	if told(err) {
		v.errors = []forms.ErrorItem{{Href: v.hood.Href(), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, plans+"/"+string(made.ID))
}

// told reports whether an error says to people what to mend.
func told(err error) bool {
	k := fault.KindOf(err)
	return err != nil && (k == fault.Invalid || k == fault.Conflict || k == fault.Stale)
}

func (p *pages) addShift(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.homeView(r)
	if err != nil {
		return err
	}
	ok := forms.Parse(values, &v.when, &v.vehicle, &v.driver, &v.from, &v.until)
	n := fleet.NewShift{Day: v.when.Value(), Vehicle: fleet.VehicleID(v.vehicle.Value()), Driver: fleet.Driver{Account: v.driver.Value(), Name: chosen(v.driver), Staff: true}}
	ok = timeIn(&v.from, &n.From) && timeIn(&v.until, &n.Until) && ok
	if !ok {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	if _, err = p.fleet.AddShift(r.Context(), n); told(err) {
		v.errors = []forms.ErrorItem{{Href: v.vehicle.Href(), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, n.Driver.Name+" drives on "+n.Day.Long())
	return web.Redirect(w, r, home+"?day="+n.Day.String())
}

func chosen(f forms.Select) string {
	for _, o := range f.Options {
		if o.Value == f.Value() {
			return o.Label
		}
	}
	return ""
}

func (p *pages) endShift(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[fleet.Shift](r.PathValue("shift"))
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(values.Get("version"), 10, 64)
	err = p.fleet.EndShift(r.Context(), id, version)
	if told(err) {
		v, other := p.homeView(r)
		if other != nil {
			return other
		}
		v.errors = []forms.ErrorItem{{Href: "#drivers", Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Taken off the day")
	return web.Redirect(w, r, home)
}
