package intakeweb

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/calls"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/steps/stepstest"
)

// helpers are those on the register of volunteers, as the coordinator of the borough sees
// them.
func (s *site) helpers() (found []volunteers.Volunteer) {
	s.t.Helper()
	point := access.Principal{Account: "point", Grants: []access.Grant{{Role: access.Coordinator}}}
	all, err := s.bureau.Search(access.With(s.ctx, point), volunteers.Filter{})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, d := range all {
		found = append(found, d.Volunteer)
	}
	return found
}

// offered are the answers to each page of the form in turn.
var offered = []struct{ page, answer string }{
	{"age", "date_of_birth-day=27&date_of_birth-month=3&date_of_birth-year=1985"},
	{"name", "first_name=Jean&last_name=Taylor"},
	{"where", "address=12+Moss+Street&postcode=wn23eb"},
	{"contact", "phone=07700+900123&email=jean%40example.org"},
	{"activities", "activities=food&activities=pets"},
	{"skills", "skills=driving"},
	{"languages", "languages=Polish&other_languages=French%2C+Igbo"},
	{"vehicle", "vehicle=car"},
	{"driving", "licence=yes&insured=not-sure"},
	{"when", "free=mon-morning&free=sun-evening"},
	{"reach", "reach=2000"},
	{"often", "per_week=2"},
	{"rather-not", "rather_not=no+big+dogs"},
	{"health", "shields=no"},
	{"emergency", "emergency_name=Tom&emergency_phone=07700+900124"},
	{"agree", "principles=yes&keep=yes"},
}

// offering fills the form in up to the check.
func (s *site) offering(change map[string]string) *browser {
	s.t.Helper()
	b := s.browser().get("/volunteer/age")
	for _, one := range offered {
		answer := one.answer
		if other, ok := change[one.page]; ok {
			answer = other
		}
		if answer != "" {
			b.wantAt("/volunteer/" + one.page).answer(answer)
		}
	}
	return b.wantAt("/volunteer/check")
}

func TestOfferHelp(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser().get("/").wantText(`href="/volunteer"`, "Offer help").get("/volunteer").
		wantText("18 or older", "What every volunteer agrees to", "bank card", `href="/volunteer/age"`)
	b.get("/volunteer/age").answer("").wantStatus(http.StatusUnprocessableEntity).wantText("Enter your date of birth")
	for _, wrong := range []struct{ page, answer, says string }{
		{"name", "first_name=Jean", "Enter your last name"},
		{"where", "postcode=WN2+3EB", "Enter your house number and street"},
		{"where", "address=12+Moss+Street&postcode=somewhere", "postcode"},
		{"contact", "", "Enter a phone number, or an email address below"},
		{"activities", "", "Select at least one thing"},
		{"vehicle", "", "Select how you get about"},
		{"driving", "licence=yes", "Select yes, no, or that you do not know yet"},
		{"when", "", "Tick the times when you can help"},
		{"reach", "", "Select how far"},
		{"health", "", "Select yes if you have to stay away"},
		{"emergency", "", "Enter the name of somebody we can ring"},
		{"agree", "principles=yes", "Tick that we may keep this"},
	} {
		for _, one := range offered { // on to the page
			if b.at == "/volunteer/"+wrong.page {
				break
			}
			if b.at == "/volunteer/"+one.page {
				b.answer(one.answer)
			}
		}
		b.wantAt("/volunteer/" + wrong.page).answer(wrong.answer).wantStatus(http.StatusUnprocessableEntity).wantText(wrong.says)
		b.get("/volunteer/" + wrong.page)
	}
	b.answer("principles=yes&keep=yes").wantAt("/volunteer/check").wantText("About you", "Jean", "27 March 1985", "Bring food to somebody",
		"Polski", "Monday: Morning", "Sunday: Evening", "I do not know yet", "no big dogs", "Send your offer")
	b.post("/volunteer/check", nil).wantAt("/volunteer/done").wantText("Thank you. We have your offer", "HAPI", "we will not ask you to drive", "The team gets in touch")
	all := s.helpers()
	if len(all) != 1 {
		t.Fatalf("%d are on the register", len(all))
	}
	v := all[0]
	if v.Name() != "Jean Taylor" || v.BornOn != day.New(1985, 3, 27) || v.Home.Line1 != "12 Moss Street" || v.Home.Postcode != "WN2 3EB" ||
		v.Neighbourhood != "hapi" || v.Standing != volunteers.Applied || v.Agreed.Version.IsZero() || v.Phone != "+447700900123" || v.Email != "jean@example.org" {
		t.Errorf("the register has %+v", v)
	}
	g := v.Gives
	if strings.Join(g.Languages, " ") != "Polish French Igbo" || g.Vehicle != "car" || !g.Licence || g.Insured || g.Reach != 2000 || g.PerWeek != 2 || g.PerMonth != 0 ||
		g.RatherNot != "no big dogs" || g.Free != volunteers.Week(0).With(1, volunteers.Morning).With(0, volunteers.Evening) {
		t.Errorf("they give %+v", g)
	}
	if v.Own.Shields || v.Own.EmergencyName != "Tom" || v.Own.EmergencyPhone != "+447700900124" {
		t.Errorf("of their own there is %+v", v.Own)
	}
}

func TestWhoeverHasNoVehicleIsNotAskedOfDriving(t *testing.T) {
	s := newSite(t, "wigan")
	s.offering(map[string]string{"vehicle": "vehicle=bicycle", "driving": "", "when": "any_time=yes", "health": "shields=yes&health=asthma"}).
		post("/volunteer/check", nil).wantAt("/volunteer/done").wantNoText("ask you to drive")
	v := s.helpers()[0]
	if v.Gives.Free != 0 || !v.Own.Shields || v.Own.Health != "asthma" || v.Gives.Vehicle != "bicycle" {
		t.Errorf("the register has %+v", v)
	}
}

