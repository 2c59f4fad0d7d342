package intake

import (
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/work/referrals"
)

// destination is where a referral goes, and on whose list the work of referring stands.
type destination struct {
	id   string
	hood string // "" is the coordination queue
	// unnamed keeps the kind of need off the list.
	unnamed bool
	note    string // what to know of it
}

// referTo finds where a rule's destination is for a neighbourhood on a day. What no hub's
// board may name, and what takes nobody just now, goes to the coordination queue.
func referTo(all *referrals.Destinations, to, hood string, on day.Date) destination {
	found, err := all.Resolve(to, hood, on)
	if err != nil {
		return destination{id: to, note: fault.MessageOf(err)}
	}
	d := destination{id: found.ID, hood: hood, note: strings.Join(found.Instead, " ")}
	if found.Limit != "" {
		d.note = strings.TrimSpace(d.note + " It takes only some: " + found.Limit)
	}
	if found.Confidential {
		d.hood, d.unnamed = "", true
	}
	return d
}
