package boardweb

import (
	"fmt"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
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
func (s *screen) errors() []forms.ErrorItem {
	fields := append([]forms.Parser{&s.give.to}, s.move.fields()...)
	wrong := forms.Errors(append(fields, s.change.fields()...)...)
	if s.give.nothing == "" {
		return wrong
	}
	if len(s.page.Rows) == 0 {
		return []forms.ErrorItem{{Href: "#main-content", Text: s.give.nothing}}
	}
	return append([]forms.ErrorItem{{Href: "#task-1", Text: s.give.nothing}}, wrong...)
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

// outcome is what became of ticked tasks of which some had to be left alone.
type outcome struct {
	done    int
	what    string // what was done to them, after how many they are
	refused []tasks.Refusal
	whose   map[tasks.ID]string // for whom the refused tasks are, where the caller may know
}

// title is a refused task and for whom it is.
func (o outcome) title(one tasks.Refusal) string {
	if who := o.whose[one.Task]; who != "" {
		return one.Title + " for " + who
	}
	return one.Title
}

func (o outcome) text() string {
	if o.done == 0 {
		return fmt.Sprintf("Nothing was changed. %d could not be:", len(o.refused))
	}
	return fmt.Sprintf("%s %s, %d could not be:", count(o.done), o.what, len(o.refused))
}

func count(n int) string {
	if n == 1 {
		return "1 task"
	}
	return fmt.Sprintf("%d tasks", n)
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
