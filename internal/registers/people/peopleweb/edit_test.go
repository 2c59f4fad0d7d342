package peopleweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"kith/internal/plat/govuk/pagecheck"
)

var seen = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`)

// aminaTyped is the edit form of amina as it is shown.
func aminaTyped(body string) url.Values {
	return url.Values{
		"seen": {seen.FindStringSubmatch(body)[1]}, "given-names": {"Amina"}, "family-name": {"Khan"},
		"born-day": {"7"}, "born-month": {"3"}, "born-year": {"1939"}, "phone": {"07700 900123"}, "email": {"amina@example.org"},
		"line1": {"14 Warrington Road"}, "town": {"Ince"}, "postcode": {"WN2 3EB"}, "language": {"Urdu"}, "interpreter": {"needed"},
	}
}

func TestChangingAPerson(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	b := g.As(agent)
	b.Get(page(r)).Is(http.StatusOK).Has(`href="` + page(r) + `/edit"`)
	form := b.Get(page(r)+"/edit").Is(http.StatusOK).Has(`value="Amina"`, `value="WN2 3EB"`).Says("written into the newest record, from public form")
	pagecheck.Check(t, form.Body)
	typed := aminaTyped(form.Body)
	typed.Set("nhs-number", "943 476 5918")
	typed.Set("uprn", "ten")
	typed.Set("deceased-on-day", "1")
	b.Post(page(r)+"/edit", typed).Is(http.StatusUnprocessableEntity).
		Says("Check the NHS number", "The property number has only digits", "must include").Has(`value="943 476 5918"`, "<title>Error: ")

	typed = aminaTyped(form.Body)
	for name, value := range map[string]string{
		"nhs-number": "943 476 5919", "practice": "Platt Bridge Surgery", "communication": "bsl", "communication-note": "Her daughter signs",
		"diet": "halal", "allergies": "peanuts", "led-by": "Adult social care", "no-calls": "In hospital", "uprn": "010001234567",
	} {
		typed.Set(name, value)
	}
	b.Post(page(r)+"/edit", typed).LeadsTo(page(r))
	b.Get(page(r)).Is(http.StatusOK).
		Says("NHS 943 476 5919", "Led by Adult social care", "do not ring", "Do not ring: In hospital.", "British Sign Language; Her daughter signs", "Halal; peanuts", "Platt Bridge Surgery").
		Says("Record changed by Jo Agent", "Changed: Property number (UPRN), Communication needs").
		Hides("You may ring.")

	again := aminaTyped(form.Body) // the page opened before
	again.Set("practice", "Another surgery")
	clash := b.Post(page(r)+"/edit", again).Is(http.StatusConflict).
		Says("Somebody else has changed this person since you opened the page", "GP practice Platt Bridge Surgery Jo Agent Another surgery", "You did not change this").
		Has(`value="Another surgery"`, `value="943 476 5919"`, "<title>Error: ", `href="#changed"`)
	again = typed
	again.Set("seen", seen.FindStringSubmatch(clash.Body)[1])
	again.Set("practice", "Another surgery")
	again.Set("postcode", "wn71eb")
	b.Post(page(r)+"/edit", again).LeadsTo(page(r))
	b.Get(page(r)).Says("Another surgery", "WN7 1EB", "Leigh, by the ward of the postcode")

	g.As(auditor).Get(page(r) + "/edit").Is(http.StatusForbidden)
	g.As(auditor).Get(page(r)).Hides(page(r) + "/edit")
	g.As(auditor).Post(page(r)+"/edit", again).Is(http.StatusForbidden)
}

// A form that lost what was in it takes nobody's name away.
func TestANameIsNotTakenAway(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	b := g.As(agent)
	typed := aminaTyped(b.Get(page(r) + "/edit").Body)
	typed.Set("given-names", " ")
	typed.Set("family-name", "")
	b.Post(page(r)+"/edit", typed).Is(http.StatusUnprocessableEntity).Says("Enter a first name or a family name")
	typed.Set("family-name", "Noor")
	b.Post(page(r)+"/edit", typed).LeadsTo(page(r))
	b.Post(page(r)+"/edit", typed).LeadsTo(page(r)) // pressed twice, or another wrote down the same
}
