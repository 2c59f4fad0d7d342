package boardweb

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/board"
	"kith/internal/work/tasks"
)

// giveForm gives the ticked tasks to one helper.
type giveForm struct {
	to      forms.Select
	ticked  []string
	nothing string // why nothing could be given; "" when something was ticked
}

// newGiveForm offers those who can help: oneself first, then staff, organisations and
// volunteers, each with how much they have.
func newGiveForm(s *screen) giveForm {
	f := giveForm{to: forms.Select{
		Name: "to", Label: "Give the ticked tasks to", Required: true, Missing: "Choose who is to do the tasks",
		Options: []forms.Option{{Label: "Choose who"}},
	}}
	for _, h := range s.helpers {
		if h.Kind == tasks.ToStaff && h.ID == s.who.Account {
			f.to.Options = append(f.to.Options, forms.Option{Value: assigneeValue(h.Assignee), Label: "Me (" + h.Name + ")"})
		}
	}
	for _, h := range s.helpers {
		if h.Kind != tasks.ToStaff || h.ID != s.who.Account {
			f.to.Options = append(f.to.Options, forms.Option{Value: assigneeValue(h.Assignee), Label: helperLabel(s, h)})
		}
	}
	return f
}

func helperLabel(s *screen, h board.Helper) string {
	label := map[tasks.AssigneeKind]string{tasks.ToStaff: "Staff: ", tasks.ToOrganisation: "Organisation: ", tasks.ToVolunteer: "Volunteer: "}[h.Kind] + h.Name
	if s.manyHubs() && h.Hub != "" {
		label += ", " + s.hub(h.Hub)
	}
	switch {
	case h.Shut:
		label += " – closed today"
	case h.Has == 1:
		label += " – 1 task"
	case h.Has > 1:
		label += " – " + h.Has.String() + " tasks"
	}
	return label
}

// errors lead to what must be mended. Where no row is left to tick there is no form to
// mend, and they lead to the top.
func (f giveForm) errors(page board.Page) []forms.ErrorItem {
	if f.nothing == "" {
		return forms.Errors(&f.to)
	}
	if len(page.Rows) == 0 {
		return []forms.ErrorItem{{Href: "#main-content", Text: f.nothing}}
	}
	return append([]forms.ErrorItem{{Href: "#task-1", Text: f.nothing}}, forms.Errors(&f.to)...)
}

// choices reads the ticked rows.
func (f giveForm) choices() ([]tasks.Choice, error) {
	var all []tasks.Choice
	for _, ticked := range f.ticked {
		text, version, _ := strings.Cut(ticked, "@")
		id, err := ident.Parse[tasks.Task](text)
		if err != nil {
			return nil, err
		}
		seen, err := strconv.ParseInt(version, 10, 64)
		if err != nil {
			return nil, fault.New(fault.Invalid, "board.choice", "The list could not be read. Open the board again and tick the tasks once more.")
		}
		all = append(all, tasks.Choice{ID: id, Version: seen})
	}
	return all, nil
}

// outcome is what became of giving tasks of which some could not be given.
type outcome struct {
	given   int
	refused []tasks.Refusal
}

func (o outcome) text() string {
	return fmt.Sprintf("%s given, %d could not be given:", count(o.given), len(o.refused))
}

func count(n int) string {
	if n == 1 {
		return "1 task"
	}
	return fmt.Sprintf("%d tasks", n)
}

func (p *pages) assign(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context(), f)
	if err != nil {
		return err
	}
	s.give.ticked = values["task"]
	if len(s.give.ticked) == 0 {
		s.give.nothing = "Tick at least one task"
	}
	if !forms.Parse(values, &s.give.to) || s.give.nothing != "" {
		return p.show(w, r, http.StatusUnprocessableEntity, s)
	}
	return p.give(w, r, s)
}

// give asks the helper to do each of the tasks. What could not be given is named, with
// why; the rest is.
func (p *pages) give(w http.ResponseWriter, r *http.Request, s *screen) error {
	choices, err := s.give.choices()
	if err != nil {
		return err
	}
	many, err := p.Tasks.AssignAll(r.Context(), choices, s.chosen())
	if err != nil {
		return err
	}
	if len(many.Refused) == 0 {
		web.Flash(w, r, count(many.Given)+" given")
		return web.Redirect(w, r, to("/board", s.filter))
	}
	again, err := p.screen(r.Context(), s.filter)
	if err != nil {
		return err
	}
	again.outcome = outcome{many.Given, many.Refused}
	return p.show(w, r, http.StatusOK, again)
}

// chosen is the helper that was chosen, as the register names them.
func (s *screen) chosen() tasks.Assignee {
	for _, h := range s.helpers {
		if assigneeValue(h.Assignee) == s.give.to.Value() {
			return h.Assignee
		}
	}
	return tasks.Assignee{}
}
