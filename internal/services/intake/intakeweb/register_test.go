package intakeweb

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestRegisterWithNoNeed: from the first page to a reference, and back with it to change
// one's mind and to end it, without scripts.
func TestRegisterWithNoNeed(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser().get("/").wantText(`href="/register"`).get("/register").wantText("Register, with no need today", `href="/register/where"`)
	b.get("/register/where").answer("address=2+High+Street&postcode=WN2+3EB").wantAt("/register/helps")
	b.answer("helps_now=family&strengths=I+drive").wantAt("/register/name")
	b.answer("first_name=Amina").wantStatus(http.StatusUnprocessableEntity).wantText("Enter the last name", `value="Amina"`)
	b.answer("first_name=Amina&last_name=Khan").wantAt("/register/contact")
	b.answer("phone=07700+900123&safe_contact=call").wantAt("/register/approach").wantText("May we get in touch with you later?")
	b.answer("").wantStatus(http.StatusUnprocessableEntity).wantText("You are registered with both")
	b.answer("approach=no").wantAt("/register/check").wantText("Amina", "No, I will ask if I need help", "It is not a call for help")
	b.post("/register/check", nil).wantAt("/register/done").wantText("You are registered", "HAPI", "Nothing is being done now")
	reference, code := b.receipt()
	if s.requests() != 0 {
		t.Error("a request was made")
	}
	key := url.Values{"reference": {reference}, "code": {code}}
	own := s.browser().post("/status", key).wantStatus(http.StatusOK).
		wantText("Registration "+reference, "Nothing is being done now", "do not get in touch with you first", `href="/ask"`).
		wantNoText("Amina", "High Street", "07700", "I drive")
	press := func(do string) *browser {
		return own.post("/status/registration", url.Values{"reference": {reference}, "code": {code}, "do": {do}})
	}
	press("agree").wantText("We have changed this", "we may get in touch with you")
	press("ask-end").wantText("Do you want to end your registration?")
	press("end").wantText("You can still ask for help").wantNoText("End my registration")
	s.browser().post("/status", url.Values{"reference": {reference}, "code": {"000000"}}).wantStatus(http.StatusNotFound).wantNoText("Registration")
}

// TestNobodyTypesTwiceWhoFindsThatTheyNeedNothing: the way from the question of needs takes
// what was typed along, and only for whoever asks for themselves.
func TestNobodyTypesTwiceWhoFindsThatTheyNeedNothing(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser().get("/ask/who-for").answer("who_for=me")
	b.answer("address=2+High+Street&postcode=WN2+3EB").answer("helps_now=family").wantAt("/ask/needs").wantText(`href="/register"`)
	b.get("/register/where").wantText("2 High Street").answer("address=2+High+Street&postcode=WN2+3EB")
	b.wantAt("/register/helps").wantText("checked")
	other := s.browser().get("/ask/who-for").answer("who_for=someone-else")
	other.answer("asker_name=Jo&asker_relation=friend&asker_phone=07700900124&asker_consent=agreed")
	other.answer("postcode=WN2+3EB").answer("helps_now=family").wantAt("/ask/needs").wantNoText(`href="/register"`)
}

func TestTheDoorsKeepTheirFormsApart(t *testing.T) {
	s := newSite(t, "bury")
	b := s.browser().get("/register/where").answer("postcode=BL9+0SW")
	b.get("/ask/who-for").answer("who_for=me").wantAt("/ask/where")
	if !strings.Contains(b.get("/register").page, "/register/helps") {
		t.Error("the registration half filled in is lost")
	}
	b.post("/register", url.Values{"then": {"home"}}).wantAt("/")
	b.get("/register").wantText(`href="/register/where"`)
}
