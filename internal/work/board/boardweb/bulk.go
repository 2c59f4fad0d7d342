package boardweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// moveForm hands the requests of the ticked tasks to another hub.
type moveForm struct {
	to   forms.Select
	why  forms.Text
	sent bool // it is what was pressed, and stands open
}

func newMoveForm(w words) moveForm {
	f := moveForm{
		to: forms.Select{
			Name: "over", Label: "Which hub takes them on", Required: true, Missing: "Select which hub takes them on",
			Options: []forms.Option{{Label: "Choose a hub"}},
		},
		why: forms.Text{Name: "over-why", Label: "Why you hand them over", Hint: "The next hub reads this. No health details.", Required: true, Max: 500, Rows: 2, Missing: "Enter why you hand them over, so that the next hub knows"},
	}
	for _, n := range w.areas.Neighbourhoods {
		f.to.Options = append(f.to.Options, forms.Option{Value: n.ID, Label: n.Short()})
	}
	return f
}

func (f *moveForm) fields() []forms.Parser { return []forms.Parser{&f.to, &f.why} }

// changeForm says anew when the ticked tasks are due and how pressing they are.
type changeForm struct {
	due      forms.Date
	priority forms.Select
	why      forms.Text
	sent     bool // it is what was pressed, and stands open
}

func newChangeForm(today day.Date) changeForm {
	f := changeForm{
		due:      forms.Date{Name: "due", Label: "Due on", Hint: "Leave empty to keep when each is due.", Noun: "day", From: today, To: today.AddDays(tasks.LongestDue)},
		priority: forms.Select{Name: "press", Label: "How pressing", Hint: "All tasks of the same need follow.", Options: []forms.Option{{Label: "Leave as it is"}}},
		why:      forms.Text{Name: "change-why", Label: "Why", Required: true, Max: 500, Rows: 2, Missing: "Enter why you change them"},
	}
	for _, p := range needs.Priorities() {
		f.priority.Options = append(f.priority.Options, forms.Option{Value: string(p), Label: priorityLabel(p)})
	}
	return f
}

func (f *changeForm) fields() []forms.Parser { return []forms.Parser{&f.due, &f.priority, &f.why} }

// wrong reads the form. Leaving the day and the priority as they are changes nothing.
func (f *changeForm) wrong(values url.Values) bool {
	f.sent = true
	if ok := forms.Parse(values, f.fields()...); ok && f.due.Value().IsZero() && f.priority.Value() == "" {
		f.priority.Fail("Enter a day or choose how pressing they are")
	}
	return len(forms.Errors(f.fields()...)) > 0
}

// said is what was changed, in the middle of a sentence.
func (f *changeForm) said() string {
	switch {
	case f.due.Value().IsZero():
		return "changed to " + f.priority.Value()
	case f.priority.Value() == "":
		return "due on " + f.due.Value().Long() + " now"
	}
	return fmt.Sprintf("changed to %s, due on %s", f.priority.Value(), f.due.Value().Long())
}

// ticked answers a form that does something to the ticked tasks. What it could not be done
// to is named, with why; the rest is done. Read takes the form, and says whether it has to
// be mended; done says in words what was done.
func (p *pages) ticked(read func(*screen, url.Values) (wrong bool), do func(context.Context, *screen, []tasks.Choice) (tasks.Many, error), done func(*screen) string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
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
		if s.give.ticked = values["task"]; len(s.give.ticked) == 0 {
			s.give.nothing = "Tick at least one task"
		}
		if read(s, values) || s.give.nothing != "" {
			return p.show(w, r, http.StatusUnprocessableEntity, s)
		}
		choices, err := s.give.choices()
		if err != nil {
			return err
		}
		many, err := do(r.Context(), s, choices)
		if err != nil {
			return err
		}
		if len(many.Refused) == 0 {
			web.Flash(w, r, count(many.Done)+" "+done(s))
			return web.Redirect(w, r, to("/board", s.filter))
		}
		again, err := p.screen(r.Context(), s.filter)
		if err != nil {
			return err
		}
		again.outcome = outcome{done: many.Done, what: done(s), refused: many.Refused}
		if again.outcome.whose, err = p.whose(r.Context(), many.Refused); err != nil {
			return err
		}
		return p.show(w, r, http.StatusOK, again)
	}
}

// whose says for whom the tasks are that something could not be done to: several of the
// same title are told apart by nothing else. That the names were shown is noted.
func (p *pages) whose(ctx context.Context, refused []tasks.Refusal) (map[tasks.ID]string, error) {
	var ids []tasks.ID
	for _, one := range refused {
		if one.Title != "" {
			ids = append(ids, one.Task)
		}
	}
	rows, err := p.Board.Chosen(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := map[tasks.ID]string{}
	for _, row := range rows {
		if row.Told() {
			names[row.ID] = row.Who
		}
	}
	p.saw(ctx, rows)
	return names, nil
}

// assign asks one helper to do the ticked tasks.
func (p *pages) assign() web.Handler {
	return p.ticked(
		func(s *screen, values url.Values) bool { return !forms.Parse(values, &s.give.to) },
		func(ctx context.Context, s *screen, all []tasks.Choice) (tasks.Many, error) {
			return p.Tasks.AssignAll(ctx, all, s.chosen())
		},
		func(*screen) string { return "given" })
}

func (p *pages) handOver() web.Handler {
	return p.ticked(
		func(s *screen, values url.Values) bool {
			s.move.sent = true
			return !forms.Parse(values, s.move.fields()...)
		},
		func(ctx context.Context, s *screen, all []tasks.Choice) (tasks.Many, error) {
			return p.Tasks.HandOverAll(ctx, all, s.move.to.Value(), s.move.why.Value())
		},
		func(s *screen) string { return "handed over to " + s.move.to.Chosen().Label })
}

func (p *pages) change() web.Handler {
	return p.ticked(
		func(s *screen, values url.Values) bool { return s.change.wrong(values) },
		func(ctx context.Context, s *screen, all []tasks.Choice) (tasks.Many, error) {
			return p.Tasks.ChangeAll(ctx, all, tasks.Alteration{
				Due: s.change.due.Value(), Priority: needs.Priority(s.change.priority.Value()), Reason: s.change.why.Value(),
			})
		},
		func(s *screen) string { return s.change.said() })
}
