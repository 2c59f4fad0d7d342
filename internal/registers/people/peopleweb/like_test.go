package peopleweb_test

import (
	"net/http"
	"net/url"
	"testing"

	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/registers/people/peopleview"
)

func TestLikeWhileTyping(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	typed := url.Values{
		peopleview.GivenNamesInput: {"Amina"}, peopleview.FamilyNameInput: {"Khan"}, peopleview.PhoneInput: {"0770"},
		"born-day": {"7"}, "born-month": {"3"}, "born-year": {"1939"}, peopleview.UseInput: {"/call/1/person"},
	}
	b := g.As(agent)
	found := b.Post(peopleview.LikeAddress, typed).Is(http.StatusOK).
		Says("Somebody known may be the same person.", "Amina Khan", "99 of 100: same family name, same first name, same date of birth.", "7 March 1939 (81)", "This is the person").
		Has(`formaction="/call/1/person"`, `name="person" value="`+string(r.ID)+`"`).Hides("<html")
	pagecheck.CheckFragment(t, found.Body)
	g.As(inLeigh).Post(peopleview.LikeAddress, typed).Is(http.StatusOK).Hides("Amina")
	g.As(member).Post(peopleview.LikeAddress, typed).Is(http.StatusForbidden)
	typed.Set(peopleview.UseInput, "//elsewhere.example/steal")
	b.Post(peopleview.LikeAddress, typed).Is(http.StatusOK).Hides("elsewhere", "This is the person")
	typed.Set(peopleview.NotInput, string(r.ID))
	b.Post(peopleview.LikeAddress, typed).Is(http.StatusOK).Hides("Amina")
	b.Post(peopleview.LikeAddress, url.Values{peopleview.PhoneInput: {"07"}, "born-day": {"99"}}).Is(http.StatusOK).Hides("Error")
}
