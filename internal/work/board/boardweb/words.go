package boardweb

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/registers/places"
	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/referrals"
	"kith/internal/work/tasks"
)

// words turns what rows hold into the borough's names.
type words struct {
	areas        *places.Areas
	catalogue    *needs.Catalogue
	destinations *referrals.Destinations
}

func (p *pages) words(ctx context.Context) (words, error) {
	b, err := p.Blueprints.Current(ctx)
	if err != nil {
		return words{}, err
	}
	return words{blueprint.Part[*places.Areas](b), blueprint.Part[*needs.Catalogue](b), blueprint.Part[*referrals.Destinations](b)}, nil
}

// hub is the short name of a neighbourhood as rows have it.
func (w words) hub(id string) string {
	if id == "" || id == feature.Queue {
		return "Coordination queue"
	}
	if n, ok := w.areas.Find(id); ok {
		return n.Short()
	}
	return id
}

func (w words) category(id string) string {
	if c, ok := w.catalogue.Find(id); ok {
		return c.Name
	}
	return id
}

// hubs are the neighbourhoods somebody may look at; all reports whether that is every
// one and the coordination queue.
func (w words) hubs(p access.Principal, roles []access.Role) (options []forms.Option, all bool) {
	held, all := p.Neighbourhoods(roles...)
	for _, n := range w.areas.Neighbourhoods {
		if all || slices.Contains(held, n.ID) {
			options = append(options, forms.Option{Value: n.ID, Label: n.Short()})
		}
	}
	if all {
		options = append(options, forms.Option{Value: feature.Queue, Label: w.hub(feature.Queue)})
	}
	return options, all
}

// categories are those of the catalogue that somebody may narrow a list by: a sensitive
// one would tell them which restricted task is which.
func (w words) categories(p access.Principal) []forms.Option {
	options := []forms.Option{{Label: "Any"}}
	for _, c := range w.catalogue.Categories {
		if !c.Sensitive || p.Has(givers...) {
			options = append(options, forms.Option{Value: c.ID, Label: c.Name})
		}
	}
	return options
}

// priorityLabel is a priority in words.
func priorityLabel(p needs.Priority) string {
	if p == "" {
		return ""
	}
	return strings.ToUpper(string(p[:1])) + string(p[1:])
}

// fact is one number of today's truth, which leads to its rows.
type fact struct {
	text, href string
	then       string // what parts it from the next
}

// facts are what is to be done today.
func (s *screen) facts() (all []fact) {
	add := func(view board.View, words, then string) {
		all = append(all, fact{s.counts[view].String() + " " + words, to("/board", board.Filter{Hub: s.filter.Hub, View: view}), then})
	}
	add(board.Unassigned, "unassigned", ", ")
	add(board.Overdue, "overdue", ", ")
	add(board.DueToday, "due today", "; ")
	for _, one := range s.more {
		all[len(all)-1].then = ", "
		all = append(all, fact{one.Count + " " + strings.ToLower(one.Label), one.Href, "; "})
	}
	add(board.Waiting, "with others", ", ")
	add(board.Mine, "with you", ". ")
	return all
}

// hands says who is free to do it; "" where no volunteer is on the register.
func (s *screen) hands() string {
	all, free := 0, 0
	for _, h := range s.helpers {
		if h.Kind != tasks.ToVolunteer {
			continue
		}
		if all++; h.Has == 0 {
			free++
		}
	}
	if all == 0 {
		return ""
	}
	who := "Volunteers"
	if s.filter.Category != "" {
		who = "Volunteers for " + strings.ToLower(s.category(s.filter.Category))
	}
	return fmt.Sprintf("%s: %d, with no task: %d.", who, all, free)
}

// truth is today in one sentence, for paper.
func (s *screen) truth() string {
	var said strings.Builder
	for _, one := range s.facts() {
		said.WriteString(one.text + one.then)
	}
	return strings.TrimSpace(said.String() + s.hands())
}
