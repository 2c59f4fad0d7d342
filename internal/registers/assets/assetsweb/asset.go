package assetsweb

import (
	"net/http"
	"strconv"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

func (p *pages) asset(w http.ResponseWriter, r *http.Request) error {
	a, err := p.assets.Get(r.Context(), assets.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	changes := access.From(r.Context()).Has(assets.Changers()...)
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: a.Name, Back: path, Section: section, Body: assetPage(a, p.rows(r, a), changes),
	})
}

// rows are what stands on the register of an asset.
func (p *pages) rows(r *http.Request, a assets.Asset) []govuk.SummaryRow {
	list := "None"
	lists, err := p.around.ListChoices(r.Context())
	for _, l := range lists {
		if err == nil && l.Value == a.List {
			list = l.Label
		}
	}
	told := "As the blueprint ships it"
	if a.ChangedBy != "" {
		told = p.around.AccountName(r.Context(), a.ChangedBy)
	}
	health := "No"
	if a.Health {
		health = "Yes"
	}
	return []govuk.SummaryRow{
		{Key: "Owner", Text: a.Owner},
		{Key: "Sharing agreement", Text: a.Agreement},
		{Key: "What it is for", Text: a.Purpose},
		{Key: "Legal basis", Text: a.Basis},
		{Key: "Basis holds until", Content: until(a, p.assets.Today(r.Context()))},
		{Key: "Kept", Text: strconv.Itoa(a.KeepDays) + " days after somebody is on it no more"},
		{Key: "Comes anew", Text: comes(a)},
		{Key: "Rules for contact", Text: list},
		{Key: "Tells of health", Text: health},
		{Key: "Last changed by", Text: told},
	}
}
