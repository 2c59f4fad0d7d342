package papersweb

import (
	"cmp"
	"net/http"
	"strconv"

	"kith/internal/governance/papers"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// riskForm judges what is left of a risk.
type riskForm struct {
	risk             papers.Risk
	version          int64
	likelihood, harm forms.Radios
	note             forms.Text
	errors           []forms.ErrorItem
	theirs           string // what somebody else wrote meanwhile
}

func riskAddress(id string) string { return assessmentPath + "/risks/" + id }

func levels(hints [3]string) []forms.Option {
	return []forms.Option{
		{Value: string(papers.Low), Label: "Low", Hint: hints[0]}, {Value: string(papers.Medium), Label: "Medium", Hint: hints[1]}, {Value: string(papers.High), Label: "High", Hint: hints[2]},
	}
}

func (p *pages) riskForm(r *http.Request) (*riskForm, papers.Assessment, error) {
	risk, err := papers.FindRisk(r.PathValue("id"))
	if err != nil {
		return nil, papers.Assessment{}, err
	}
	a, err := p.papers.Assessment(r.Context())
	f := &riskForm{
		risk: risk,
		likelihood: forms.Radios{
			Name: "likelihood", Label: "With these measures, how likely is it?", Noun: "how likely it is", Required: true,
			Options: levels([3]string{"Not to be expected", "It may happen", "It is more likely than not"}),
		},
		harm: forms.Radios{
			Name: "harm", Label: "If it happens, how much harm does it do?", Noun: "how much harm it does", Required: true,
			Options: levels([3]string{"A nuisance", "Hard to bear, and mended with effort", "Lasting, or to life and limb"}),
		},
		note: forms.Text{Name: "note", Label: "Why, and what else is to be done", Max: papers.Longest},
	}
	one := a.Residuals[risk.ID]
	f.version = one.Version
	f.likelihood.Raw, f.harm.Raw, f.note.Raw = string(one.Likelihood), string(one.Harm), one.Note
	return f, a, err
}

func (p *pages) risk(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.riskForm(r)
	if err != nil {
		return err
	}
	return showRisk(w, r, http.StatusOK, f)
}

func showRisk(w http.ResponseWriter, r *http.Request, status int, f *riskForm) error {
	return web.Render(w, r, status, web.Page{
		Title: f.risk.Title, Section: section, Back: assessmentPath,
		Errors: append(f.errors, forms.Errors(&f.likelihood, &f.harm, &f.note)...), Body: riskPage(f),
	})
}

func (p *pages) judge(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, a, err := p.riskForm(r)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(cmp.Or(values.Get("version"), "0"), 10, 64)
	if err != nil {
		version = -1
	}
	f.version = version
	if !forms.Parse(values, &f.likelihood, &f.harm, &f.note) {
		return showRisk(w, r, http.StatusUnprocessableEntity, f)
	}
	err = p.papers.Judge(r.Context(), papers.Residual{
		Risk: f.risk.ID, Likelihood: papers.Level(f.likelihood.Value()), Harm: papers.Level(f.harm.Value()), Note: f.note.Value(), Version: version,
	})
	switch kind := fault.KindOf(err); {
	case err == nil:
		web.Flash(w, r, "It is written down")
		return web.Redirect(w, r, assessmentPath+"#"+f.risk.ID)
	case kind == fault.Stale:
		one := a.Residuals[f.risk.ID]
		f.theirs = p.around.AccountName(r.Context(), one.By) + " wrote on " + day.Of(one.At).Long() + ": likelihood " + string(one.Likelihood) + ", harm " + string(one.Harm) + ". " + one.Note
		f.version = one.Version
		fallthrough
	case kind == fault.Invalid:
		f.errors = []forms.ErrorItem{{Href: "#risk", Text: fault.MessageOf(err)}}
		return showRisk(w, r, web.Status(err), f)
	}
	return err
}
