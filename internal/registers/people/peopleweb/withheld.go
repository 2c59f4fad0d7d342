package peopleweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/secondperson"
)

// reading is the page on which somebody says why they need a withheld address, waits for a
// second person, and is then shown it, each time they ask: it is not kept in any address or
// answer.
type reading struct {
	person people.Person
	now    time.Time
	ask    secondperson.Ask // what they asked for last; zero when they never did
	reason forms.String
	lines  []string // nil until they are shown
}

func (p *pages) reading(ctx context.Context, one people.Person) (*reading, error) {
	ask, _, err := p.seconds.Last(ctx, secondperson.WithheldAddress, recordIDs(one))
	return &reading{person: one, now: p.around.Now(), ask: ask, reason: forms.String{
		Name: "reason", Label: "Why do you need the address?", Hint: "A second person reads this before they agree, and it is kept with your name. Do not write the address here.",
		Required: true, Max: 200, Min: 5, Noun: "the reason", Missing: "Enter why you need the address", Spellcheck: true,
	}}, err
}

func recordIDs(one people.Person) (all []string) {
	for _, id := range one.RecordIDs() {
		all = append(all, string(id))
	}
	return all
}

func (p *pages) askWithheld(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	one, err := p.reading(r.Context(), person)
	if err != nil {
		return err
	}
	return p.showReading(w, r, http.StatusOK, one)
}

func (p *pages) showReading(w http.ResponseWriter, r *http.Request, status int, one *reading) error {
	return web.Render(w, r, status, web.Page{
		Title: "Withheld address of " + one.person.Current().Name(), Back: address(one.person.ID), Section: section,
		Errors: forms.Errors(&one.reason), Body: readingPage(one),
	})
}

// askSecond asks a second person to agree.
func (p *pages) askSecond(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	one, err := p.reading(r.Context(), person)
	if err != nil {
		return err
	}
	if !person.Has(people.AddressWithheld) {
		return fault.New(fault.NotFound, "people.nothing-withheld", "No address is kept apart for this person.")
	}
	if !forms.Parse(values, &one.reason) {
		return p.showReading(w, r, http.StatusUnprocessableEntity, one)
	}
	lead := person.Lead()
	_, err = p.seconds.Ask(r.Context(), secondperson.Ask{
		Kind: secondperson.WithheldAddress, Record: string(lead.ID), Neighbourhood: lead.Neighbourhood, Reason: one.reason.Value(),
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(person.ID)+withheldPath)
}

// readWithheld shows the address to whom it was agreed.
func (p *pages) readWithheld(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	at, err := p.people.WithheldAddress(r.Context(), person.ID)
	if err != nil {
		return err
	}
	one, err := p.reading(r.Context(), person)
	if err != nil {
		return err
	}
	one.lines = at.Lines()
	return p.showReading(w, r, http.StatusOK, one)
}

const withheldPath = "/withheld-address"
