package prioritiesweb

import (
	"net/http"
	"time"

	"kith/internal/insight/priorities"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

type screen struct {
	all []priorities.Priority
	may bool // the reader may name and change them
	now time.Time
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	all, err := p.priorities.List(r.Context())
	if err != nil {
		return err
	}
	s := screen{all, priorities.MayKeep(access.From(r.Context())), p.priorities.Now(r.Context())}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Equality priorities in recovery", Section: section, Back: "/levels", Wide: true, Body: listPage(s)})
}

// kept are those that are tracked, or those that were ended.
func (s screen) kept(open bool) (all []priorities.Priority) {
	for _, p := range s.all {
		if p.Open() == open {
			all = append(all, p)
		}
	}
	return all
}

func colour(s priorities.Standing) govuk.Colour {
	switch s {
	case priorities.Met:
		return govuk.Green
	case priorities.NotMet:
		return govuk.Orange
	}
	return govuk.Grey
}

// table are the priorities that are tracked.
func (s screen) table() govuk.Table {
	t := govuk.Table{
		Caption: "Priorities that are tracked", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Priority"}, {Text: "Who answers for it"}, {Text: "How it stands now"}, {Text: "Target"}, {Text: "By"}, {Text: "Standing"}},
	}
	for _, p := range s.kept(true) {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: p.Name, Href: address(p.ID)},
			{Text: p.Owner},
			{Text: value(p.Now)},
			{Text: p.Now.Target},
			{Text: s.by(p)},
			{Content: govuk.Tag{Text: string(p.Now.Standing), Colour: colour(p.Now.Standing)}},
		}})
	}
	return t
}

// value is a value with its time, or why there is none.
func value(n priorities.Now) string {
	text := n.Value + ". Of " + n.Of + "."
	if n.Standing == priorities.Untold {
		text = n.Of
	}
	if n.Invented {
		text += " Who lives here is invented."
	}
	return text
}

func (s screen) by(p priorities.Priority) string {
	switch {
	case p.Due.IsZero():
		return "No day set"
	case p.Late(day.Of(s.now)):
		return p.Due.Long() + ": late"
	}
	return p.Due.Long()
}
