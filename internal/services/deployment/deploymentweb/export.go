package deploymentweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/services/deployment"
)

// The ends of the addresses of a week whose shifts can be had as a file.
const (
	exportPath = "/export.csv"
	bookPath   = "/export.xlsx"
)

// exportWeek sends the shifts of a week as CSV.
func (p *pages) exportWeek(w http.ResponseWriter, r *http.Request) error {
	t, err := p.weekTable(r)
	if err != nil {
		return err
	}
	return web.SendTable(w, r, t)
}

// exportBook sends the same as a workbook.
func (p *pages) exportBook(w http.ResponseWriter, r *http.Request) error {
	t, err := p.weekTable(r)
	if err != nil {
		return err
	}
	return web.SendBook(w, r, t)
}

// weekTable is the shifts of a week as a table, a row for each seat: of one hub, or of all the
// hubs of whoever asks. Who took it is in the journal first.
func (p *pages) weekTable(r *http.Request) (t web.Table, err error) {
	k, err := p.words(r)
	if err != nil {
		return t, err
	}
	hub := r.PathValue("hub")
	week, err := p.deployment.Week(r.Context(), k.monday, hub)
	if err != nil {
		return t, err
	}
	if len(week.Hubs) == 0 {
		return t, fault.New(fault.NotFound, "deploymentweb.no-hub", "There is no such hub, or it is not one of yours.")
	}
	err = p.around.Took(r.Context(), journal.Entry{
		Verb: "took a rota as a file", Topic: "deployment.exported", Data: map[string]any{"hub": hub, "week": k.monday.String(), "people": week.Of(every).Filled},
	})
	if err != nil {
		return t, err
	}
	where, name := "Every hub", "rota"
	if hub != "" {
		where, name = k.hub(hub), "rota-"+hub
	}
	return web.Table{
		Name: name + "-" + k.monday.String(), Columns: []string{"Hub", "Post", "Day", "From", "Until", "Where", "Who", "How it stands"},
		About: []tabular.About{
			{Name: "What", Text: "Rota"},
			{Name: "Where", Text: where},
			{Name: "When", Text: k.weekWords()},
			{Name: "As at", Text: stamp(week)},
			{Name: "Taken by", Text: access.From(r.Context()).Name},
		},
		Next: func(context.Context) ([][]string, bool, error) { return k.rows(week), false, nil },
	}, nil
}

func stamp(w deployment.Week) string { return w.Now.In(day.London).Format("2006-01-02 15:04") }

// rows are the seats of a week as a file has them.
func (k words) rows(week deployment.Week) (rows [][]string) {
	for _, c := range week.Seats {
		from, to := c.From.In(day.London), c.To.In(day.London)
		rows = append(rows, []string{k.hub(c.Hub), c.Name, c.Day.String(), from.Format("15:04"), to.Format("15:04"), c.Place, c.Held.Who, standing(c, week)})
	}
	return rows
}

// standing is how a seat stands, as the rota shows it.
func standing(c deployment.Cover, week deployment.Week) string {
	switch {
	case c.AtRisk != "":
		return "At risk: " + c.AtRisk
	case c.Filled():
		return "Filled"
	case c.From.After(week.Now):
		return "Open"
	}
	return "Nobody"
}
