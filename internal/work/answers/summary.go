package answers

import (
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/words"
)

// Line is one answer in words, as it is shown back.
type Line struct {
	Page   Page
	Title  string
	Answer []string // in words; empty when not answered

	Confidential bool // see [Question]
}

// Summary gives the answers on the way in words, page by page. Asking for
// another person changes how a few questions are put. Of two questions of which either
// does, the one left blank is left out.
func (q *Questions) Summary(a Answers) ([]Line, error) {
	way, err := q.Way(a)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, p := range way {
		for _, one := range p.Questions {
			if blank(a[one.ID]) && p.madeUpFor(one, a) {
				continue
			}
			lines = append(lines, Line{Page: p, Title: titleOf(p, one, a.ForAnother()), Answer: one.words(q.spoken(), a[one.ID]), Confidential: one.Confidential})
		}
	}
	return lines, nil
}

// madeUpFor reports whether another question of the page was answered instead of q.
func (p Page) madeUpFor(q Question, a Answers) bool {
	return slices.ContainsFunc(p.Questions, func(other Question) bool {
		either := q.RequiredUnless == other.ID || other.RequiredUnless == q.ID
		return either && !blank(a[other.ID])
	})
}

func titleOf(p Page, q Question, other bool) string {
	for _, t := range []struct {
		text string
		when bool
	}{{q.TitleOther, other}, {q.Title, true}, {p.TitleOther, other}, {p.Title, true}} {
		if t.when && t.text != "" {
			return t.text
		}
	}
	return q.ID
}

func (q Question) words(l *words.Language, given []string) []string {
	if q.Kind == Grid {
		return q.byRow(given)
	}
	var said []string
	for _, id := range given {
		if option, ok := q.Option(id); ok {
			id = option.Label
		}
		if q.Kind == Date {
			if d, err := day.ParseDate(id); err == nil {
				id = words.DateIn(l, d)
			}
		}
		if strings.TrimSpace(id) != "" && !slices.Contains(said, id) {
			said = append(said, id)
		}
	}
	return said
}
