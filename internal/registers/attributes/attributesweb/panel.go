// Package attributesweb shows on a person's page what lists and services say of them: each
// thing with who said it, from when until when it holds, and by which legal basis it may be
// read. Nothing stands there whose basis has ended.
package attributesweb

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/govuk"
	"kith/internal/plat/policy"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// Register lists the data assets. *assets.Service does.
type Register interface {
	All(ctx context.Context) ([]assets.Asset, error)
}

// Panel is what lists and services say of somebody, below the facts of their page. What tells
// of health is shown to whoever may read a person's health; others are told that it is there.
func Panel(d *db.DB, register Register) peopleview.Panel {
	return peopleview.Panel{
		Title: "What lists and services say", Order: 90, Below: true,
		Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
			r := d.Read(ctx)
			all, err := attributes.HistoryOf(r, p.ID)
			if err != nil || len(all) == 0 {
				return nil, err
			}
			known, err := register.All(ctx)
			if err != nil {
				return nil, err
			}
			s := says{today: day.Of(r.Now()), assets: map[assets.ID]assets.Asset{}}
			for _, a := range known {
				s.assets[a.ID] = a
			}
			s.take(all, mayReadHealth(access.From(ctx), p))
			return panel(s), nil
		},
	}
}

// mayReadHealth reports whether somebody is told what health and care services said of a
// person.
func mayReadHealth(who access.Principal, p people.Person) bool {
	of := policy.Record{Neighbourhood: p.Lead().Neighbourhood, Restricted: p.Has(people.Restricted)}
	return policy.Decide(who, policy.Health, of, policy.Asked{Purpose: true}).Allowed
}

// says is what is said of somebody, as the page shows it.
type says struct {
	today  day.Date
	assets map[assets.ID]assets.Asset
	shown  []attributes.Attribute
	hidden int // that tell of health
}

// take keeps what may be shown, what holds today first.
func (s *says) take(all []attributes.Attribute, health bool) {
	for _, a := range all {
		if s.assets[a.Asset].Health && !health {
			s.hidden++
			continue
		}
		s.shown = append(s.shown, a)
	}
	slices.SortStableFunc(s.shown, func(a, b attributes.Attribute) int {
		return cmp.Compare(b2i(s.over(a)), b2i(s.over(b)))
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// over reports whether something held once and holds no more.
func (s says) over(a attributes.Attribute) bool { return !a.To.IsZero() && a.To.Before(s.today) }

func (s says) table() govuk.Table {
	t := govuk.Table{
		Caption: "What is said, who said it, when it holds and by which basis it is read", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Who said so"}, {Text: "Holds"}, {Text: "Legal basis"}},
		Empty:   govuk.Empty{Text: "Nothing that you may read."},
	}
	for _, a := range s.shown {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: what(a)}, {Text: s.said(a)}, {Text: s.holds(a)}, {Text: basis(a)}}})
	}
	return t
}

// what is the term in words, with what it says beyond being so.
func what(a attributes.Attribute) string {
	term := strings.ReplaceAll(a.Key, "-", " ")
	term = strings.ToUpper(term[:1]) + term[1:]
	if value := a.Value.String(); value != "" {
		return term + ": " + value
	}
	return term
}

// said is whose data it is, with the file or system it was taken from, and when.
func (s says) said(a attributes.Attribute) string {
	return cmp.Or(s.assets[a.Asset].Name, string(a.Asset)) + " (" + a.Source + "), " + day.Of(a.NotedAt).Short()
}

func (s says) holds(a attributes.Attribute) string {
	switch {
	case s.over(a) && a.From.IsZero():
		return "No more, since " + a.To.Long()
	case s.over(a):
		return "From " + a.From.Long() + " to " + a.To.Long() + ", and no more"
	case a.From.After(s.today):
		return "Not yet, from " + a.From.Long()
	case a.From.IsZero() && a.To.IsZero():
		return "Now"
	case a.From.IsZero():
		return "Until " + a.To.Long()
	case a.To.IsZero():
		return "Since " + a.From.Long()
	}
	return "From " + a.From.Long() + " to " + a.To.Long()
}

// basis is why it may be read, and until when.
func basis(a attributes.Attribute) string {
	if a.BasisEnds.IsZero() {
		return a.Basis
	}
	return strings.TrimSuffix(a.Basis, ".") + ". Ends on " + a.BasisEnds.Long() + ": it is read no more then."
}
