package censusweb

import (
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/insight/census"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/answers"
)

// placing is the form that says which of our groups each category of a table is.
type placing struct {
	table    census.Table
	question answers.Question
	may      bool
	Choices  []forms.Select
	stale    string
}

// leftOut is the value of a category that is of no group: an empty one would be no choice.
const leftOut = "left-out"

func (p *pages) newPlacing(r *http.Request) (*placing, error) {
	t, q, err := p.census.Table(r.Context(), census.ID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	f := &placing{table: t, question: q, may: census.MayTake(access.From(r.Context()))}
	groups := []forms.Option{{Value: leftOut, Label: "None: leave it out"}}
	for _, o := range q.Offered() {
		groups = append(groups, forms.Option{Value: o.ID, Label: o.Label})
	}
	for i, c := range t.Categories {
		one := forms.Select{Name: "c" + strconv.Itoa(i), Label: c.Name, Hint: people(c.People), Noun: "group", Options: groups}
		one.Set(leftOut)
		if c.Choice != "" {
			one.Set(c.Choice)
		}
		f.Choices = append(f.Choices, one)
	}
	return f, nil
}

func people(n int64) string {
	if n == 1 {
		return "1 person"
	}
	return figure.Grouped(n) + " people"
}

// lead is what is to be done, or was.
func (f *placing) lead() string {
	placed := figure.Grouped(f.table.Placed()) + " people"
	if total, known := f.table.Total(); known {
		placed = figure.Grouped(f.table.Placed()) + " of " + figure.Grouped(total) + " people"
	}
	switch f.table.State {
	case census.InUse:
		return fmt.Sprintf("This table is in use. Its lines give %s a group.", placed)
	case census.Former:
		return "Another table took the place of this one."
	}
	return fmt.Sprintf("The table can be read. By their names, %s were given a group: look whether that is right.", placed)
}

func (f *placing) button() string {
	if f.table.State == census.InUse {
		return "Save the groups"
	}
	return "Use this table"
}

func (f *placing) readTable() govuk.Table {
	t := govuk.Table{Caption: "Its categories", RowHeader: true, Columns: []govuk.Column{{Text: "Category"}, {Text: "People", Numeric: true}, {Text: "Our group"}}}
	for i, c := range f.table.Categories {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: c.Name}, {Text: figure.Grouped(c.People), Numeric: true}, {Text: f.Choices[i].Chosen().Label}}})
	}
	return t
}

func (p *pages) tablePage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.newPlacing(r)
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK)
}

func (p *pages) use(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.newPlacing(r)
	if err != nil {
		return err
	}
	choices := make([]string, len(f.Choices))
	for i := range f.Choices {
		f.Choices[i].Parse(values)
		if choices[i] = f.Choices[i].Value(); choices[i] == leftOut {
			choices[i] = ""
		}
	}
	_, err = p.census.Use(r.Context(), f.table.ID, choices)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Stale:
		f.stale = fault.MessageOf(err)
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The table is in use. Who was helped is counted by it within ten minutes.")
	return web.Redirect(w, r, home)
}

func (p *pages) discard(w http.ResponseWriter, r *http.Request) error {
	if err := p.census.Discard(r.Context(), census.ID(r.PathValue("id"))); err != nil {
		return err
	}
	web.Flash(w, r, "The table was thrown away. What is in use stays as it is.")
	return web.Redirect(w, r, home)
}

func (f *placing) show(w http.ResponseWriter, r *http.Request, status int) error {
	var wrong []forms.ErrorItem
	if f.stale != "" {
		wrong = append(wrong, forms.ErrorItem{Href: f.Choices[0].Href(), Text: f.stale})
	}
	return web.Render(w, r, status, web.Page{Title: f.question.Title + ": who lives here", Section: section, Back: home, Errors: wrong, Body: tableBody(f)})
}
