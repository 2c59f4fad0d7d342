package roundsweb

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/roundsview"
)

// roundView is a round as its driver and its hub see it.
type roundView struct {
	rounds.Round
	lines   []rounds.Line
	account rounds.Account
	sees    bool // of the hub
	errors  []forms.ErrorItem
	seen    forms.Checkboxes

	unsettled templ.Component // what the hub has to settle of doorsteps; nil is nothing
}

func (p *pages) roundView(r *http.Request) (v *roundView, err error) {
	id, err := ident.Parse[rounds.Round](r.PathValue("round"))
	if err != nil {
		return nil, err
	}
	v = &roundView{}
	if v.Round, v.lines, err = p.rounds.Sheet(r.Context(), id); err != nil {
		return nil, err
	}
	if v.sees = access.From(r.Context()).HasFor(v.Neighbourhood, rounds.Viewers()...); v.sees {
		if v.unsettled, err = p.around.ToSettle(r.Context()); err != nil {
			return nil, err
		}
	}
	var all []rounds.Stop
	for _, l := range v.lines {
		all = append(all, l.Stop)
	}
	v.account = rounds.Accounts(all)
	v.seen = forms.Checkboxes{Name: "seen", Label: "Which of what came back do you have before you?", Small: true}
	for _, l := range v.lines {
		if l.State.Returns() && !l.Back {
			v.seen.Options = append(v.seen.Options, forms.Option{Value: string(l.Stop.ID), Label: string(l.Number) + ", " + roundsview.Load(l)})
		}
	}
	return v, nil
}

func (v *roundView) title() string {
	return "Round " + strconv.FormatInt(v.Round.Number, 10) + ", " + v.Vehicle
}

func (p *pages) round(w http.ResponseWriter, r *http.Request) error {
	v, err := p.roundView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *roundView) show(w http.ResponseWriter, r *http.Request, status int) error {
	back := home
	if v.sees {
		back = plans + "/" + string(v.Plan)
	}
	return web.Render(w, r, status, web.Page{Title: v.title(), Section: section, Back: back, Errors: v.errors, Body: roundPage(v)})
}

// moveRound sets out, comes back or closes, by the button that was pressed.
func (p *pages) moveRound(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[rounds.Round](r.PathValue("round"))
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(values.Get("version"), 10, 64)
	if err != nil {
		version = -1
	}
	said := ""
	switch values.Get("do") {
	case "leave":
		said, err = "The round is under way", p.rounds.Leave(r.Context(), id, version)
	case "return":
		said, err = "The round is back", p.rounds.Return(r.Context(), id, version)
	case "close":
		var seen []rounds.StopID
		for _, one := range values["seen"] {
			seen = append(seen, rounds.StopID(one))
		}
		said, err = "The round is closed: everything is accounted for", p.rounds.Close(r.Context(), id, version, seen)
	default:
		err = fault.New(fault.Invalid, "rounds.nothing", "Choose what to do.")
	}
	if told(err) {
		v, other := p.roundView(r)
		if other != nil {
			return other
		}
		v.seen.Set(values["seen"]...)
		v.errors = []forms.ErrorItem{{Href: "#next", Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, driven+"/"+string(id))
}

func (p *pages) sheet(w http.ResponseWriter, r *http.Request) error {
	v, err := p.roundView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: v.title() + ": sheet", Section: section, Back: driven + "/" + string(v.Round.ID), Body: sheetPage(v)})
}

// picking is what to load, the last stop first: it goes in deepest.
func (p *pages) picking(w http.ResponseWriter, r *http.Request) error {
	v, err := p.roundView(r)
	if err != nil {
		return err
	}
	slices.Reverse(v.lines)
	return web.Render(w, r, http.StatusOK, web.Page{Title: v.title() + ": what to load", Section: section, Back: driven + "/" + string(v.Round.ID), Body: pickingPage(v)})
}
