package peopleweb

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// marking is the page on which a person is marked.
type marking struct {
	person people.Person
	same   view // who may be the same person, to be decided before a mark hides them
	was    forms.Hidden
	labels forms.Checkboxes
}

func newMarking(p people.Person) *marking {
	return &marking{
		person: p, was: forms.Hidden{Name: "was"},
		labels: forms.Checkboxes{Name: "labels", Label: "What is this person marked with?", Options: []forms.Option{
			{
				Value: string(people.Restricted), Label: "Restricted",
				Hint: "Only coordinators, managers and governance for the whole borough find and see them. You may lose sight of them yourself.",
			},
			{
				Value: string(people.AddressWithheld), Label: "Address withheld",
				Hint: "The address is put away under a key of its own. Who reads it says why. Elsewhere stands only which hub they belong to.",
			},
			{Value: string(people.Safeguarding), Label: "Safeguarding", Hint: "There is a concern. What it is does not stand here."},
			{Value: string(people.Health), Label: "Health", Hint: "Their health is recorded and told only to whom it concerns."},
		}},
	}
}

func joined(labels []people.Label) string {
	var all []string
	for _, l := range labels {
		all = append(all, string(l))
	}
	return strings.Join(all, ",")
}

func parted(s string) (labels []people.Label) {
	for _, l := range strings.Split(s, ",") {
		labels = append(labels, people.Label(l))
	}
	return labels
}

// markable is the person of the address, for somebody who may mark them.
func (p *pages) markable(r *http.Request) (people.Person, error) {
	person, err := p.ofAddress(r)
	if err == nil && !people.MayLabel(access.From(r.Context()), person) {
		err = access.Check(r.Context(), person.Lead().Neighbourhood, access.Coordinator, access.Manager)
	}
	return person, err
}

func (p *pages) labels(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	m := newMarking(person)
	m.was.Set(joined(person.Labels()))
	var chosen []string
	for _, l := range person.Labels() {
		chosen = append(chosen, string(l))
	}
	m.labels.Set(chosen...)
	return p.showMarking(w, r, http.StatusOK, m)
}

func (p *pages) showMarking(w http.ResponseWriter, r *http.Request, status int, m *marking) error {
	alike, err := p.people.Unjoined(r.Context(), m.person)
	if err != nil {
		return err
	}
	m.same = view{person: m.person, current: m.person.Current(), alike: alike, decides: people.MayDecide(access.From(r.Context()))}
	return web.Render(w, r, status, web.Page{
		Title: "Marks of " + m.person.Current().Name(), Back: address(m.person.ID), Section: section,
		Errors: forms.Errors(&m.was, &m.labels), Body: markingPage(m),
	})
}

func (p *pages) mark(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	m := newMarking(person)
	if !forms.Parse(values, &m.was, &m.labels) {
		return p.showMarking(w, r, http.StatusUnprocessableEntity, m)
	}
	var labels []people.Label
	for _, l := range m.labels.Value() {
		labels = append(labels, people.Label(l))
	}
	err = p.people.Mark(r.Context(), person.ID, parted(m.was.Value()), labels)
	if fault.KindOf(err) == fault.Stale {
		m.was.Set(joined(person.Labels()))
		who, err := p.markedBy(r.Context(), person)
		if err != nil {
			return err
		}
		m.labels.Fail(who + " has marked this person meanwhile with: " + inWords(person.Labels()) + ". Your choice is kept below: save again if it is still right")
		return p.showMarking(w, r, http.StatusConflict, m)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The marks are saved")
	if m.labels.Has(string(people.Restricted)) && !people.Cleared(access.From(r.Context())) {
		return web.Redirect(w, r, "/people")
	}
	return web.Redirect(w, r, address(person.ID))
}

// markedBy is who marked a person last, by name.
func (p *pages) markedBy(ctx context.Context, person people.Person) (string, error) {
	told, err := p.people.Story(ctx, person, latest)
	for _, one := range told {
		if one.Topic == people.MarkedTopic {
			return cmp.Or(p.around.AccountName(ctx, one.Actor), somebodyElse), nil
		}
	}
	return somebodyElse, err
}

const somebodyElse = "Somebody else"

func inWords(labels []people.Label) string {
	if len(labels) == 0 {
		return "nothing"
	}
	return strings.ReplaceAll(joined(labels), ",", ", ")
}

// labelBadges are a person's marks beside their name.
func labelBadges(p people.Person) (all govuk.Badges) {
	for _, l := range p.Labels() {
		all = append(all, govuk.Badge{Text: strings.ReplaceAll(string(l), "-", " "), Colour: govuk.Red})
	}
	return all
}
