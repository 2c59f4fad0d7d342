package matchingweb

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteers"
)

// ownForm is what a volunteer gives, to be changed by themselves.
type ownForm struct {
	me         volunteers.Dossier
	activities forms.Checkboxes
	free       forms.Grid
	perWeek    forms.Int
	perMonth   forms.Int
	reach      forms.Radios
	version    forms.Hidden
}

// kilometres are the distances to choose from; 0 is anywhere in the neighbourhood.
var kilometres = []int64{1, 2, 3, 5, 8, 12}

func (p *mine) ownForm(ctx context.Context) (f *ownForm, err error) {
	s := say(ctx)
	f = &ownForm{}
	m, err := p.matching.Mine(ctx)
	if err != nil {
		return nil, err
	}
	f.me = m.Me
	rules, err := p.around.Volunteering(ctx)
	if err != nil {
		return nil, err
	}
	f.activities = forms.Checkboxes{Name: "activities", Label: s.OwnActivities, Required: true, Missing: s.OwnNone}
	for _, a := range rules.Activities {
		f.activities.Options = append(f.activities.Options, forms.Option{Value: a.ID, Label: a.PublicLabel})
	}
	f.activities.Set(f.me.Activities...)
	f.free = freeGrid(s, f.me.Gives.Free)
	f.perWeek = forms.Int{Name: "per-week", Label: s.PerWeek, Min: 1, Max: 30, Required: true, Missing: s.NumberMissing}
	f.perWeek.Set(number(f.me.Gives.PerWeek, rules.Caps.PerWeek))
	f.perMonth = forms.Int{Name: "per-month", Label: s.PerMonth, Min: 1, Max: 100, Required: true, Missing: s.NumberMissing}
	f.perMonth.Set(number(f.me.Gives.PerMonth, rules.Caps.PerMonthMost))
	f.reach = reachRadios(s, f.me.Gives.Reach)
	f.version = forms.Hidden{Name: "version"}
	f.version.Set(strconv.FormatInt(f.me.Version, 10))
	return f, nil
}

func number(own int64, rule int) int {
	if own == 0 {
		own = int64(rule)
	}
	return int(own)
}

func freeGrid(s *Words, week volunteers.Week) (g forms.Grid) {
	g.Down, g.Across = s.Days, s.Parts
	g.Checkboxes = forms.Checkboxes{Name: "free", Label: s.OwnFree, Hint: s.OwnFreeHint}
	var ticked []string
	for i, d := range volunteers.Weekdays() {
		for j, part := range volunteers.Parts() {
			value := fmt.Sprintf("%d-%d", i, j)
			g.Options = append(g.Options, forms.Option{Value: value, Label: s.Days[i] + ", " + s.Parts[j]})
			if week != 0 && week.Has(d, part) {
				ticked = append(ticked, value)
			}
		}
	}
	g.Set(ticked...)
	return g
}

// week reads what was ticked.
func (f *ownForm) week() (w volunteers.Week) {
	for i, d := range volunteers.Weekdays() {
		for j, part := range volunteers.Parts() {
			if slices.Contains(f.free.Value(), fmt.Sprintf("%d-%d", i, j)) {
				w = w.With(d, part)
			}
		}
	}
	return w
}

// reachRadios are distances; one of their own that is none of them stands among them.
func reachRadios(s *Words, metres int64) forms.Radios {
	f := forms.Radios{Name: "reach", Label: s.Reach, Required: true, Options: []forms.Option{{Value: "0", Label: s.ReachAnywhere}}}
	all := slices.Clone(kilometres)
	if km := metres / 1000; km > 0 && !slices.Contains(all, km) {
		all = append(all, km)
		slices.Sort(all)
	}
	for _, km := range all {
		f.Options = append(f.Options, forms.Option{Value: strconv.FormatInt(km*1000, 10), Label: fmt.Sprintf(s.ReachKm, km)})
	}
	f.Set(strconv.FormatInt(metres/1000*1000, 10))
	return f
}

func (f *ownForm) fields() []forms.Parser {
	return []forms.Parser{&f.activities, &f.free, &f.perWeek, &f.perMonth, &f.reach, &f.version}
}

func (p *mine) ownPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.ownForm(r.Context())
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK)
}

func (f *ownForm) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: say(r.Context()).OwnTitle, Back: homePath, Errors: forms.Errors(f.fields()...), Body: ownBody(f)})
}

func (p *mine) own(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	f, err := p.ownForm(ctx)
	if err != nil {
		return err
	}
	forms.Speak(ctx, f.fields()...)
	if !forms.Parse(values, f.fields()...) {
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	gives := f.me.Gives
	gives.Free, gives.PerWeek, gives.PerMonth = f.week(), int64(f.perWeek.Value()), int64(f.perMonth.Value())
	gives.Reach, _ = strconv.ParseInt(f.reach.Value(), 10, 64)
	version, _ := strconv.ParseInt(f.version.Value(), 10, 64)
	err = p.matching.SetOwn(ctx, version, gives, f.activities.Value())
	if fault.KindOf(err) == fault.Stale {
		f.version.Set(strconv.FormatInt(f.me.Version, 10)) // what they typed can be saved over it
		f.activities.Fail(words.Fault(ctx, err))
		return f.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, say(ctx).OwnSaved)
	return web.Redirect(w, r, homePath)
}
