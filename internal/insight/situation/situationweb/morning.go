package situationweb

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/insight/reports"
	"kith/internal/insight/situation"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
)

// morning are the questions somebody opens the page with, each with its answer and where more
// is. What the reader may not see, or what nothing is known of, is not asked.
func (s screen) morning() govuk.SummaryList {
	var l govuk.SummaryList
	add := func(key, text string, more ...govuk.Link) {
		if text != "" {
			l.Rows = append(l.Rows, govuk.SummaryRow{Key: key, Text: text, Actions: more})
		}
	}
	add("Is it spreading here?", s.spread(), govuk.Link{Label: "Day by day", Href: "#days"})
	copes := []govuk.Link{}
	if s.copes.Href != "" {
		copes = append(copes, govuk.Link{Label: s.copes.Label, Href: s.copes.Href})
	}
	add("Can we cope?", s.copes.Text, copes...)
	add("What did we do?", s.did(), govuk.Link{Label: "Week by week", Href: "#work"})
	add("What is late?", s.late(), govuk.Link{Label: "Hub by hub", Href: "#late"})
	add("Is more asked than usual?", s.unusual(), govuk.Link{Label: "What is asked", Href: "#asked"})
	return l
}

// spread is how the borough itself stands, else how many areas are in a phase.
func (s screen) spread() string {
	switch {
	case len(s.all) == 0:
		return ""
	case s.own.Area.Name != "":
		return s.own.Sentence
	}
	return s.lead()
}

// whole are the series of the borough, or of all places the caller is told of where they are
// not told of the borough.
func (s screen) whole(done bool) (some []situation.Demand) {
	borough := slices.ContainsFunc(s.demand, func(d situation.Demand) bool { return d.Place == "" })
	for _, d := range s.demand {
		if d.Series.Done == done && (!borough || d.Place == "") {
			some = append(some, d)
		}
	}
	return some
}

// did is what was done yesterday, and this week against last, in words.
func (s screen) did() string {
	var parts []string
	for _, d := range s.whole(true) {
		if d.Series.Name != "tasks-done" || d.Yesterday < 0 {
			continue
		}
		said := fmt.Sprintf("%s done yesterday and %d in the last seven days", govuk.Counted(d.Yesterday, "task", "tasks"), d.Week)
		if c := d.Change(); c == "the same" {
			said += ", as many as in the seven before"
		} else if c != "" {
			said += ", " + c + " than in the seven before"
		}
		if d.Place != "" {
			said = d.Name + ": " + said
		}
		parts = append(parts, said+".")
	}
	return strings.Join(parts, " ")
}

// lateHubs are the hubs with overdue work, those with most first.
func (s screen) lateHubs() (some []reports.Place) {
	if s.hubs == nil {
		return nil
	}
	all := s.hubs.Places
	if len(all) == 0 && s.hubs.Hub.ID != "" { // of one hub alone
		all = []reports.Place{{Hub: s.hubs.Hub, Overdue: s.hubs.Line("tasks.overdue").Now, Open: s.hubs.Line("tasks.open").Now}}
	}
	for _, pl := range all {
		if pl.Overdue.Value > 0 {
			some = append(some, pl)
		}
	}
	slices.SortStableFunc(some, func(a, b reports.Place) int { return cmp.Compare(b.Overdue.Value, a.Overdue.Value) })
	return some
}

func (s screen) late() string {
	if s.hubs == nil {
		return ""
	}
	hubs := s.lateHubs()
	if len(hubs) == 0 {
		return "No hub has work past its time."
	}
	var names []string
	total := 0
	for _, h := range hubs {
		names = append(names, h.Name+" "+h.Overdue.String())
		total += int(h.Overdue.Value)
	}
	return fmt.Sprintf("%s past their time: %s.", govuk.Counted(total, "task is", "tasks are"), strings.Join(names, ", "))
}

// unusual is what is asked above what chance explains, in words.
func (s screen) unusual() string {
	if !s.asked {
		return ""
	}
	var some, where []string
	for _, d := range s.above() {
		if slices.ContainsFunc(s.whole(false), func(w situation.Demand) bool { return w.Place == d.Place && w.Series.Name == d.Series.Name }) {
			some = append(some, d.Sentence)
		} else if !slices.Contains(where, d.Name) {
			where = append(where, d.Name)
		}
	}
	if len(where) > 0 {
		some = append(some, "More than usual is asked in "+strings.Join(where, ", ")+".")
	}
	if len(some) == 0 {
		return "No. In the last seven days nothing was asked more than chance explains, or too few days are counted to say."
	}
	return strings.Join(some, "\n")
}

