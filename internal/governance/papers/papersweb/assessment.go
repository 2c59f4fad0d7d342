package papersweb

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kith/internal/governance/papers"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

const assessmentPath = path + "/assessment"

// assessmentView is the impact assessment as it is drawn.
type assessmentView struct {
	a       papers.Assessment
	summary string
	changes govuk.Table
	by      map[int64]string // who signed each version, and when
	form    *signForm
}

// signForm signs what the page says.
type signForm struct {
	seen          forms.Hidden
	outcome       forms.Radios
	advice, views forms.Text
	errors        []forms.ErrorItem
}

var outcomes = []forms.Option{
	{Value: string(papers.Accepted), Label: "It may go on"},
	{Value: string(papers.Conditions), Label: "It may go on, with conditions", Hint: "Write them under the advice."},
	{Value: string(papers.AskFirst), Label: "The Information Commissioner is asked first", Hint: "Much is left of a risk: article 36."},
}

func newSignForm() *signForm {
	return &signForm{
		seen:    forms.Hidden{Name: "seen"},
		outcome: forms.Radios{Name: "outcome", Label: "What do you decide?", Noun: "what you decide", Required: true, Options: outcomes},
		advice:  forms.Text{Name: "advice", Label: "What the data protection officer advised, and what became of it", Missing: "Enter what the data protection officer advised", Required: true, Max: papers.Longest},
		views:   forms.Text{Name: "views", Label: "What people whose data it is said of it", Hint: "Or why nobody was asked.", Missing: "Enter what people said, or why nobody was asked", Required: true, Max: papers.Longest},
	}
}

func (p *pages) assessment(w http.ResponseWriter, r *http.Request) error {
	return p.showAssessment(w, r, http.StatusOK, newSignForm())
}

func (p *pages) showAssessment(w http.ResponseWriter, r *http.Request, status int, f *signForm) error {
	a, err := p.papers.Assessment(r.Context())
	if err != nil {
		return err
	}
	f.seen.Raw = a.Seen()
	v := assessmentView{a: a, summary: p.standing(r.Context(), a), changes: changesTable(a.Since()), by: map[int64]string{}, form: f}
	for _, one := range a.Signings {
		v.by[one.Number] = p.around.AccountName(r.Context(), one.By) + ", " + day.Of(one.At).Long()
	}
	return web.Render(w, r, status, web.Page{
		Title: "Impact assessment", Wide: true, Section: section, Back: path,
		Errors: append(f.errors, forms.Errors(&f.outcome, &f.advice, &f.views)...), Body: assessmentPage(v),
	})
}

// standing is how the assessment stands, in a few sentences.
func (p *pages) standing(ctx context.Context, a papers.Assessment) string {
	if len(a.Signings) == 0 {
		said := "Nobody has signed it yet."
		if n := len(a.Unjudged()); n > 0 {
			said += " Of " + govuk.Counted(n, "risk", "risks") + " nobody has said how much is left."
		}
		return said
	}
	last := a.Signings[0]
	said := fmt.Sprintf("Version %d was signed by %s on %s.", last.Number, p.around.AccountName(ctx, last.By), day.Of(last.At).Long())
	if n := len(a.Since()); n > 0 {
		return said + " Since then " + govuk.Counted(n, "thing has", "things have") + " changed: read what, and sign it anew."
	}
	return said + " Nothing has changed since."
}

// nouns say what the first word of a key stands for.
var nouns = map[string]string{
	"activity": "Activity", "column": "Column", "recipient": "Who receives it", "kept": "How long it is kept", "basis": "Legal basis",
	"list": "List", "officer": "Data protection officer", "place": "Place", "risk": "Risk", "measure": "Measure", "judgement": "What is left of",
}

func changesTable(all []papers.Change) govuk.Table {
	t := govuk.Table{Caption: "What changed since it was signed", RowHeader: true, Stacks: true, Columns: []govuk.Column{{Text: "What"}, {Text: "When it was signed"}, {Text: "Now"}}}
	for _, c := range all {
		noun, rest, _ := strings.Cut(c.Key, " ")
		before, now := c.Before, c.Now
		if before == "" {
			before = "It was not there"
		}
		if now == "" {
			now = "It is gone"
		}
		t.Rows = append(t.Rows, govuk.Cells(nouns[noun]+": "+rest, before, now))
	}
	return t
}

func (p *pages) sign(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newSignForm()
	if !forms.Parse(values, &f.seen, &f.outcome, &f.advice, &f.views) {
		return p.showAssessment(w, r, http.StatusUnprocessableEntity, f)
	}
	number, err := p.papers.Sign(r.Context(), f.seen.Raw, papers.Outcome(f.outcome.Value()), f.advice.Value(), f.views.Value())
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "Version "+strconv.FormatInt(number, 10)+" is signed")
		return web.Redirect(w, r, assessmentPath)
	case kind == fault.Conflict || kind == fault.Stale || kind == fault.Invalid:
		f.errors = []forms.ErrorItem{{Href: "#assessment", Text: fault.MessageOf(err)}}
		return p.showAssessment(w, r, web.Status(err), f)
	}
	return err
}

// outcomeSays is an outcome in words.
func outcomeSays(o papers.Outcome) string {
	i := slices.IndexFunc(outcomes, func(one forms.Option) bool { return one.Value == string(o) })
	if i < 0 {
		return string(o)
	}
	return outcomes[i].Label
}

// leftTag is how much of a risk is left.
func leftTag(a papers.Assessment, risk string) govuk.Tag {
	one, judged := a.Residuals[risk]
	switch {
	case !judged:
		return govuk.Tag{Text: "Not judged", Colour: govuk.Grey}
	case one.Left() == papers.High:
		return govuk.Tag{Text: "Much is left", Colour: govuk.Red}
	case one.Left() == papers.Medium:
		return govuk.Tag{Text: "Some is left", Colour: govuk.Yellow}
	}
	return govuk.Tag{Text: "Little is left", Colour: govuk.Green}
}

// basesTable says on which basis each thing is done.
func basesTable(all []papers.Entry) govuk.Table {
	t := govuk.Table{Caption: "On which legal basis", RowHeader: true, Stacks: true, Columns: []govuk.Column{{Text: "What is done"}, {Text: "Legal basis"}}}
	for _, e := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: e.Name}, {Content: lines(bases(e))}}})
	}
	return t
}

var word = regexp.MustCompile(`[A-Z/]?[^A-Z/]*`)

// pieces cuts the name of a test or a file where a line may break.
func pieces(name string) []string { return word.FindAllString(name, -1) }
