package callweb

import (
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
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

// triedWords say when we tried to reach them for a call.
func triedWords(t tasks.Task) string {
	at := tasks.LastTried(t)
	if at.IsZero() {
		return "We were to ring them: " + t.Title + "."
	}
	return "We tried to reach them on " + at.In(day.London).Format("2 January at 15:04") + ": " + t.Title + "."
}