func TestWhoeverIsTooYoungIsToldKindly(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser().get("/volunteer/age").answer("date_of_birth-day=3&date_of_birth-month=4&date_of_birth-year=2002").wantAt("/volunteer/too-young")
	b.wantText("Thank you for wanting to help", "18 or older", "youth group", `href="/volunteer/age"`)
	b.get("/volunteer/check").wantStatus(http.StatusOK)
	if len(s.helpers()) > 0 {
		t.Error("somebody too young is on the register")
	}
	s.browser().get("/volunteer/age").answer("date_of_birth-day=2&date_of_birth-month=4&date_of_birth-year=2002").wantAt("/volunteer/name")
	// Whoever changes their age at the end is told as well.
	b = s.offering(nil)
	b.get("/volunteer/age?change=1").answer("date_of_birth-day=3&date_of_birth-month=4&date_of_birth-year=2002").wantAt("/volunteer/too-young")
	b.post("/volunteer/check", nil).wantAt("/volunteer/too-young")
	if len(s.helpers()) > 0 {
		t.Error("somebody too young is on the register")
	}
}

func TestWhoeverLivesElsewhereIsLedToTheirCouncil(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser().get("/volunteer/age").answer(offered[0].answer).answer(offered[1].answer).answer("address=1+Moor+Lane&postcode=BL1+1AA").wantAt("/volunteer/outside")
	b.wantText("Your own council needs you", "Bolton", "find-local-council", `href="/volunteer/where"`)
	b.get("/volunteer/where").answer("address=1+Moor+Lane&postcode=WN2+3EB").wantAt("/volunteer/contact")
	s.browser().get("/volunteer/outside").wantText("outside our area")
}

// Whoever is on the register already is told, to the letter, what everybody is told.
func TestTheFormTellsNobodyWhoIsOnTheRegister(t *testing.T) {
	s := newSite(t, "wigan")
	first := s.offering(nil).post("/volunteer/check", nil).wantAt("/volunteer/done")
	again := s.offering(nil).post("/volunteer/check", nil).wantAt("/volunteer/done")
	if first.page != again.page {
		t.Errorf("the first is told\n%s\nthe second\n%s", first.page, again.page)
	}
	if n := len(s.helpers()); n != 1 {
		t.Errorf("%d are on the register", n)
	}
}

func TestAnOfferSentTwiceIsOne(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.offering(nil)
	tab := b.copy()
	b.post("/volunteer/check", nil).wantAt("/volunteer/done")
	tab.post("/volunteer/check", nil).wantAt("/volunteer/done")
	if n := len(s.helpers()); n != 1 {
		t.Errorf("%d are on the register", n)
	}
	b.post("/volunteer", url.Values{"then": {"home"}}).wantAt("/").get("/volunteer/done").wantAt("/volunteer?lost=1")
}

// Whoever fills the form in while the principles change reads the new ones and begins nothing
// again.
func TestPrinciplesThatChangeMeanwhileAreAgreedToAgain(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.offering(nil)
	next := stepstest.Own(t, "wigan", answers.EqualitySection(), calls.SettingsSection(), intake.ScriptSection(), volunteering.Section())
	next.Version = "2"
	principles := &volunteering.Of(next).Principles
	principles.Version, principles.Says[0].Text = day.New(2026, 12, 24), "I wash my hands."
	*s.b.next = next
	b.post("/volunteer/check", nil).wantAt("/volunteer/agree?change=1&anew=1").wantText("Our principles have changed", "I wash my hands.")
	if n := len(s.helpers()); n != 0 {
		t.Fatalf("%d are registered who did not agree", n)
	}
	b.answer("keep=yes").wantStatus(http.StatusUnprocessableEntity).wantText("Tick that you agree")
	b.get("/volunteer/agree?change=1&anew=1").answer("principles=yes&keep=yes").wantAt("/volunteer/check").wantText("Jean", "27 March 1985", "no big dogs")
	b.post("/volunteer/check", nil).wantAt("/volunteer/done")
	all := s.helpers()
	if len(all) != 1 || all[0].Agreed.Version != principles.Version || all[0].Name() != "Jean Taylor" {
		t.Errorf("the register has %+v", all)
	}
}

func TestAnOfferIsKeptInTheLanguageItWasMadeIn(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.offering(nil)
	b.get("/volunteer/check?lang=pl").wantText(`lang="pl"`, "Sprawdź odpowiedzi", "Poniedziałek: Rano").post("/volunteer/check", nil).wantText("Mamy Twoją ofertę")
	if v := s.helpers()[0]; v.Speaks != "pl" || v.Gives.Languages[0] != "Polish" {
		t.Errorf("they are written to in %q, and speak %v", v.Speaks, v.Gives.Languages)
	}
}

// A blueprint of before there was anything in it of volunteers.
func TestABoroughThatSaysNothingOfVolunteersHasNoForm(t *testing.T) {
	b := stepstest.Own(t, "wigan", answers.EqualitySection(), calls.SettingsSection(), intake.ScriptSection(), volunteering.Section())
	b.Version = "1"
	*volunteering.Of(b) = volunteering.Rules{} // as without the file
	loaded["before volunteers"] = b
	s := newSite(t, "before volunteers")
	s.browser().get("/").wantStatus(http.StatusOK).wantNoText(`href="/volunteer"`)
	for _, page := range []string{"/volunteer", "/volunteer/age", "/volunteer/check", "/volunteer/outside"} {
		s.browser().get(page).wantStatus(http.StatusNotFound)
	}
}
