package staffweb

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
	"kith/internal/registers/staff/staffview"
)

// filter narrows the list, by the address.
type filter struct{ hub, standing, skill forms.Select }

func (f *filter) fields() []*forms.Select { return []*forms.Select{&f.hub, &f.standing, &f.skill} }

// keeps reports whether somebody is in the filtered list.
func (f *filter) keeps(w staff.Worker) bool {
	hub := w.Neighbourhood
	if hub == "" {
		hub = wholeBorough
	}
	return (f.hub.Value() == "" || f.hub.Value() == hub) &&
		(f.standing.Value() == "" || f.standing.Value() == string(w.Standing)) &&
		(f.skill.Value() == "" || w.Has(f.skill.Value()))
}

func (f *filter) panel() govuk.Filter {
	panel := govuk.Filter{Action: home, Clear: home}
	for i, one := range f.fields() {
		if one.Value() == "" {
			continue
		}
		rest := url.Values{}
		for j, other := range f.fields() {
			if j != i && other.Value() != "" {
				rest.Set(other.Name, other.Value())
			}
		}
		without := home
		if len(rest) > 0 {
			without += "?" + rest.Encode()
		}
		panel.Chosen = append(panel.Chosen, govuk.ChosenFilter{Text: one.Chosen().Label, Remove: without})
	}
	return panel
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	k, err := p.known(r.Context())
	if err != nil {
		return err
	}
	f := &filter{
		hub:      forms.Select{Name: "hub", Label: "Lent to", Options: k.hubOptions(r.Context(), "Any")},
		standing: forms.Select{Name: "standing", Label: "How they stand", Options: []forms.Option{{Label: "Any"}}},
		skill:    forms.Select{Name: "skill", Label: "Skill", Options: append([]forms.Option{{Label: "Any"}}, k.skillOptions()...)},
	}
	for _, s := range staff.Standings() {
		f.standing.Options = append(f.standing.Options, forms.Option{Value: string(s), Label: s.Label()})
	}
	forms.Parse(r.URL.Query(), &f.hub, &f.standing, &f.skill)
	all, err := p.staff.List(r.Context())
	if err != nil {
		return err
	}
	var shown []staff.Worker
	for _, one := range all {
		if f.keeps(one) {
			shown = append(shown, one)
		}
	}
	_ = p.around.Saw(r.Context(), journal.Entry{Verb: "looked at the staff list", Topic: "staff.listed", Data: map[string]any{"people": len(shown)}})
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Redeployed staff", Wide: true, Section: section, Body: listPage(k, f, all, k.table(shown)),
	})
}

func (k known) table(all []staff.Worker) govuk.Table {
	t := govuk.Table{
		Caption: "Redeployed staff", CaptionHidden: true, RowHeader: true, Sortable: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "From"}, {Text: "Lent to"}, {Text: "Skills"}, {Text: "Free"}, {Text: "Instructions"}, {Text: "How they stand"}},
		Empty:   govuk.Empty{Text: "Staff of services that can pause, and people whom partners lend, appear here.", Link: govuk.Link{Label: "Add somebody", Href: home + "/new"}},
	}
	for _, w := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: w.Name, Href: address(w.ID)},
			{Text: from(w)},
			{Text: k.hub(w.Neighbourhood)},
			{Text: strings.Join(k.skills(w.Skills), ", ")},
			{Text: w.Free.Words()},
			{Text: strings.Join(k.Instructions(w.Gives), ". ")},
			{Content: staffview.Tag(w.Standing), Sort: string(w.Standing)},
		}})
	}
	return t
}

// from is who lends somebody.
func from(w staff.Worker) string {
	if w.Home == "" {
		return w.Employer
	}
	return w.Home + ", " + w.Employer
}

// truth is the list in a sentence.
func truth(all []staff.Worker) string {
	n := map[staff.Standing]int{}
	for _, w := range all {
		n[w.Standing]++
	}
	return fmt.Sprintf("%d deployed, %d ready, %d in induction, %d offered and not begun, %d resting; %d on the reserve list.",
		n[staff.Deployed], n[staff.Ready], n[staff.Inducting], n[staff.Offered], n[staff.Resting], n[staff.Reserve])
}
