package outreachweb

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/services/outreach"
)

// listView is a list as its page shows it.
type listView struct {
	outreach.List
	rows    []outreach.Row
	who     map[people.RecordID]people.Person
	whose   string // the list of the blueprint, by its name
	by      string // who handed it in
	begunBy string
	unsure  []*forms.Radios // who each row is that is not certain
	hood    func(id string) string
	around  Around
}

// The values of a choice that names nobody.
const (
	somebodyNew = "new"
	leaveOut    = "leave"
)

func (p *pages) view(ctx context.Context, text string) (v *listView, err error) {
	id, err := parseList(text)
	if err != nil {
		return nil, err
	}
	v = &listView{around: p.around, hood: func(id string) string { return p.around.HoodName(ctx, id) }}
	if v.List, v.rows, err = p.outreach.List(ctx, id); err != nil {
		return nil, err
	}
	if v.who, err = p.outreach.Who(ctx, v.rows); err != nil {
		return nil, err
	}
	names, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	v.whose, v.by = names(v.From), p.around.AccountName(ctx, v.HandedBy)
	if v.BegunBy != "" {
		v.begunBy = p.around.AccountName(ctx, v.BegunBy)
	}
	for _, row := range v.of(outreach.Unsure) {
		v.unsure = append(v.unsure, v.choice(row))
	}
	v.saw(ctx)
	return v, nil
}

// saw notes whose names were shown.
func (v *listView) saw(ctx context.Context) {
	e := journal.Entry{Verb: "looked at a list of people who could not be reached", Topic: "people.read", Objects: []journal.Object{{Kind: "list", ID: string(v.ID)}}}
	for _, p := range v.who {
		e.Objects = append(e.Objects, journal.Object{Kind: "person", ID: string(p.ID)})
	}
	_ = v.around.Saw(ctx, e) // a full queue is logged, and hides nothing from whoever may see it
}

// of are the rows that stand in one of some ways.
func (v *listView) of(standings ...outreach.Standing) (rows []outreach.Row) {
	for _, r := range v.rows {
		if slices.Contains(standings, r.Standing) {
			rows = append(rows, r)
		}
	}
	return rows
}

// toBegin is how many checks would begin or be joined, besides those nobody has decided on.
func (v *listView) toBegin() int { return len(v.of(outreach.ToDo()...)) }

func inputOf(number int) string { return "row-" + strconv.Itoa(number) }

// choice asks who a row is.
func (v *listView) choice(row outreach.Row) *forms.Radios {
	f := &forms.Radios{
		Name: inputOf(row.Number), Label: "Row " + strconv.Itoa(row.Number) + ": " + inFile(row.Said), Hint: reachedBy(row.Said), Small: true, Required: true,
		Missing: "Choose who row " + strconv.Itoa(row.Number) + " is, or leave it out",
	}
	for _, found := range row.Shown() {
		if p, ok := v.who[found.Record]; ok {
			f.Options = append(f.Options, forms.Option{Value: string(found.Record), Label: v.described(p), Hint: because(found)})
		}
	}
	f.Options = append(f.Options,
		forms.Option{Value: somebodyNew, Label: "Somebody else: make a new record", Divider: "or"},
		forms.Option{Value: leaveOut, Label: "Leave this row out"},
	)
	return f
}

// inFile is the person as the file has them.
func inFile(s outreach.Said) string {
	if s.Born.IsZero() {
		return s.Name()
	}
	return s.Name() + ", born " + s.Born.Long()
}

// reachedBy is how the file says they could be reached.
func reachedBy(s outreach.Said) string {
	said := slices.Clone(s.Address)
	if s.Postcode != "" {
		said = append(said, s.Postcode)
	}
	if s.Phone != "" {
		said = append(said, s.Phone.National())
	}
	if s.NHS != "" {
		said = append(said, "NHS number "+s.NHS.Format())
	}
	return "The list says: " + strings.Join(said, ", ")
}

// described is one of our people, to tell them from others.
func (v *listView) described(p people.Person) string {
	c := p.Current()
	said := []string{c.Name()}
	if !c.BirthDate.IsZero() {
		said = append(said, "born "+c.BirthDate.Long())
	}
	return strings.Join(append(said, v.hood(c.Neighbourhood)), ", ")
}

// because is what agrees and what differs.
func because(f outreach.Found) string {
	words := strings.Join(f.Reasons, ", ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, v, nil)
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, v *listView, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: v.Name, Section: "Board", Back: listsPath, Wide: true, Errors: wrong, Body: listPage(v),
	})
}

