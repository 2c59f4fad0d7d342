package demoweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// Clock is where the clock of a demonstration is moved.
const Clock = "/demo/clock"

// farthest is how far the clock goes in one move.
const farthest = 366 * 24 * time.Hour

// written is how a time is written for the clock.
const written = "2006-01-02 15:04"

// clockPages move the clock.
type clockPages struct {
	clock *clock.Movable
	pass  func(context.Context) error
}

// ClockPages move the clock of a demonstration forward. What falls due on the way passes then
// as it does under the sweep, which pass runs at once.
func ClockPages(at *clock.Movable, pass func(context.Context) error) web.Pages {
	p := &clockPages{at, pass}
	return web.Pages{Routes: []web.Route{
		web.Get(Clock, access.Public(), p.show),
		web.Post(Clock, access.Public(), p.move),
	}}
}

func newTo() *forms.String {
	return &forms.String{
		Name: "to", Label: "Move the clock to", Hint: "As 2020-04-21 09:05. It only goes forward.", Required: true, Max: 16, Width: 20,
		Missing: "Enter a date and a time",
	}
}

func (p *clockPages) show(w http.ResponseWriter, r *http.Request) error {
	return p.draw(w, r, http.StatusOK, newTo())
}

func (p *clockPages) draw(w http.ResponseWriter, r *http.Request, status int, to *forms.String) error {
	now := p.clock.Now().In(day.London)
	return web.Render(w, r, status, web.Page{Title: "Demo clock", Errors: forms.Errors(to), Body: clockBody(now, jumps(now), to)})
}

func (p *clockPages) move(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	to := newTo()
	if !forms.Parse(values, to) {
		return p.draw(w, r, http.StatusUnprocessableEntity, to)
	}
	at, err := time.ParseInLocation(written, to.Value(), day.London)
	switch ahead := at.Sub(p.clock.Now()); {
	case err != nil:
		to.Fail("Enter a date and a time, as 2020-04-21 09:05")
	case ahead <= 0:
		to.Fail("Enter a time that is still to come")
	case ahead > farthest:
		to.Fail("Enter a time within a year")
	default:
		p.clock.Forward(ahead)
	}
	if to.Error != "" {
		return p.draw(w, r, http.StatusUnprocessableEntity, to)
	}
	if err := p.pass(r.Context()); err != nil {
		return err
	}
	return web.Redirect(w, r, Clock)
}

// jump is a time that is one press away.
type jump struct {
	words string
	to    string
}

func jumps(now time.Time) []jump {
	at := func(t time.Time) string { return t.In(day.London).Format(written) }
	return []jump{
		{"One hour later", at(now.Add(time.Hour + time.Minute))},
		{"Tomorrow at 9:05am", at(day.Of(now).AddDays(1).At(9, 5))},
		{"A week later", at(now.AddDate(0, 0, 7))},
	}
}
