package settingsweb

import (
	"net/http"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/settings"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

const triagePath = draftPath + "/triage"

// trying is a request under the draft and under the version in use.
type trying struct {
	sample   forms.Select
	shielded forms.Radios
	outside  forms.Radios
	given    string // answers that were entered in the preview; "" tries the sample
	what     string // what was tried
	current  string // the version in use
	needs    []tried
}

// tried is one need on both sides.
type tried struct {
	need string
	name string
	rows []sides
}

type sides struct {
	what          string
	before, after []string
}

func (s sides) differ() bool { return !slices.Equal(s.before, s.after) }

func newTrying() *trying {
	yesNo := []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}
	t := &trying{
		sample:   forms.Select{Name: "sample", Label: "Request", Required: true, Missing: "Select a request"},
		shielded: forms.Radios{Name: "shielded", Label: "On the shielded list", Inline: true, Options: yesNo},
		outside:  forms.Radios{Name: "out_of_hours", Label: "Asked while the hubs are shut", Inline: true, Options: yesNo},
	}
	for _, s := range settings.Samples() {
		t.sample.Options = append(t.sample.Options, forms.Option{Value: s.ID, Label: s.Name})
	}
	return t
}

func (t *trying) fields() []forms.Parser {
	return []forms.Parser{&t.sample, &t.shielded, &t.outside}
}

func (p *pages) triage(w http.ResponseWriter, r *http.Request) error {
	_, _, done, err := p.sound(w, r)
	if done {
		return err
	}
	return p.showTriage(w, r, http.StatusOK, newTrying())
}

func (p *pages) showTriage(w http.ResponseWriter, r *http.Request, status int, t *trying) error {
	return web.Render(w, r, status, web.Page{
		Title: "Try triage", Section: section, Back: draftPath, Wide: true, Errors: forms.Errors(t.fields()...), Body: triagePage(t),
	})
}

func (p *pages) tryTriage(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	_, b, done, err := p.sound(w, r)
	if done {
		return err
	}
	t := newTrying()
	facts, given := needs.Facts{Channel: string(needs.Web), Age: -1}, answers.Answers{}
	if t.given = values.Get("given"); t.given != "" {
		given = unpacked(values, blueprint.Part[*answers.Questions](b))
		t.sample.Required, t.what = false, "The answers you entered"
	}
	if !forms.Parse(values, t.fields()...) {
		return p.showTriage(w, r, http.StatusUnprocessableEntity, t)
	}
	for _, s := range settings.Samples() {
		if s.ID == t.sample.Value() {
			facts, given, t.what, t.given = s.Facts, s.Answers, s.Name, ""
		}
	}
	facts.Age = settings.Age(given, day.Of(p.settings.Now(r.Context())), facts.Age)
	if v := t.shielded.Value(); v != "" {
		facts.Shielded = v == "yes"
	}
	if v := t.outside.Value(); v != "" {
		facts.OutOfHours = v == "yes"
	}
	current, err := p.settings.InUse(r.Context())
	if err != nil {
		return err
	}
	t.current = current.Version
	if t.needs, err = bothSides(current, b, facts, given); err != nil {
		return err
	}
	return p.showTriage(w, r, http.StatusOK, t)
}

// bothSides decides under both blueprints and puts what is said of each need side by side.
func bothSides(current, draft *blueprint.Blueprint, f needs.Facts, given answers.Answers) ([]tried, error) {
	before, err := settings.Try(current, f, given)
	if err != nil {
		return nil, err
	}
	after, err := settings.Try(draft, f, given)
	if err != nil {
		return nil, err
	}
	var all []tried
	for _, o := range append(slices.Clone(after), before...) {
		if slices.ContainsFunc(all, func(t tried) bool { return t.need == o.Need }) {
			continue
		}
		all = append(all, tried{o.Need, o.Name, rowsOf(said(before, o.Need), said(after, o.Need))})
	}
	return all, nil
}

func said(all []settings.Outcome, need string) []settings.Said {
	i := slices.IndexFunc(all, func(o settings.Outcome) bool { return o.Need == need })
	if i < 0 {
		return nil
	}
	return all[i].Said
}

// rowsOf leaves out what neither side says anything about.
func rowsOf(before, after []settings.Said) []sides {
	var rows []sides
	for i := range max(len(before), len(after)) {
		var s sides
		if i < len(before) {
			s.what, s.before = before[i].What, before[i].Texts
		}
		if i < len(after) {
			s.what, s.after = after[i].What, after[i].Texts
		}
		if len(s.before)+len(s.after) > 0 {
			rows = append(rows, s)
		}
	}
	return rows
}
