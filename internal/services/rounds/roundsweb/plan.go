package roundsweb

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// board is a plan as its page shows it.
type board struct {
	unsettled templ.Component // what the hub has to settle of doorsteps; nil is nothing
	rounds.Plan
	version  rounds.Version
	lines    []rounds.Line
	seats    map[fleet.ShiftID]rounds.Seat
	driven   map[fleet.ShiftID]rounds.Round
	done     map[rounds.RoundID][2]int // stops done, of how many
	versions []rounds.Version
	where    string
	planner  bool
	errors   []forms.ErrorItem
	live     string       // address of the news; "" is none
	before   string       // what the last day's rounds came to
	extras   bool         // a driver of it is only supposed
	ticked   map[int]bool // loads that somebody ticked, kept where they could not be moved
	mayNot   []string     // what volunteers under way may not bring any more
	to       forms.Select // the round they go to
}

func (p *pages) board(r *http.Request) (b *board, err error) {
	ctx := r.Context()
	id, err := ident.Parse[rounds.Plan](r.PathValue("plan"))
	if err != nil {
		return nil, err
	}
	b = &board{driven: map[fleet.ShiftID]rounds.Round{}, done: map[rounds.RoundID][2]int{}}
	if b.Plan, err = p.rounds.Plan(ctx, id); err != nil {
		return nil, err
	}
	if b.unsettled, err = p.around.ToSettle(ctx); err != nil {
		return nil, err
	}
	b.where, b.planner = p.where(r, b.Neighbourhood), rounds.MayPlan(access.From(ctx), b.Neighbourhood)
	if b.Current == 0 {
		return b, nil
	}
	if b.version, err = p.rounds.VersionOf(ctx, b.Plan, 0); err != nil {
		return nil, err
	}
	if b.lines, err = p.rounds.Named(ctx, &b.version); err != nil {
		return nil, err
	}
	if b.seats, err = p.rounds.Seats(ctx, b.Plan, b.version.Choices); err != nil {
		return nil, err
	}
	if b.versions, err = p.rounds.Versions(ctx, b.Plan); err != nil {
		return nil, err
	}
	if b.mayNot, err = p.rounds.MayNot(ctx, b.Plan); err != nil {
		return nil, err
	}
	b.to = b.wheres("to", "Move the ticked loads to")
	b.extras = len(b.version.Choices.Extra) > 0
	if err := p.progress(r, b); err != nil {
		return nil, err
	}
	if b.before, err = p.lastDay(r, b.Plan); err != nil {
		return nil, err
	}
	return b, p.listens(r, b)
}

// changes reports whether whoever looks may change the plan now.
func (b *board) changes() bool {
	return b.planner && b.State != rounds.Solving && b.State != rounds.Closed
}

// lastDay says what the rounds of the same place came to the last time, to compare with.
func (p *pages) lastDay(r *http.Request, now rounds.Plan) (string, error) {
	last, f, err := p.rounds.Before(r.Context(), now)
	if err != nil || last.IsZero() {
		return "", err
	}
	return fmt.Sprintf("The last time, on %s: %s, %s on the road, %s together, %s.", last.Long(), counted(f.Stops, "stop", "stops"), kilometres(f.Metres), hours(f.Minutes), pounds(f.Pence)), nil
}

// progress reads what drivers have and how far they are.
func (p *pages) progress(r *http.Request, b *board) error {
	all, err := p.rounds.RoundsOf(r.Context(), b.Plan)
	if err != nil {
		return err
	}
	for _, one := range all {
		b.driven[one.Shift] = one
	}
	found, err := p.rounds.StopsOf(r.Context(), b.Plan)
	for _, s := range found {
		if !s.Task.AtDoor() {
			continue
		}
		n := b.done[s.Round]
		if n[1]++; s.State.Done() {
			n[0]++
		}
		b.done[s.Round] = n
	}
	return err
}

func depots(rules *fleet.Rules) (all []forms.Option) {
	for _, d := range rules.All() {
		all = append(all, forms.Option{Value: d.ID, Label: d.Name})
	}
	return all
}

