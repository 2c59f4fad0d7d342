package callweb

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// clash is one answer that two people, or two windows, wrote differently.
type clash struct {
	question     string // in words
	theirs, mine string
}

// clashed is a call that somebody else has saved meanwhile, with what is typed here still
// in its boxes.
func (p *pages) clashed(ctx context.Context, typed intake.Draft, id intake.CallID) (*screen, error) {
	theirs, err := p.intake.Call(ctx, id)
	if err != nil {
		return nil, err
	}
	_, questions, err := p.intake.RulesOf(ctx, theirs)
	if err != nil {
		return nil, err
	}
	here := theirs
	here.Draft = typed
	s, err := p.screen(ctx, here)
	if err != nil {
		return nil, err
	}
	s.clash = differences(questions, theirs.Answers, typed.Answers)
	s.errors = []forms.ErrorItem{{Href: "#call-clash", Text: theirs.SavedBy + " has written in this call in another window. Nothing of yours is lost: choose what stays."}}
	return s, nil
}

func (p *pages) showClash(w http.ResponseWriter, r *http.Request, typed intake.Draft) error {
	id, err := ident.Parse[intake.Call](r.PathValue("id"))
	if err != nil {
		return err
	}
	s, err := p.clashed(r.Context(), typed, id)
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusConflict, s)
}

// differences lists the answers that differ, in the order they are asked.
func differences(q *answers.Questions, theirs, mine answers.Answers) (all []clash) {
	words := func(one answers.Question, a answers.Answers) string {
		said := slices.Clone(a[one.ID])
		for i, id := range said {
			if o, ok := one.Option(id); ok {
				said[i] = o.Label
			}
		}
		return strings.Join(said, ", ")
	}
	theirs, mine = theirs.Given(), mine.Given()
	both := maps.Clone(theirs)
	maps.Copy(both, mine)
	for _, page := range q.Pages {
		for _, one := range page.Questions {
			if _, answered := both[one.ID]; answered && !slices.Equal(theirs[one.ID], mine[one.ID]) {
				title := one.Title
				if title == "" {
					title = page.Title
				}
				all = append(all, clash{title, words(one, theirs), words(one, mine)})
			}
		}
	}
	return all
}

func clashRows(all []clash) []govuk.Row {
	var rows []govuk.Row
	for _, c := range all {
		rows = append(rows, govuk.Cells(c.question, c.theirs, c.mine))
	}
	return rows
}
