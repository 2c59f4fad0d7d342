package intakeweb

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/work/answers"
)

// registered is a browser that has just registered.
func (s *site) registered() *browser {
	s.t.Helper()
	b := s.browser().get("/register/where").answer("postcode=WN2+3EB").answer("helps_now=family")
	b.answer("first_name=Amina&last_name=Khan").answer("phone=07700+900123&safe_contact=call").answer("approach=no")
	return b.post("/register/check", nil).wantAt("/register/done")
}

func (s *site) counts() []answers.Count {
	s.t.Helper()
	all, err := answers.EqualityCounts(s.db.Read(s.ctx), "2020-01", "2020-12")
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// TestEqualityQuestionsCanBeSkipped: they come after the form was sent, and leaving them out
// costs nothing and counts nothing.
func TestEqualityQuestionsCanBeSkipped(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.registered().wantText("Help us check that we reach everybody", `href="/register/equality"`)
	b.get("/register/equality").wantText("Ethnic group", "Prefer not to say", "Sexual orientation", "Skip these questions", `href="/register/done"`)
	b.get("/register/done").wantText("You are registered", `href="/register/equality"`)
	b.get("/register/equality").answer("").wantAt("/register/done").wantStatus(http.StatusOK)
	if got := s.counts(); len(got) != 0 {
		t.Errorf("counted %v", got)
	}
	s.browser().get("/register/equality").wantAt("/register" + lost)
}

// TestEqualityAnswersCountOnceAndBelongToNobody: a form counts once however often it is
// sent, a new one by itself, and what is kept holds nothing that leads to who it was.
func TestEqualityAnswersCountOnceAndBelongToNobody(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.registered()
	b.get("/register/equality")
	again := b.copy()
	again.at, again.page = b.at, b.page
	b.answer("age_band=75-84&disability=prefer-not").wantAt("/register/done").wantText("We have counted your answers").wantNoText(`href="/register/equality"`)
	again.answer("age_band=85-over").wantAt("/register/done")
	b.get("/register/equality").wantAt("/register/done")
	want := []answers.Count{
		{Neighbourhood: "hapi", Channel: "web", Month: "2020-04", Question: "age_band", Choice: "75-84", Times: 1},
		{Neighbourhood: "hapi", Channel: "web", Month: "2020-04", Question: "disability", Choice: "prefer-not", Times: 1},
	}
	if got := s.counts(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("counted %v", got)
	}
	b.post("/register", url.Values{"then": {"home"}})
	for name := range b.cookies {
		if strings.Contains(name, "equality") {
			t.Error("the token outlives the form")
		}
	}
	if got := s.counts(); len(got) != 2 {
		t.Errorf("counted %v", got)
	}
	s.registered().get("/register/equality").answer("age_band=75-84")
	if got := s.counts(); got[0].Times != 2 {
		t.Errorf("of two people, %v", got)
	}
}

// TestWhatIsNotOfferedIsNotCounted: a form made by hand is told what is wrong.
func TestWhatIsNotOfferedIsNotCounted(t *testing.T) {
	s := newSite(t, "bury")
	b := s.browser().get("/register/where").answer("postcode=BL9+0SW").answer("helps_now=family")
	b.answer("first_name=Amina&last_name=Khan").answer("phone=07700+900123&safe_contact=call").answer("approach=yes").post("/register/check", nil)
	b.get("/register/equality").wantText("Religion").wantNoText("Sexual orientation")
	b.answer("age_band=old").wantStatus(http.StatusUnprocessableEntity)
	b.get("/register/done").post("/register/equality", url.Values{"sex": {"female"}}).wantAt("/register/done")
	if got := s.counts(); len(got) != 1 || got[0].Question != "sex" {
		t.Errorf("counted %v", got)
	}
}
