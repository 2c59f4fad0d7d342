package callweb

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
	"kith/internal/work/tasks"
)

// rangBackInput names the call that need not be made, because they rang us.
const rangBackInput = "rang-back"

func rangBackValue(t tasks.Task) string { return string(t.ID) + ":" + strconv.FormatInt(t.Version, 10) }

// rangBack records that somebody whom we were to ring was spoken to in this call.
func (p *pages) rangBack(w http.ResponseWriter, r *http.Request, c intake.Call, value string) error {
	task, seen, _ := strings.Cut(value, ":")
	id, err := ident.Parse[tasks.Task](task)
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(seen, 10, 64) // what is no number is the version of nothing
	err = p.around.RangBack(r.Context(), tasks.Choice{ID: id, Version: version})
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict:
		web.Flash(w, r, "Nothing was recorded now. "+fault.MessageOf(err))
	default:
		if err != nil {
			return err
		}
		web.Flash(w, r, "Recorded: we have spoken to them")
	}
	return web.Redirect(w, r, address(c.ID)+"#said")
}

// rung are the calls that others were to get on the number of whoever is on the telephone.
type rung struct {
	all []tasks.Rung
	ask bool // there are some the agent may not know of
}

// rungOn looks who else was to be rung on the numbers of a call: two records may be of one
// person. Nobody is taken to be somebody by it: the agent asks.
func (p *pages) rungOn(ctx context.Context, s *screen) (on rung, err error) {
	numbers, not := []phone.Number{intake.Described(s.call.Answers).Phone}, people.PersonID("")
	if s.call.Caller == intake.CallerOpen {
		return rung{}, nil // nobody has said yet who rings
	}
	if s.who != nil {
		not = s.who.person.ID
		for _, one := range s.who.person.Records {
			numbers = append(numbers, one.Phone)
		}
	}
	on.all, on.ask, err = p.around.RungOn(ctx, numbers, not)
	on.all = on.all[:min(len(on.all), mostRung)]
	return on, err
}

// mostRung is how many calls to others are shown: a number that more wait on is an office's.
const mostRung = 3

// triedWords say when we tried to reach them for a call.
func triedWords(t tasks.Task) string {
	at := tasks.LastTried(t)
	if at.IsZero() {
		return "We were to ring them: " + t.Title + "."
	}
	return "We tried to reach them on " + at.In(day.London).Format("2 January at 15:04") + ": " + t.Title + "."
}

// rungWords say when we tried this number for somebody else.
func rungWords(t tasks.Task) string {
	at := tasks.LastTried(t)
	if at.IsZero() {
		return "We were to ring somebody with this number. Is it them?"
	}
	return "Somebody with this number was rung on " + at.In(day.London).Format("2 January at 15:04") + ". Is it them?"
}
