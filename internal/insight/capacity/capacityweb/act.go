package capacityweb

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/insight/capacity"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// countForm is what somebody counted on the shelves.
type countForm struct {
	Place   forms.Select
	Parcels forms.Int
	Note    forms.String
}

func (f *countForm) fields() []forms.Parser { return []forms.Parser{&f.Place, &f.Parcels, &f.Note} }

// ownStore stands for the borough's own store in the form.
const ownStore = "borough"

func (p *pages) countForm(r *http.Request) (*countForm, error) {
	s, err := p.screen(r)
	if err != nil {
		return nil, err
	}
	f := &countForm{
		Place:   forms.Select{Name: "place", Label: "Where", Required: true, Missing: "Select where you counted"},
		Parcels: forms.Int{Name: "parcels", Label: "How many parcels are on the shelves", Hint: "Packed, or enough food to pack them.", Required: true, Min: 0, Max: 100_000, Missing: "Enter how many parcels there are"},
		Note:    forms.String{Name: "note", Label: "Anything to add (optional)", Max: 200},
	}
	who := access.From(r.Context())
	for _, one := range s.Places {
		if !who.HasFor(one.ID, capacity.Counters()...) {
			continue
		}
		o := forms.Option{Value: one.ID, Label: one.Name}
		if one.ID == "" {
			o = forms.Option{Value: ownStore, Label: "The borough's own store"}
		}
		f.Place.Options = append(f.Place.Options, o)
	}
	return f, nil
}

func (p *pages) countPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.countForm(r)
	if err != nil {
		return err
	}
	return showCount(w, r, http.StatusOK, f)
}

func showCount(w http.ResponseWriter, r *http.Request, status int, f *countForm) error {
	return web.Render(w, r, status, web.Page{Title: "What is on the shelves", Section: section, Back: home, Errors: forms.Errors(f.fields()...), Body: countBody(f)})
}

func (p *pages) count(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.countForm(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, f.fields()...) {
		return showCount(w, r, http.StatusUnprocessableEntity, f)
	}
	place := f.Place.Value()
	if place == ownStore {
		place = ""
	}
	if err := p.capacity.Count(r.Context(), place, int64(f.Parcels.Value()), f.Note.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "The count is kept, and the answer is worked out anew")
	return web.Redirect(w, r, home)
}

func shareHref(r capacity.Resource) string { return home + "/share/" + string(r) }

// shareForm accepts a proposal.
type shareForm struct {
	Seen   forms.Hidden
	Reason forms.Text
}

func (f *shareForm) fields() []forms.Parser { return []forms.Parser{&f.Seen, &f.Reason} }

func newShareForm() *shareForm {
	return &shareForm{
		Seen:   forms.Hidden{Name: "seen"},
		Reason: forms.Text{Name: "reason", Label: "Why it is shared like this", Required: true, Max: 500, Rows: 3, Missing: "Enter why it is shared like this"},
	}
}

func (p *pages) sharePage(w http.ResponseWriter, r *http.Request) error {
	return p.showShare(w, r, http.StatusOK, newShareForm(), "")
}

func (p *pages) showShare(w http.ResponseWriter, r *http.Request, status int, f *shareForm, stale string) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(s.Proposals, func(one capacity.Proposal) bool { return string(one.Resource) == r.PathValue("resource") })
	if i < 0 {
		return fault.New(fault.NotFound, "capacity.nothing-to-share", "Nothing of this is short any more, or sharing it would move nothing.")
	}
	f.Seen.Set(strconv.FormatInt(s.MadeAt.UnixMicro(), 10))
	one := s.Proposals[i]
	return web.Render(w, r, status, web.Page{
		Title: "Share by need: " + strings.ToLower(one.Resource.Name()), Section: section, Back: home, Wide: true, Errors: forms.Errors(f.fields()...), Body: shareBody(one, f, stale, s.MayShare),
	})
}

func (p *pages) share(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newShareForm()
	if !forms.Parse(values, f.fields()...) {
		return p.showShare(w, r, http.StatusUnprocessableEntity, f, "")
	}
	seen, _ := strconv.ParseInt(f.Seen.Value(), 10, 64)
	err = p.capacity.Accept(r.Context(), capacity.Resource(r.PathValue("resource")), time.UnixMicro(seen), f.Reason.Value())
	if fault.CodeOf(err) == "capacity.overtaken" {
		return p.showShare(w, r, http.StatusConflict, f, fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "It is decided. What to bring where stands below")
	return web.Redirect(w, r, home)
}

func partsTable(p capacity.Proposal) govuk.Table {
	t := govuk.Table{
		Caption: "Who gets what", RowHeader: true,
		Columns: []govuk.Column{{Text: "Where"}, {Text: "Needed in seven days", Numeric: true}, {Text: "Has now", Numeric: true}, {Text: "Would have", Numeric: true}, {Text: "Change", Numeric: true}},
	}
	for i, after := range p.After() {
		one := p.Parts[i]
		change := strconv.Itoa(after - one.Has)
		if after > one.Has {
			change = "+" + change
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: one.Name}, {Text: whole(one.Need), Numeric: true}, {Text: strconv.Itoa(one.Has), Numeric: true}, {Text: strconv.Itoa(after), Numeric: true}, {Text: change, Numeric: true}}})
	}
	return t
}
