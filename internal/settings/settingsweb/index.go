package settingsweb

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"kith/internal/plat/govuk"
	"kith/internal/plat/imports"
	"kith/internal/plat/jobs"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// state is what the first page tells: what there is, and what needs somebody.
type state struct {
	items  []govuk.TaskItem
	urgent []string // what is to be done, each in a sentence
}

func (p *pages) index(w http.ResponseWriter, r *http.Request) error {
	var s state
	for _, part := range []func(context.Context, *state) error{p.aboutBlueprint, p.aboutAccounts, p.aboutImports, p.aboutJournal, p.aboutJobs} {
		if err := part(r.Context(), &s); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Admin", Section: section, Wide: true, Body: indexPage(s)})
}

// next is what to do next, in words.
func (s state) next() string {
	if len(s.urgent) == 0 {
		return "Everything is in order."
	}
	return strings.Join(s.urgent, " ")
}

func (p *pages) aboutBlueprint(ctx context.Context, s *state) error {
	all, err := p.settings.Versions(ctx)
	if err != nil {
		return err
	}
	item := govuk.TaskItem{Title: "Blueprint", Href: "/admin/blueprint", Status: "None", Colour: govuk.Red, Hint: "No blueprint has been applied yet."}
	if v, ok := settings.Current(all); ok {
		item.Hint = fmt.Sprintf("Applied %s: %s.", govuk.Ago(v.AppliedAt, p.settings.Now(ctx)).Words, p.settings.Who(ctx, v.AppliedBy))
		item.Status, item.Colour = "Version "+v.Name(), govuk.Green
	} else {
		s.urgent = append(s.urgent, "Apply a blueprint.")
	}
	s.items = append(s.items, item)
	return nil
}

func (p *pages) aboutAccounts(_ context.Context, s *state) error {
	s.items = append(s.items, govuk.TaskItem{Title: "Accounts", Href: "/admin/accounts", Hint: "Who may sign in, and what they may see.", Done: true})
	s.items = append(s.items, govuk.TaskItem{Title: "Who can see what", Href: "/admin/access", Hint: "By neighbourhood: which accounts, since when, and when they last used it.", Done: true})
	s.items = append(s.items, govuk.TaskItem{Title: "Programs", Href: "/admin/programs", Hint: "Programs of others that use the API, and their keys.", Done: true})
	return nil
}

func (p *pages) aboutImports(ctx context.Context, s *state) error {
	runs, err := p.settings.Imports(ctx)
	if err != nil {
		return err
	}
	item := govuk.TaskItem{Title: "Imports", Href: "/admin/imports", Hint: "No file has been taken in yet.", Status: "None", Colour: govuk.Grey}
	if len(runs) > 0 {
		item.Hint = fmt.Sprintf("The latest is %s, begun %s.", runs[0].Name, govuk.Ago(runs[0].StartedAt, p.settings.Now(ctx)).Words)
		item.Status, item.Colour = runWords(runs[0].State)
		if runs[0].State == imports.Failed {
			s.urgent = append(s.urgent, "The latest import failed: see why, and start it again.")
		}
	}
	s.items = append(s.items, item)
	return nil
}

func (p *pages) aboutJournal(ctx context.Context, s *state) error {
	c, found, err := p.settings.LastCheck(ctx)
	if err != nil {
		return err
	}
	item := govuk.TaskItem{Title: "Journal", Href: "/admin/journal", Hint: "It has not been checked yet.", Status: "Not checked", Colour: govuk.Grey}
	if found {
		item.Hint = "Checked " + govuk.Ago(c.At, p.settings.Now(ctx)).Words + "."
		item.Status, item.Colour = "Whole", govuk.Green
	}
	if found && !c.Whole() {
		item.Status, item.Colour = "Altered or damaged", govuk.Red
		s.urgent = append(s.urgent, "The journal has been altered or damaged: tell whoever is responsible for information security.")
	}
	s.items = append(s.items, item)
	return nil
}

func (p *pages) aboutJobs(ctx context.Context, s *state) error {
	dead, err := p.settings.DeadJobs(ctx)
	if err != nil {
		return err
	}
	item := govuk.TaskItem{
		Title: "Work that came to rest", Href: "/admin/jobs", Hint: "Messages and other work in the background that failed too often.",
		Status: "None", Colour: govuk.Green,
	}
	if len(dead) > 0 {
		item.Status, item.Colour = number(dead), govuk.Red
		s.urgent = append(s.urgent, "Work in the background has failed: see why, and send it again.")
	}
	s.items = append(s.items, item)
	return nil
}

// number says how many there are; the list stops at a hundred.
func number(dead []jobs.Dead) string {
	if len(dead) >= 100 {
		return "99+"
	}
	return fmt.Sprint(len(dead))
}

// runWords is the state of an import in words.
func runWords(s imports.State) (string, govuk.Colour) {
	switch s {
	case imports.Running:
		return "Running or cut short", govuk.Yellow
	case imports.Finished:
		return "Finished", govuk.Green
	}
	return "Failed", govuk.Red
}
