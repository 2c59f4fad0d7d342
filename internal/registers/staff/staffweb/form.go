package staffweb

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
	"kith/internal/registers/staff"
)

// detailsForm asks what is known of somebody.
type detailsForm struct {
	name, employer, home forms.String
	email                forms.Email
	phone                forms.Phone
	hub                  forms.Select
	skills, keeps        forms.Checkboxes
	free                 []*forms.Checkboxes // by part of the day
	asks, base           forms.String
	postcode             forms.Postcode
	most, reach          forms.Int
	from, to             forms.Date
	account              forms.Email

	signsIn accounts.ID // found by account
}

func (f *detailsForm) fields() []forms.Parser {
	all := []forms.Parser{&f.name, &f.employer, &f.home, &f.email, &f.phone, &f.hub, &f.skills}
	for _, one := range f.free {
		all = append(all, one)
	}
	return append(all, &f.keeps, &f.asks, &f.most, &f.base, &f.postcode, &f.reach, &f.from, &f.to, &f.account)
}

func newDetailsForm(ctx context.Context, k known) *detailsForm {
	f := &detailsForm{
		name:     forms.String{Name: "name", Label: "Name", Required: true, Max: 120, Autocomplete: "off"},
		employer: forms.String{Name: "employer", Label: "Who employs them", Noun: "who employs them", Required: true, Max: 120, Hint: "The council, or the partner who lends them."},
		home:     forms.String{Name: "home", Label: "Home service", Hint: "Where they come from, and go back to.", Max: 120},
		email:    forms.Email{Name: "email", Label: "Work email", Required: true, Missing: "Enter their work email", Autocomplete: "off"},
		phone:    forms.Phone{Name: "phone", Label: "Work phone", Autocomplete: "off"},
		hub:      forms.Select{Name: "hub", Label: "Lent to", Required: true, Missing: "Select the hub they are lent to", Options: k.hubOptions(ctx, "Choose where")},
		skills:   forms.Checkboxes{Name: "skills", Label: "Skills", Small: true, Options: k.skillOptions()},
		keeps:    forms.Checkboxes{Name: "keeps", Label: "Instructions", Hint: "What they are not to be asked. Do not write why anywhere.", Small: true},
		asks:     forms.String{Name: "asks", Label: "Another instruction", Hint: "What whoever plans is to do, such as: not with the evening team. Nothing about health.", Max: 200},
		most:     forms.Int{Name: "most", Label: "Shifts a week, at most", Noun: "how many shifts a week", Hint: "Leave it empty for as many as the rules allow.", Min: 1, Max: staff.MostShifts, Width: 2},
		base:     forms.String{Name: "base", Label: "Where they set out from", Hint: "A place, such as: home, or Leigh library.", Max: 120},
		postcode: forms.Postcode{Name: "postcode", Label: "Postcode of that place", Autocomplete: "off"},
		reach:    forms.Int{Name: "reach", Label: "How far they go", Noun: "how far they go", Hint: "Leave it empty if it does not matter.", Min: 1, Max: staff.MostReach / 1000, Width: 3, Suffix: "km"},
		from:     forms.Date{Name: "from", Label: "Lent from", Noun: "the day they are lent from"},
		to:       forms.Date{Name: "to", Label: "Lent until", Noun: "the day they are lent until"},
		account:  forms.Email{Name: "account", Label: "Email they sign in to Kith with", Hint: "Only if they have an account and it is not their work email.", Autocomplete: "off"},
	}
	for _, c := range k.Constraints {
		f.keeps.Options = append(f.keeps.Options, forms.Option{Value: c.ID, Label: c.Instruction})
	}
	for _, part := range staff.Parts() {
		days := &forms.Checkboxes{Name: part.ID(), Label: "Free " + strings.ToLower(part.Label()) + "s", Small: true, Hint: hours[part]}
		for _, d := range staff.Weekdays() {
			days.Options = append(days.Options, forms.Option{Value: d.String()[:3], Label: d.String()})
		}
		f.free = append(f.free, days)
	}
	return f
}

// hours say when the parts of a day are.
var hours = map[staff.Part]string{staff.Morning: "Until 12 noon", staff.Afternoon: "12 noon to 5pm", staff.Evening: "From 5pm"}

