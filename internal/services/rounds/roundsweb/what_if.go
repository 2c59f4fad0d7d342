package roundsweb

import (
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// whatIfView is a plan with what somebody wonders about it.
type whatIfView struct {
	*board
	kind  forms.Select
	depot forms.Select
	load  forms.Select
	part  forms.Select
	van   forms.Select

	tried   string // which of the forms was sent
	outcome rounds.Difference
	errors  []forms.ErrorItem
}

func (p *pages) whatIfView(r *http.Request) (*whatIfView, error) {
	b, err := p.board(r)
	if err != nil {
		return nil, err
	}
	if b.Current == 0 {
		return nil, fault.New(fault.NotFound, "rounds.no-such", "There is no plan to try it on yet.")
	}
	rules, err := p.fleet.Rules(r.Context())
	if err != nil {
		return nil, err
	}
	v := &whatIfView{
		board: b, kind: forms.Select{Name: "kind", Label: "Driving"}, depot: forms.Select{Name: "depot", Label: "Beginning at", Options: depots(rules)},
		load: forms.Select{Name: "load", Label: "Load"}, part: forms.Select{Name: "part", Label: "Could be brought"}, van: forms.Select{Name: "van", Label: "Round"},
	}
	for _, k := range rules.Kinds {
		v.kind.Options = append(v.kind.Options, forms.Option{Value: string(k.Kind), Label: k.Kind.Label()})
	}
	for _, part := range deliveries.Parts() {
		v.part.Options = append(v.part.Options, forms.Option{Value: string(part), Label: part.Label()})
	}
	for i, way := range b.version.Ways {
		if way.Extra == 0 {
			v.van.Options = append(v.van.Options, forms.Option{Value: string(way.Shift), Label: b.title(i)})
		}
	}
	v.loads()
	return v, nil
}

// loads are those whose time keeps them, or others, from a better round: what is left out, then
// what is wanted at a time of its own.
func (v *whatIfView) loads() {
	left := map[int]bool{}
	for _, l := range v.version.Left {
		left[l.Item] = true
		v.load.Options = append(v.load.Options, forms.Option{Value: strconv.Itoa(l.Item), Label: v.version.Items[l.Item].Called() + ", on no round"})
	}
	for i, item := range v.version.Items {
		if !left[i] && item.Window != deliveries.AnyTime {
			v.load.Options = append(v.load.Options, forms.Option{Value: strconv.Itoa(i), Label: item.Called() + ", wanted: " + lower(item.Window.Label())})
		}
	}
}

func (p *pages) whatIf(w http.ResponseWriter, r *http.Request) error {
	v, err := p.whatIfView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *whatIfView) show(w http.ResponseWriter, r *http.Request, status int) error {
	errs := append(v.errors, forms.Errors(&v.kind, &v.depot, &v.load, &v.part, &v.van)...)
	return web.Render(w, r, status, web.Page{Title: "What if?", Section: section, Back: plans + "/" + string(v.ID), Errors: errs, Body: whatIfPage(v)})
}

// tryIt answers what one of the forms asks.
func (p *pages) tryIt(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.whatIfView(r)
	if err != nil {
		return err
	}
	trial, ok, href := rounds.Change{}, false, ""
	switch v.tried = values.Get("try"); v.tried {
	case "extra":
		ok, href = forms.Parse(values, &v.kind, &v.depot), v.kind.Href()
		trial.Extra = &routing.Extra{Kind: fleet.Kind(v.kind.Value()), Depot: v.depot.Value()}
	case "bigger":
		ok, href = forms.Parse(values, &v.van), v.van.Href()
		trial.Bigger = fleet.ShiftID(v.van.Value())
	default:
		v.tried = "wide"
		ok, href = forms.Parse(values, &v.load, &v.part), v.load.Href()
		if n, err := strconv.Atoi(v.load.Value()); err == nil && n < len(v.version.Items) {
			trial.Ref, trial.Wide = v.version.Items[n].Ref, deliveries.Part(v.part.Value())
		}
	}
	if !ok {
		v.tried = ""
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	v.outcome, err = p.rounds.WhatIf(r.Context(), v.ID, trial)
	if told(err) {
		v.tried = ""
		v.errors = []forms.ErrorItem{{Href: href, Text: fault.MessageOf(err)}}
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

// triedWords say what was tried.
func (v *whatIfView) triedWords() string {
	switch v.tried {
	case "extra":
		return "One more driver with a " + lower(chosen(v.kind)) + ", beginning at " + chosen(v.depot)
	case "bigger":
		return "Twice as much in the vehicle of " + chosen(v.van)
	}
	return chosen(v.load) + ", brought: " + lower(chosen(v.part))
}

// compares are the numbers of the plan as it is and as it would be.
func compares(o rounds.Difference) (rows []govuk.Row) {
	row := func(what string, now, then int64, words func(int64) string) {
		change := "no change"
		switch {
		case then > now:
			change = words(then-now) + " more"
		case then < now:
			change = words(now-then) + " less"
		}
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{{Text: what}, {Text: words(now), Numeric: true}, {Text: words(then), Numeric: true}, {Text: change}}})
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	row("Stops on rounds", int64(o.Before.Stops), int64(o.After.Stops), number)
	row("On no round", int64(o.Before.Left), int64(o.After.Left), number)
	row("Cost", o.Before.Pence, o.After.Pence, pounds)
	row("On the road", o.Before.Metres, o.After.Metres, kilometres)
	row("Time together", o.Before.Minutes, o.After.Minutes, hours)
	rows = append(rows, govuk.Row{Cells: []govuk.Cell{{Text: "Stops on another round"}, {Text: "", Numeric: true}, {Text: number(int64(o.Moved)), Numeric: true}, {Text: ""}}})
	return rows
}

func numbers(all []routing.Item) string {
	said := ""
	for i, one := range all {
		if i > 0 {
			said += ", "
		}
		said += one.Called()
		if i == 19 && len(all) > 20 {
			return fmt.Sprintf("%s and %d more", said, len(all)-20)
		}
	}
	return said
}