func (p *pages) begin(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.view(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	choices, wrong := v.chosen(values)
	if len(wrong) > 0 && v.State == outreach.Draft {
		return p.show(w, r, http.StatusUnprocessableEntity, v, wrong)
	}
	err = p.outreach.Begin(r.Context(), v.ID, choices)
	switch {
	case err == nil:
		web.Flash(w, r, "The checks have begun")
	case fault.KindOf(err) == fault.Conflict || fault.KindOf(err) == fault.Invalid:
		web.Flash(w, r, fault.MessageOf(err))
	default:
		return err
	}
	return web.Redirect(w, r, address(v.ID))
}

// chosen are the choices that were made, and what is wrong with them.
func (v *listView) chosen(values url.Values) (map[int]outreach.Choice, []forms.ErrorItem) {
	choices := map[int]outreach.Choice{}
	var wrong []forms.ErrorItem
	for _, f := range v.unsure {
		if !forms.Parse(values, f) {
			wrong = append(wrong, forms.Errors(f)...)
			continue
		}
		number, _ := strconv.Atoi(strings.TrimPrefix(f.Name, "row-")) // we wrote it ourselves
		switch value := f.Value(); value {
		case somebodyNew:
			choices[number] = outreach.Choice{New: true}
		case leaveOut:
			choices[number] = outreach.Choice{}
		default:
			choices[number] = outreach.Choice{Record: people.RecordID(value)}
		}
	}
	return choices, wrong
}

// part is one group of rows.
type part struct {
	id, title, lead string
	standings       []outreach.Standing
	shut            bool // folded away
	why             bool
}

// parts are the groups of a list, what needs somebody first.
func (v *listView) parts() []part {
	if v.State != outreach.Draft {
		return []part{
			{id: "waiting", title: "Still to be begun", lead: "They follow by themselves within a minute. Reload the page to see how far it is.", standings: outreach.ToDo()},
			{id: "faulty", title: "Could not be read", lead: "Send these back, or mend them and hand them in again.", standings: []outreach.Standing{outreach.Faulty}, why: true},
			{id: "barred", title: "Not approached", standings: []outreach.Standing{outreach.Barred}, why: true},
			{id: "begun", title: "A check began", standings: []outreach.Standing{outreach.Began}},
			{id: "joined", title: "Joined a check that was open", standings: []outreach.Standing{outreach.Joined}},
			{id: "left", title: "Left out", standings: []outreach.Standing{outreach.Left}, why: true, shut: true},
			{id: "before", title: "Taken in before", standings: []outreach.Standing{outreach.Before}, why: true, shut: true},
		}
	}
	return []part{
		{id: "faulty", title: "Cannot be read", lead: "Mend these and hand the file in again, or send them back. The others can begin meanwhile.", standings: []outreach.Standing{outreach.Faulty}, why: true},
		{id: "barred", title: "Not to be approached", lead: "Nothing begins for these.", standings: []outreach.Standing{outreach.Barred}, why: true},
		{id: "begin", title: "A check begins", lead: "They are certainly the people we know.", standings: []outreach.Standing{outreach.Known}},
		{id: "join", title: "Join a check that is open", lead: "Nobody has two checks: what the list says goes to the one that is open.", standings: []outreach.Standing{outreach.Open, outreach.Same}, why: true},
		{id: "new", title: "Nobody you can see is known by these details", lead: "A record is made where there is none, and a check begins.", standings: []outreach.Standing{outreach.Newcomer}},
		{id: "before", title: "Taken in before", lead: "Nothing begins twice.", standings: []outreach.Standing{outreach.Before}, why: true, shut: true},
	}
}

// mostShown is how many rows of a group are shown.
const mostShown = 300

func (v *listView) table(of part) govuk.Table {
	t := govuk.Table{
		Caption: of.title, CaptionHidden: true, Columns: []govuk.Column{{Text: "Row"}, {Text: "In the list"}},
	}
	rows := v.of(of.standings...)
	ours := slices.ContainsFunc(rows, func(row outreach.Row) bool { return v.ours(row).Href != "" })
	if ours {
		t.Columns = append(t.Columns, govuk.Column{Text: "Our record"})
	}
	if of.why {
		t.Columns = append(t.Columns, govuk.Column{Text: "Why"})
	}
	for _, row := range rows[:min(len(rows), mostShown)] {
		cells := []govuk.Cell{{Text: strconv.Itoa(row.Number)}, {Text: v.listed(row)}}
		if ours {
			cells = append(cells, v.ours(row))
		}
		if of.why {
			cells = append(cells, govuk.Cell{Text: v.why(row)})
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: cells})
	}
	return t
}

// listed is a row as it stands in the file.
func (v *listView) listed(row outreach.Row) string {
	if row.Standing == outreach.Faulty {
		return strings.Join(slices.DeleteFunc(slices.Clone(row.Cells), func(s string) bool { return strings.TrimSpace(s) == "" }), ", ")
	}
	return inFile(row.Said)
}

// ours is who of our people the row is about, as far as the caller may see.
func (v *listView) ours(row outreach.Row) govuk.Cell {
	found, ok := row.Certain()
	p, seen := v.who[found.Record]
	if !ok || !seen {
		return govuk.Cell{Text: "–"}
	}
	return govuk.Cell{Text: v.described(p), Href: "/people/" + string(p.ID)}
}

// why is what is said of a row; nothing of somebody who has been kept from the caller since.
func (v *listView) why(row outreach.Row) string {
	if found, ok := row.Certain(); ok && row.Standing == outreach.Barred {
		if _, seen := v.who[found.Record]; !seen {
			return "–"
		}
	}
	return row.Why
}

// words is a number with what it counts.
func words(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
