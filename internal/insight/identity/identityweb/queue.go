package identityweb

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/insight/identity"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// shownAtOnce is how many pairs the list shows; the next stand there once these are decided.
const shownAtOnce = 25

type queueView struct {
	open  int
	first []identity.Waiting
}

func (p *pages) queue(w http.ResponseWriter, r *http.Request) (err error) {
	var v queueView
	if v.open, v.first, err = p.identity.Queue(r.Context(), shownAtOnce); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Wide: true, Section: section, Body: queuePage(v)})
}

// inWords says how much is to be done.
func (v queueView) inWords() string {
	switch {
	case v.open == 0:
		return "There is nobody to decide about."
	case v.open == 1:
		return "Two records may be of one person."
	case v.open > len(v.first):
		return fmt.Sprintf("%d pairs of records may each be of one person. The %d that matter most are shown.", v.open, len(v.first))
	}
	return fmt.Sprintf("%d pairs of records may each be of one person, those that matter most first.", v.open)
}

func (v queueView) rows() (rows []govuk.Row) {
	for _, w := range v.first {
		why := strings.Join(w.Stakes.Why(), ". ")
		if w.Passed {
			why = joined("You were not sure", why)
		} else if w.Unsure > 0 {
			why = joined("A colleague was not sure", why)
		}
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Content: compareLink(w)}, {Text: strconv.Itoa(w.Percent) + " in 100", Numeric: true}, {Text: why},
		}})
	}
	return rows
}

func joined(a, b string) string {
	if b == "" {
		return a
	}
	return a + ". " + b
}
