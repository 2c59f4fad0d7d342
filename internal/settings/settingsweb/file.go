package settingsweb

import (
	"net/http"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// reading is a file of the blueprint as it is read.
type reading struct {
	blueprint.File
	title   string
	version string
	outline blueprint.Outline
}

func (p *pages) file(w http.ResponseWriter, r *http.Request) error {
	version := r.URL.Query().Get("version")
	if version == "" {
		all, err := p.settings.Versions(r.Context())
		if err != nil {
			return err
		}
		current, found := settings.Current(all)
		if !found {
			return fault.New(fault.NotFound, "settings.no-blueprint", "No blueprint has been applied yet.")
		}
		version = current.Name()
	}
	f, err := p.settings.File(r.Context(), version, r.PathValue("name"))
	if err != nil {
		return err
	}
	read := reading{f, p.titleOf(f), version, f.Outline()}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: read.title, Section: section, Back: "/admin/blueprint?version=" + version, Wide: true, Body: filePage(read),
	})
}

// plain gathers the parts of an outline that are texts or short lists: what a summary
// list shows. The others have a heading of their own.
func plain(o blueprint.Outline) (rows []govuk.SummaryRow, others []blueprint.Outline) {
	for _, part := range o.Parts {
		if flat(part) || len(part.Parts) == 0 {
			rows = append(rows, row(part))
			continue
		}
		others = append(others, part)
	}
	return rows, others
}

// flat reports whether an outline is a list of texts.
func flat(o blueprint.Outline) bool {
	for _, part := range o.Parts {
		if len(part.Parts) > 0 || part.Name != "" {
			return false
		}
	}
	return o.List
}

// rows are the parts of one entry, each told on its own line; what has parts of its own
// is told in one line for each.
func rows(o blueprint.Outline) []govuk.SummaryRow {
	var all []govuk.SummaryRow
	for _, part := range o.Parts {
		all = append(all, row(part))
	}
	return all
}

// row is one part: a text, short texts in a line, or anything else in a line for each.
func row(part blueprint.Outline) govuk.SummaryRow {
	r := govuk.SummaryRow{Key: inWords(part.Name), Text: or(strings.TrimSpace(part.Text), "Nothing")}
	if len(part.Parts) > 0 && !(flat(part) && short(part)) {
		r.Content = linesOf(part)
	}
	return r
}

// short reports whether the texts of a list can be read side by side.
func short(o blueprint.Outline) bool {
	return !slices.ContainsFunc(o.Parts, func(part blueprint.Outline) bool { return len(part.Text) > 40 })
}

// inWords makes words of a key: "first_contact_hours".
func inWords(key string) string { return capital(strings.ReplaceAll(key, "_", " ")) }

// lineOf is one part told in a line.
func lineOf(part blueprint.Outline, list bool) string {
	if list || part.Name == "" {
		return part.Text
	}
	return inWords(part.Name) + ": " + part.Text
}
