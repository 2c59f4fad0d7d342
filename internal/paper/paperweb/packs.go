package paperweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/paper"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// packsView is the first page: today's packs, the earlier ones, and how one is made by hand.
type packsView struct {
	today   day.Date
	now     paperTime
	latest  []packRow // of each hub the newest of today
	earlier []packRow
	hub     forms.Select
	one     string // the only hub there is to choose, by name; "" when there are several
}

type packRow struct {
	paper.Pack
	hub string
	by  string
}

func (p *pages) packs(w http.ResponseWriter, r *http.Request) error {
	v, err := p.packsView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *packsView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Paper for the day nothing works", Section: section, Errors: forms.Errors(&v.hub), Body: packsPage(v),
	})
}

func (p *pages) packsView(r *http.Request) (*packsView, error) {
	ctx := r.Context()
	all, err := p.paper.Packs(ctx)
	if err != nil {
		return nil, err
	}
	v := &packsView{now: paperTime{p.around.Now()}, hub: forms.Select{Name: "hub", Label: "Of which hub?", Required: true, Missing: "Select the hub", Options: []forms.Option{{Label: "Choose"}}}}
	v.today = day.Of(v.now.Time)
	seen := map[string]bool{}
	for _, one := range all {
		row := packRow{one, p.hub(ctx, one.Hub), "by itself"}
		if !one.Morning() {
			row.by = "by " + p.around.AccountName(ctx, one.MadeBy)
		}
		if one.Day.Equal(v.today) && !seen[one.Hub] {
			seen[one.Hub], v.latest = true, append(v.latest, row)
		} else {
			v.earlier = append(v.earlier, row)
		}
	}
	hubs, err := p.paper.Hubs(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range hubs {
		v.hub.Options = append(v.hub.Options, forms.Option{Value: valueOf(h.ID), Label: h.Short()})
	}
	if len(hubs) == 1 {
		v.one = hubs[0].Short()
		v.hub.Set(valueOf(hubs[0].ID))
	}
	return v, nil
}

// pointValue stands for the coordination point, which has no id.
const pointValue = "-"

func valueOf(hub string) string {
	if hub == "" {
		return pointValue
	}
	return hub
}

// make makes a pack of a hub as it is now.
func (p *pages) make(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.packsView(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.hub) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	hub := v.hub.Value()
	if hub == pointValue {
		hub = ""
	}
	if _, err := p.paper.Make(r.Context(), hub); err != nil {
		return err
	}
	web.Flash(w, r, "The pack of "+p.hub(r.Context(), hub)+" is made. Print it")
	return web.Redirect(w, r, home)
}

// file answers with a pack to print. The file's name tells the hub and the day, and nobody.
func (p *pages) file(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[paper.Pack](r.PathValue("id"))
	if err != nil {
		return err
	}
	pack, file, err := p.paper.Take(r.Context(), id)
	if err != nil {
		return err
	}
	web.Attachment(w, "paper-"+pack.Called()+".pdf", "application/pdf")
	_, err = w.Write(file)
	return err
}

// table lists packs that are not today's newest.
func (v *packsView) table() govuk.Table {
	t := govuk.Table{
		Caption: "Earlier packs", Columns: []govuk.Column{{Text: "Day"}, {Text: "Hub"}, {Text: "Made"}, {Text: "To print"}, {Text: "To enter"}}, RowHeader: true,
		Empty: govuk.Empty{Text: "Packs of the last week stand here."},
	}
	for _, one := range v.earlier {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: one.Day.Short()}, {Text: one.hub}, {Text: one.made()}, {Text: one.title("Print"), Href: address(one.ID) + "/pack.pdf"}, {Text: one.title("Enter"), Href: address(one.ID)},
		}})
	}
	return t
}

func (r packRow) made() string { return r.MadeAt.In(day.London).Format("3:04pm") + ", " + r.by }

func (r packRow) title(what string) string {
	return what + " " + r.hub + ", " + r.Day.Short() + " " + r.MadeAt.In(day.London).Format("3:04pm")
}

func (r packRow) holds() string {
	said := govuk.Counted(int(r.Lines), "person to reach or bring something to", "people to reach or bring something to") + ", " + govuk.Counted(int(r.Pages), "page", "pages") + "."
	if r.LeftOff > 0 {
		said += " " + strconv.FormatInt(r.LeftOff, 10) + " more may not be named on paper: the pack says how many, and to ring the coordination point."
	}
	return said
}