func (p *pages) plan(w http.ResponseWriter, r *http.Request) error {
	b, err := p.board(r)
	if err != nil {
		return err
	}
	return b.show(w, r, http.StatusOK)
}

func (b *board) show(w http.ResponseWriter, r *http.Request, status int) error {
	page := web.Page{Title: "Rounds, " + b.Day.Long() + ": " + b.where, Section: section, Wide: true, Back: home, Errors: b.errors, Body: boardPage(b), Map: b.Current > 0}
	if b.State == rounds.Solving {
		page.Head = lookAgain()
	}
	return web.Render(w, r, status, page)
}

// with shows the plan as it stands now, with why what was asked cannot be done.
func (p *pages) with(w http.ResponseWriter, r *http.Request, why error) error {
	if !told(why) {
		return why
	}
	b, err := p.board(r)
	if err != nil {
		return err
	}
	b.errors = []forms.ErrorItem{{Href: "#plan", Text: fault.MessageOf(why)}}
	return b.show(w, r, web.Status(why))
}

// posted reads which plan a form is about, and as it was seen.
func posted(r *http.Request) (id rounds.PlanID, version int64, values url.Values, err error) {
	if values, err = web.Parse(r); err != nil {
		return "", 0, nil, err
	}
	if id, err = ident.Parse[rounds.Plan](r.PathValue("plan")); err != nil {
		return "", 0, nil, err
	}
	version, err = strconv.ParseInt(values.Get("version"), 10, 64)
	if err != nil {
		version, err = -1, nil // one that nobody was shown, and so is stale
	}
	return id, version, values, nil
}

func (p *pages) stopSearch(w http.ResponseWriter, r *http.Request) error {
	id, _, _, err := posted(r)
	if err != nil {
		return err
	}
	if err := p.rounds.StopSearch(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "The search ends with the best it has")
	return web.Redirect(w, r, plans+"/"+string(id))
}

func (p *pages) publish(w http.ResponseWriter, r *http.Request) error {
	id, version, _, err := posted(r)
	if err != nil {
		return err
	}
	if _, err = p.rounds.Publish(r.Context(), id, version); err != nil {
		return p.with(w, r, err)
	}
	web.Flash(w, r, "Published: the drivers have their rounds")
	return web.Redirect(w, r, plans+"/"+string(id))
}

func (p *pages) extra(w http.ResponseWriter, r *http.Request) error {
	id, version, values, err := posted(r)
	if err != nil {
		return err
	}
	c := rounds.Change{NoExtras: values.Get("none") != ""}
	if !c.NoExtras {
		c.Extra = &routing.Extra{Kind: fleet.Kind(values.Get("kind")), Depot: values.Get("depot")}
	}
	return p.adjust(w, r, id, version, c)
}

func (p *pages) backTo(w http.ResponseWriter, r *http.Request) error {
	id, version, values, err := posted(r)
	if err != nil {
		return err
	}
	number, _ := strconv.ParseInt(values.Get("number"), 10, 64)
	return p.adjust(w, r, id, version, rounds.Change{To: number})
}

// adjust makes a change and says what it costs.
func (p *pages) adjust(w http.ResponseWriter, r *http.Request, id rounds.PlanID, version int64, c rounds.Change) error {
	d, err := p.rounds.Adjust(r.Context(), id, version, c)
	if err != nil {
		return p.with(w, r, err)
	}
	web.Flash(w, r, difference(d))
	return web.Redirect(w, r, plans+"/"+string(id))
}

// difference says what a change costs.
func difference(d rounds.Difference) string {
	if d.Working {
		return "Noted. The rest is planned again"
	}
	said := func(n int64, more, less string, words func(int64) string) string {
		switch {
		case n > 0:
			return words(n) + " " + more
		case n < 0:
			return words(-n) + " " + less
		}
		return ""
	}
	cost := said(d.After.Pence-d.Before.Pence, "more", "less", pounds)
	if cost == "" {
		cost = "the same as before"
	}
	took := said(d.After.Minutes-d.Before.Minutes, "longer", "shorter", hours)
	if took != "" {
		took = ", and take " + took
	}
	return "Changed. The rounds cost " + cost + took + fmt.Sprintf(" (%s before, %s now)", pounds(d.Before.Pence), pounds(d.After.Pence))
}

