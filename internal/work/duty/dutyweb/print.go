package dutyweb

import (
	"context"
	"net/http"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/work/duty"
	"kith/internal/work/needs"
)

// sheet is what is printed: tonight's list for the duty team, or the list given back.
type sheet struct {
	*screen
	back  bool
	lines []sheetLine
}

// sheetLine is a line with who it is for, as far as paper may say.
type sheetLine struct {
	duty.Line
	person people.Record // without an id where nothing of them may be printed
	reach  people.Reach
	where  []string
}

func (p *pages) print(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r.Context())
	if err != nil {
		return err
	}
	page := &sheet{screen: s, back: r.URL.Query().Get("list") == "back"}
	lines, title := s.tonights(), "Hand-over list for the duty team"
	if page.back {
		lines, title = s.back, "Hand-over list from the duty team"
	}
	for _, l := range lines {
		one, err := p.sheetLine(r.Context(), l)
		if err != nil {
			return err
		}
		page.lines = append(page.lines, one)
	}
	p.saw(r.Context(), slices.Concat(worksOf(lines), s.Referred, s.CameIn)...)
	return web.Render(w, r, http.StatusOK, web.Page{Title: title, Back: home, Section: section, Wide: true, Body: printSheet(page, title)})
}

// sheetLine adds who a line is for. Where the caller may not open the person, the paper
// tells nothing of them either.
func (p *pages) sheetLine(ctx context.Context, l duty.Line) (one sheetLine, err error) {
	one.Line = l
	if !l.Told() {
		return one, nil
	}
	one.person, err = p.around.Record(ctx, l.Record, journal.Object{Kind: "duty-line", ID: string(l.ID)})
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Forbidden:
		return sheetLine{Line: l}, nil
	}
	if err != nil {
		return one, err
	}
	if one.person.Restricted() {
		return sheetLine{Line: l}, nil
	}
	if one.where = one.person.AddressLines(); slices.Contains(l.Labels, needs.AddressWithheld) {
		one.where = []string{"Address withheld"}
	}
	one.reach, err = p.around.Reach(ctx, l.Record)
	return one, err
}