func (f *detailsForm) set(w staff.Worker, signsIn string) {
	f.name.Set(w.Name)
	f.employer.Set(w.Employer)
	f.home.Set(w.Home)
	f.email.Set(w.Email)
	f.phone.Set(w.Phone)
	f.hub.Set(cmp.Or(w.Neighbourhood, wholeBorough))
	f.skills.Set(w.Skills...)
	f.keeps.Set(w.Keeps...)
	f.asks.Set(w.Asks)
	f.base.Set(w.Base)
	f.postcode.Set(w.Postcode)
	f.from.Set(w.From)
	f.to.Set(w.To)
	f.account.Set(signsIn)
	if w.Most > 0 {
		f.most.Set(int(w.Most))
	}
	if w.Reach > 0 {
		f.reach.Set(int(w.Reach / 1000))
	}
	for _, part := range staff.Parts() {
		var days []string
		for _, d := range staff.Weekdays() {
			if w.Free.Has(d, part) {
				days = append(days, d.String()[:3])
			}
		}
		f.free[part].Set(days...)
	}
}

// said is what the form says of somebody.
func (f *detailsForm) said() staff.Details {
	d := staff.Details{
		Name: f.name.Value(), Employer: f.employer.Value(), Home: f.home.Value(), Email: f.email.Value(), Phone: f.phone.Value(),
		Neighbourhood: strings.TrimPrefix(f.hub.Value(), wholeBorough), Base: f.base.Value(), Postcode: f.postcode.Value(), From: f.from.Value(), To: f.to.Value(),
		Gives: staff.Gives{
			Skills: f.skills.Value(), Keeps: f.keeps.Value(), Asks: f.asks.Value(), Most: int64(f.most.Value()), Reach: int64(f.reach.Value()) * 1000,
		},
	}
	for _, part := range staff.Parts() {
		for _, day := range staff.Weekdays() {
			if f.free[part].Has(day.String()[:3]) {
				d.Free = d.Free.With(day, part)
			}
		}
	}
	return d
}

// parse reads the form and finds the account that is named.
func (p *pages) parse(ctx context.Context, values url.Values, f *detailsForm) (ok bool, err error) {
	ok = forms.Parse(values, f.fields()...)
	if f.account.Value() == "" {
		return ok, nil
	}
	a, found, err := p.around.AccountByEmail(ctx, f.account.Value())
	if err != nil {
		return false, err
	}
	if !found {
		f.account.Fail("No account signs in with this email. Check it, or leave it empty")
		return false, nil
	}
	f.signsIn = a.ID
	return ok, nil
}

// fail marks the field that a refusal of the register is about, and reports whether there
// is one.
func (f *detailsForm) fail(err error) bool {
	said := fault.MessageOf(err)
	switch fault.CodeOf(err) {
	case "staff.known":
		f.email.Fail(said)
	case "staff.dates":
		f.to.Fail(said)
	case "staff.no-skill":
		f.skills.Fail(said)
	case "staff.no-constraint":
		f.keeps.Fail(said)
	default:
		return false
	}
	return true
}

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	k, err := p.known(r.Context())
	if err != nil {
		return err
	}
	return showNew(w, r, http.StatusOK, newDetailsForm(r.Context(), k))
}

func showNew(w http.ResponseWriter, r *http.Request, status int, f *detailsForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Add somebody to the staff list", Back: home, Section: section, Errors: forms.Errors(f.fields()...), Body: addPage(f),
	})
}

func (p *pages) add(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	k, err := p.known(r.Context())
	if err != nil {
		return err
	}
	f := newDetailsForm(r.Context(), k)
	if ok, err := p.parse(r.Context(), values, f); err != nil {
		return err
	} else if !ok {
		return showNew(w, r, http.StatusUnprocessableEntity, f)
	}
	added, err := p.staff.Add(r.Context(), f.said())
	if err != nil && f.fail(err) {
		return showNew(w, r, web.Status(err), f)
	}
	if err == nil && f.signsIn != "" {
		err = p.staff.Save(r.Context(), added.ID, added.Version, f.said(), f.signsIn)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "They are on the staff list. Begin their induction next")
	return web.Redirect(w, r, address(added.ID))
}
