package roundsweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
	"kith/internal/work/fleet"
)

// shiftView is when somebody drives.
type shiftView struct {
	fleet.Shift
	vehicle string
	errors  []forms.ErrorItem
	version forms.Hidden
	from    forms.String
	until   forms.String
}

func (p *pages) shiftView(r *http.Request) (*shiftView, error) {
	id, err := ident.Parse[fleet.Shift](r.PathValue("shift"))
	if err != nil {
		return nil, err
	}
	v := &shiftView{version: forms.Hidden{Name: "version"}}
	if v.Shift, err = p.fleet.Shift(r.Context(), id); err != nil {
		return nil, err
	}
	one, err := p.fleet.Vehicle(r.Context(), v.Vehicle)
	if err != nil {
		return nil, err
	}
	v.vehicle, v.version.Raw = one.Name, strconv.FormatInt(v.Version, 10)
	v.from = forms.String{Name: "from", Label: "From", Hint: "Such as 09:00.", Required: true, Missing: "Enter when the shift begins", Max: 20, Width: 5}
	v.until = forms.String{Name: "until", Label: "Until", Required: true, Missing: "Enter when the shift ends", Max: 20, Width: 5}
	v.from.Set(clock(v.From))
	v.until.Set(clock(v.Until))
	return v, nil
}

func (v *shiftView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "When " + v.Driver.Name + " drives", Section: section, Back: home + "?day=" + v.Day.String(), Errors: append(v.errors, forms.Errors(&v.from, &v.until)...), Body: shiftPage(v),
	})
}

func (p *pages) shift(w http.ResponseWriter, r *http.Request) error {
	v, err := p.shiftView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (p *pages) changeShift(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.shiftView(r)
	if err != nil {
		return err
	}
	now := v.version.Raw
	var from, until fleet.Clock
	ok := forms.Parse(values, &v.version, &v.from, &v.until)
	if ok = timeIn(&v.from, &from) && timeIn(&v.until, &until) && ok; !ok {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	version, _ := strconv.ParseInt(v.version.Raw, 10, 64)
	if err = p.fleet.ChangeShift(r.Context(), v.ID, version, from, until); told(err) {
		v.version.Set(now)
		v.errors = []forms.ErrorItem{{Href: v.until.Href(), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Changed. Plan the day again, so that its rounds use it")
	return web.Redirect(w, r, home+"?day="+v.Day.String())
}

// timeIn reads a time of day, or says what is wrong with it. Nothing is no time.
func timeIn(f *forms.String, to *fleet.Clock) bool {
	if text := f.Value(); text != "" && to.UnmarshalText([]byte(text)) != nil {
		f.Fail("Enter a time such as 09:00")
		return false
	}
	return true
}

// volunteerView is a volunteer with their own vehicle, to be put on a day.
type volunteerView struct {
	when   forms.Date
	who    forms.Select
	depot  forms.Select
	from   forms.String
	until  forms.String
	errors []forms.ErrorItem
}

func (p *pages) volunteerView(r *http.Request) (*volunteerView, error) {
	h, err := p.homeView(r)
	if err != nil {
		return nil, err
	}
	rules, err := p.fleet.Rules(r.Context())
	if err != nil {
		return nil, err
	}
	may, err := p.fleet.Volunteers(r.Context(), h.on)
	if err != nil {
		return nil, err
	}
	v := &volunteerView{when: h.when, from: h.from, until: h.until, depot: forms.Select{Name: "depot", Label: "Where do they load?", Required: true, Options: depots(rules)}}
	v.who = forms.Select{Name: "volunteer", Label: "Volunteer", Required: true, Missing: "Select a volunteer", Options: []forms.Option{{Label: "Choose"}}}
	for _, d := range may {
		v.who.Options = append(v.who.Options, forms.Option{Value: string(d.ID), Label: d.Name() + ", " + lower(fleet.OwnKind(d).Label()) + ", " + p.where(r, d.Neighbourhood)})
	}
	return v, nil
}

func (v *volunteerView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "A volunteer with their own vehicle", Section: section, Back: home, Errors: append(v.errors, forms.Errors(&v.when, &v.who, &v.depot, &v.from, &v.until)...), Body: volunteerPage(v),
	})
}

func (p *pages) volunteer(w http.ResponseWriter, r *http.Request) error {
	v, err := p.volunteerView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (p *pages) addVolunteer(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.volunteerView(r)
	if err != nil {
		return err
	}
	n := fleet.VolunteerShift{}
	ok := forms.Parse(values, &v.when, &v.who, &v.depot, &v.from, &v.until)
	if ok = timeIn(&v.from, &n.From) && timeIn(&v.until, &n.Until) && ok; !ok {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	n.Day, n.Volunteer, n.Depot = v.when.Value(), volunteers.ID(v.who.Value()), v.depot.Value()
	if _, err = p.fleet.AddVolunteer(r.Context(), n); told(err) {
		v.errors = []forms.ErrorItem{{Href: v.who.Href(), Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Added: "+chosen(v.who))
	return web.Redirect(w, r, home+"?day="+n.Day.String())
}
