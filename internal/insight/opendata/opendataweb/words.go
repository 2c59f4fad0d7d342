package opendataweb

import (
	"context"

	"kith/internal/plat/words"
)

// Words are the texts of the page.
type Words struct {
	Title, Lead                string // %[1]s to %[2]s
	None                       string
	Small                      string
	Area, Whole                string
	ThatWeek, WeekBefore       string
	Others, AsAt               string // what others count; %s is the day
	Files, Table, Program, All string
	Free                       string
	What, Choose               string

	People, Calls, Forms, Parcels, ComfortCalls, WelfareReferrals, Volunteers string
	Equipment, Grants, WebVisits, Newsletter                                  string
}

var texts = words.Declare[Words]("open")

func say(ctx context.Context) *Words { return texts.In(ctx) }

// label is a figure in the reader's language; one that the page does not know is called as the
// catalogue calls it.
func (w *Words) label(id, name string) string {
	known := map[string]string{
		"people": w.People, "calls": w.Calls, "forms": w.Forms, "parcels": w.Parcels, "comfort-calls": w.ComfortCalls, "welfare-referrals": w.WelfareReferrals,
		"volunteers": w.Volunteers, "ppe": w.Equipment, "grants": w.Grants, "web-visits": w.WebVisits, "newsletter": w.Newsletter,
	}
	if text := known[id]; text != "" {
		return text
	}
	return name
}