// planned is when a load is there, as it is planned.
func (v *itemView) planned() string {
	for _, c := range v.version.Ways[v.way].Calls {
		if c.Item == v.index && c.Task.AtDoor() {
			return "It is there at about " + ofDay(v.Day, c.Arrive) + "."
		}
	}
	return ""
}

// itemView is one load of a plan, with what can be chosen about it.
type itemView struct {
	*board
	index int
	item  routing.Item
	line  rounds.Line
	way   int // it is on, from 0; -1 is none
	left  routing.LeftOut
	to    forms.Select
	at    forms.Int
	part  forms.Radios
}

func (p *pages) itemView(r *http.Request) (*itemView, error) {
	b, err := p.board(r)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(r.PathValue("item"))
	if err != nil || n < 0 || n >= len(b.version.Items) {
		return nil, fault.New(fault.NotFound, "rounds.no-such", "There is no such load on this plan now.")
	}
	v := &itemView{board: b, index: n, item: b.version.Items[n], line: b.lines[n], way: -1}
	for w, way := range b.version.Ways {
		for _, c := range way.Calls {
			if c.Item == n {
				v.way = w
			}
		}
	}
	for _, l := range b.version.Left {
		if l.Item == n {
			v.left = l
		}
	}
	v.to = b.wheres("to", "Round")
	v.at = forms.Int{Name: "at", Label: "As which stop?", Hint: "1 is the first.", Noun: "stop", Required: true, Min: 1, Max: 500, Width: 3}
	v.at.Set(1)
	if v.way >= 0 {
		v.to.Set(string(b.version.Ways[v.way].Shift))
		v.at.Set(1 + slices.IndexFunc(b.version.Ways[v.way].Calls, func(c routing.Call) bool { return c.Item == n }))
	}
	v.part = forms.Radios{Name: "part", Label: "At another time, as they agreed", Small: true}
	for _, one := range deliveries.Parts() {
		v.part.Options = append(v.part.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
	return v, nil
}

func (p *pages) item(w http.ResponseWriter, r *http.Request) error {
	v, err := p.itemView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Change " + v.item.Called(), Section: section, Back: plans + "/" + string(v.ID), Body: itemPage(v)})
}

// change does what the button that was pressed says.
func (p *pages) change(w http.ResponseWriter, r *http.Request) error {
	id, version, values, err := posted(r)
	if err != nil {
		return err
	}
	v, err := p.itemView(r)
	if err != nil {
		return p.with(w, r, err)
	}
	if version != v.Version {
		return p.with(w, r, fault.New(fault.Stale, "rounds.stale", "Somebody else has changed this plan since you opened it. Look at it again, then decide."))
	}
	c := rounds.Change{Ref: v.item.Ref}
	switch do := values.Get("do"); do {
	case "move":
		if !forms.Parse(values, &v.to, &v.at) {
			return web.Render(w, r, http.StatusUnprocessableEntity, web.Page{
				Title: "Change " + v.item.Called(), Section: section, Back: plans + "/" + string(id), Errors: forms.Errors(&v.to, &v.at), Body: itemPage(v),
			})
		}
		c.Move = &routing.Move{Shift: fleet.ShiftID(v.to.Value()), Position: v.at.Value()}
	case "off":
		c.Off = true
	case "along":
		c.Along = true
	case "back":
		c.Back = true
	case "wide":
		forms.Parse(values, &v.part)
		c.Wide = deliveries.Part(v.part.Value())
	case "keep", "not":
		if v.way < 0 {
			break
		}
		shift := v.version.Ways[v.way].Shift
		if do == "keep" {
			c.Pin = shift
		} else {
			c.Not = shift
		}
	}
	return p.adjust(w, r, id, version, c)
}