// work is yesterday, and the last seven days against the seven before.
func (s screen) work() govuk.Table {
	t := govuk.Table{
		Caption: "Yesterday, and the last seven days against the seven before", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Yesterday", Numeric: true}, {Text: "Last 7 days", Numeric: true}, {Text: "7 days before", Numeric: true}, {Text: "Change"}},
		Empty:   govuk.Empty{Text: "What is done is counted each night. The first days appear here tomorrow."},
	}
	for _, d := range append(s.whole(true), s.whole(false)...) {
		if d.Yesterday < 0 {
			continue
		}
		what := d.Series.Label
		if d.Place != "" {
			what += ", " + d.Name
		}
		before, change := "–", cmp.Or(d.Change(), "–")
		if d.Before >= 0 {
			before = strconv.Itoa(d.Before)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: what}, {Text: strconv.Itoa(d.Yesterday), Numeric: true}, {Text: strconv.Itoa(d.Week), Numeric: true}, {Text: before, Numeric: true}, {Text: change},
		}})
	}
	return t
}

// lateTable is the hubs with overdue work, each leading to it.
func (s screen) lateTable() govuk.Table {
	t := govuk.Table{
		Caption: "Hubs with work past its time, most first", RowHeader: true,
		Columns: []govuk.Column{{Text: "Hub"}, {Text: "Past its time", Numeric: true}, {Text: "Open", Numeric: true}},
		Empty:   govuk.Empty{Text: "No hub has work past its time."},
	}
	for _, h := range s.lateHubs() {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: h.Name}, numbered(h.Overdue), numbered(h.Open),
		}})
	}
	return t
}

func numbered(n reports.Number) govuk.Cell {
	return govuk.Cell{Text: n.Short(), Href: n.Rows, Numeric: true}
}

// readBeside reads who asks: by age and deprivation, and by what people answered of themselves.
func (p *pages) readBeside(ctx context.Context, s *screen) (err error) {
	who := access.From(ctx)
	if s.deep = who.Has(append(situation.Insiders(), access.PublicHealth)...); !s.deep {
		return nil
	}
	if s.who, err = p.situation.Profile(ctx); err != nil || !reports.ReadsEquality(who) {
		return err
	}
	s.answers, err = p.around.Equality(ctx)
	return err
}

// groupTable is who asked, of an age or a fifth, beside everybody who is known.
func groupTable(caption, of string, all []situation.Group) govuk.Table {
	t := govuk.Table{
		Caption: caption, RowHeader: true,
		Columns: []govuk.Column{{Text: of}, {Text: "Known to us", Numeric: true}, {Text: "Asked", Numeric: true}, {Text: "Of 100 known", Numeric: true}},
	}
	for _, g := range all {
		share := "–"
		if v := g.Share(); v >= 0 {
			share = fmt.Sprintf("%.0f", v)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: g.Label}, {Text: toldText(g.Known.Value, g.Known.Hidden), Numeric: true}, {Text: toldText(g.Asked.Value, g.Asked.Hidden), Numeric: true}, {Text: share, Numeric: true},
		}})
	}
	return t
}

func toldText(n int64, hidden bool) string {
	if hidden {
		return "*"
	}
	return strconv.FormatInt(n, 10)
}

// origins is the question of the equality questions that asks after ethnicity; false where the
// blueprint has none or nobody answered yet.
func (s screen) origins() (q reports.EqualityQuestion, ok bool) {
	for _, q := range s.answers.Questions {
		if strings.Contains(q.ID, "ethnic") || strings.Contains(strings.ToLower(q.Title), "ethnic") {
			return q, true
		}
	}
	return q, false
}

func originTable(q reports.EqualityQuestion, quarter reports.Quarter) templ.Component {
	t := govuk.Table{
		Caption: "Ethnic group of those who asked and said, " + quarter.String(), RowHeader: true,
		Columns: []govuk.Column{{Text: "Ethnic group"}, {Text: "Said", Numeric: true}},
	}
	for _, c := range q.Choices {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: c.Label}, {Text: c.Times.Short(), Numeric: true}}})
	}
	return t
}
