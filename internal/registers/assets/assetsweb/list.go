package assetsweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	all, err := p.assets.All(r.Context())
	if err != nil {
		return err
	}
	today := p.assets.Today(r.Context())
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Data assets", Wide: true, Section: section,
		Body: listPage(summary(all, today), table(all, today), access.From(r.Context()).Has(assets.Declarers()...)),
	})
}

// summary is how the register stands in one sentence: what has ended or is about to, first.
func summary(all []assets.Asset, today day.Date) string {
	ended, soon := 0, 0
	for _, a := range all {
		switch {
		case !a.Readable(today):
			ended++
		case a.EndsSoon(today):
			soon++
		}
	}
	if ended+soon == 0 {
		return "Every legal basis holds for the next four weeks."
	}
	return "The legal basis of " + strconv.Itoa(ended) + " has ended and of " + strconv.Itoa(soon) + " ends within four weeks."
}

func table(all []assets.Asset, today day.Date) govuk.Table {
	t := govuk.Table{
		Caption: "Data assets", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "Owner"}, {Text: "Legal basis"}, {Text: "Until"}, {Text: "Comes"}},
		Empty:   govuk.Empty{Text: "No data asset is registered. Declare one before you take a list in."},
	}
	for _, a := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: a.Name, Href: address(a.ID)}, {Text: a.Owner}, {Text: a.Basis}, {Content: until(a, today)}, {Text: comes(a)},
		}})
	}
	return t
}

// comes says how often an asset comes anew.
func comes(a assets.Asset) string {
	switch a.RefreshDays {
	case 0:
		return "Once"
	case 1:
		return "Every day"
	case 7:
		return "Every week"
	}
	return "Every " + strconv.Itoa(a.RefreshDays) + " days"
}
