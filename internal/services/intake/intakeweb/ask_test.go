package intakeweb

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
	"kith/internal/work/answers"
)

// fill answers a page: as it is told, and otherwise the first option of each choice and a
// word in each box.
func (s *site) fill(page string, told url.Values) url.Values {
	s.t.Helper()
	q := blueprint.Part[*answers.Questions](s.b.Blueprint)
	p, ok := q.Page(page)
	if !ok {
		s.t.Fatalf("there is no page %s", page)
	}
	form := url.Values{}
	for _, one := range p.Questions {
		if given, ok := told[one.ID]; ok {
			form[one.ID] = given
			continue
		}
		switch one.Kind {
		case answers.Radios, answers.Checkboxes:
			form.Set(one.ID, one.Options[0].ID)
		case answers.Number:
			form.Set(one.ID, "1")
		case answers.Phone:
			form.Set(one.ID, "07700 900123")
		case answers.Email:
			form.Set(one.ID, "jo@example.org")
		case answers.Postcode:
			form.Set(one.ID, "WN2 3EB")
		case answers.Date:
			form.Set(one.ID+"-day", "24")
			form.Set(one.ID+"-month", "3")
			form.Set(one.ID+"-year", "1949")
		default:
			form.Set(one.ID, "Amina")
		}
	}
	return form
}

// walk goes through the form from its start to the check and returns the pages on the
// way. Each page is seen empty, in error and filled in.
func (b *browser) walk(told url.Values) (way []string) {
	b.t.Helper()
	b.get(askPath).wantStatus(http.StatusOK)
	b.get("/ask/" + blueprint.Part[*answers.Questions](b.b.Blueprint).Pages[0].ID)
	for range 60 {
		if b.at == checkPath {
			return way
		}
		page := strings.TrimPrefix(b.at, "/ask/")
		way = append(way, page)
		b.seeErrors(page)
		b.answer(b.fill(page, told).Encode()).wantStatus(http.StatusOK)
		if b.at == "/ask/"+page {
			b.t.Fatalf("%s leads to itself", page)
		}
	}
	b.t.Fatal("the form has no end")
	return nil
}

// seeErrors sends a page empty and then with nonsense. What cannot be accepted is shown
// again with a summary, and what was typed is still there.
func (b *browser) seeErrors(page string) {
	b.t.Helper()
	p, _ := blueprint.Part[*answers.Questions](b.b.Blueprint).Page(page)
	for _, one := range p.Questions {
		if one.Required || one.RequiredUnless != "" {
			b.answer("").wantStatus(http.StatusUnprocessableEntity).wantText("There is a problem", "<title>Error: ", "#"+one.ID)
			break
		}
	}
	for _, one := range p.Questions {
		nonsense := "Nonsense & <b>more</b>"
		switch one.Kind {
		case answers.Phone, answers.Email, answers.Number:
			b.answer(one.ID+"="+url.QueryEscape(nonsense)).wantStatus(http.StatusUnprocessableEntity).
				wantText("#"+one.ID, "Nonsense &amp; &lt;b&gt;more&lt;/b&gt;")
		}
	}
	b.get("/ask/" + page).wantAt("/ask/" + page)
}

func TestTheFormForFood(t *testing.T) {
	for _, id := range []string{"wigan", "bury"} {
		for _, who := range []string{"me", "someone-else"} {
			t.Run(id+"/"+who, func(t *testing.T) {
				b := newSite(t, id).browser()
				way := b.walk(url.Values{"who_for": {who}, "needs": {"food"}, "food_left": {"none"}, "food_reason": {"over-70"}, "no_postcode": nil, "language": nil})
				if len(way) > 12 {
					t.Errorf("%d pages: %v", len(way), way)
				}
				t.Logf("%d pages and the check", len(way))
				b.wantText("Check your answers", "WN2 3EB", "24 March 1949", "Send your request")
				b.post(checkPath, nil).wantAt(donePath).wantStatus(http.StatusOK).wantText("We have your request", "by 2pm today")
				ref, code := b.receipt()
				b.post(statusPath, url.Values{"reference": {strings.ToLower(ref)}, "code": {code[:3] + " " + code[3:]}}).
					wantStatus(http.StatusOK).wantText("Request "+ref, "Food", "We are finding somebody to do it")
				if n := b.requests(); n != 1 {
					t.Errorf("%d requests", n)
				}
			})
		}
	}
}

// TestEveryPage ticks every need, so that all pages of both boroughs are drawn and judged.
func TestEveryPage(t *testing.T) {
	for _, id := range []string{"wigan", "bury"} {
		s := newSite(t, id)
		q := blueprint.Part[*answers.Questions](s.b.Blueprint)
		all, _, _ := q.Find(answers.AskNeeds)
		var every []string
		for _, o := range all.Options {
			every = append(every, o.ID)
		}
		seen := map[string]bool{}
		for who, reason := range map[string]string{"me": "over-70", "someone-else": "no-money"} {
			b := s.browser()
			for _, page := range b.walk(url.Values{"who_for": {who}, "needs": every, "food_reason": {reason}, "no_postcode": nil}) {
				seen[page] = true
			}
			b.post(checkPath, nil).wantAt(donePath)
		}
		for _, p := range q.Pages {
			if !seen[p.ID] {
				t.Errorf("%s: %s was never shown", id, p.ID)
			}
		}
	}
}

func TestAPageWaitsForItsTurn(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser()
	b.get("/ask/needs").wantAt(askPath + lost).wantText("We could not find your answers")
	b.get(checkPath).wantAt(askPath + lost)
	b.get(donePath).wantAt(askPath + lost)
	b.post(checkPath, nil).wantAt(askPath + lost)
	b.get("/ask/who-for").wantAt("/ask/who-for").answer("who_for=me").wantAt("/ask/where")
	b.get("/ask/needs").wantAt("/ask/where")
	b.get("/ask/about-you").wantAt("/ask/where")
	b.get("/ask/nonsense").wantAt("/ask/where")
	b.get(checkPath).wantAt("/ask/where" + changing)
	b.post(checkPath, nil).wantAt("/ask/where" + changing)
	b.get(askPath).wantText("You have started to ask for help", `href="/ask/where"`)
	b.post("/ask/nonsense", nil).wantStatus(http.StatusNotFound)
	if n := s.requests(); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestGoingBackAndChangingAnAnswer(t *testing.T) {
	b := newSite(t, "wigan").browser()
	b.walk(url.Values{"needs": {"comfort-call"}, "no_postcode": nil, "language": nil})
	b.get("/ask/where").wantText(`href="/ask/who-for" class="govuk-back-link"`, `value="WN2 3EB"`)
	b.get("/ask/where" + changing).wantText(`href="/ask/check" class="govuk-back-link"`).
		answer("postcode=").wantStatus(http.StatusUnprocessableEntity).wantText(`href="/ask/check" class="govuk-back-link"`).
		answer("postcode=WN7+1EB").wantAt(checkPath).wantText("WN7 1EB")
	// Another need opens pages of its own, and then the check again.
	b.get("/ask/needs" + changing).answer("needs=comfort-call&needs=pets").wantAt("/ask/pet" + changing).
		answer("pet_need=walk").wantAt(checkPath).wantText("A dog walk")
	b.get("/ask/needs" + changing).answer("needs=comfort-call").wantAt(checkPath).wantNoText("A dog walk")
	b.post(checkPath, nil).wantAt(donePath)
}

// TestOutOfTime: a form that was kept for too long says so, starts again, and does not
// lose the page that was just typed.
func TestOutOfTime(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser()
	b.get("/ask/who-for").answer("who_for=me").answer("postcode=WN2+3EB&address=2+High+Street").wantAt("/ask/helps").answer("").wantAt("/ask/needs")
	s.clock.Advance(answers.Kept + time.Minute)
	old := b.copy()
	b.get("/ask/needs").wantAt("/ask/who-for").wantText("We keep answers for one day").wantNoText("The page you just sent is kept")
	old.at, old.page = "/ask/needs", `<form method="post" action="/ask/needs">`
	old.answer("needs=food&own_words=No+bread+since+Monday").wantAt("/ask/who-for" + startedAgain).wantText("The page you just sent is kept")
	old.get("/ask/who-for").answer("who_for=me").wantAt("/ask/where").wantNoText("High Street").
		answer("postcode=WN2+3EB").answer("helps_now=nobody").wantAt("/ask/needs").wantText("No bread since Monday", `value="food" checked`)
	// What could not be accepted is kept as well, to be mended when its turn comes.
	s.clock.Advance(answers.Kept + time.Minute)
	old.answer("own_words=Only+words").wantAt("/ask/who-for" + startedAgain).answer("who_for=me").answer("postcode=WN2+3EB").answer("").
		wantAt("/ask/needs").wantText("Only words")
	old.get(askPath)
	s.clock.Advance(answers.Kept + time.Minute)
	old.get(askPath).wantText("We keep answers for one day", "Start now")
	old.post(checkPath, nil).wantAt("/ask/who-for")
}

func TestStartingAgainForgets(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser()
	b.get("/ask/who-for").answer("who_for=me").wantAt("/ask/where")
	tab := b.copy()
	b.post(askPath, nil).wantAt("/ask/who-for").wantNoText("checked")
	tab.get("/ask/where").wantAt("/ask/who-for").wantText("We keep answers for one day")
	b.walk(url.Values{"needs": {"comfort-call"}, "no_postcode": nil})
	b.post(checkPath, nil).wantAt(donePath)
	b.get(askPath).wantText("You have sent a request from this device", "Ask for something else")
	b.post(askPath, url.Values{"then": {"home"}}).wantAt("/").get(donePath).wantAt(askPath + lost)
}

// TestLeavingInAHurry: once somebody says that they are afraid of someone, every page lets
// them leave at once, and no later page names it.
func TestLeavingInAHurry(t *testing.T) {
	s := newSite(t, "wigan")
	b, exit := s.browser(), `class="govuk-exit-this-page"`
	b.get("/ask/who-for").wantNoText(exit).answer("who_for=me").wantAt("/ask/where").wantNoText(exit)
	b.answer("postcode=WN2+3EB").wantAt("/ask/helps").wantNoText(exit).answer("").wantAt("/ask/needs").wantText(exit, "ring 999")
	b.answer("needs=domestic-abuse")
	for range 20 {
		b.wantText(exit)
		if b.at == checkPath {
			break
		}
		b.answer(b.fill(strings.TrimPrefix(b.at, "/ask/"), url.Values{"abuse_now": {"for-now"}}).Encode())
	}
	b.post(checkPath, nil).wantAt(donePath).wantText(exit, "National Domestic Abuse Helpline", `<div class="kith-no-print"><h2`)
	ref, code := b.receipt()
	b.post(statusPath, url.Values{"reference": {ref}, "code": {code}}).wantStatus(http.StatusOK).
		wantText("Something you told us in private").wantNoText("afraid", "buse")
}

func TestNextDoorIsSentOn(t *testing.T) {
	b := newSite(t, "wigan").browser()
	b.walk(url.Values{"needs": {"comfort-call"}, "postcode": {"BL1 1AA"}, "no_postcode": nil})
	b.post(checkPath, nil).wantAt(donePath).wantText("Bolton Council", "01632 960 801", "First we find the team")
}

func TestTheCookie(t *testing.T) {
	secure := func(c *web.Config) { c.PublicURL = "https://help.example.org" }
	for name, s := range map[string]*site{"kith-x-ask": newSite(t, "wigan"), "__Host-kith-x-ask": newSite(t, "wigan", secure)} {
		b := s.browser()
		r := httptest.NewRequest(http.MethodGet, "/ask/who-for", nil)
		if w := b.send(r); len(w.Result().Cookies()) != 0 {
			t.Errorf("looking at the first page keeps %v", w.Result().Cookies())
		}
		if w := b.send(posted("/ask/who-for", url.Values{"who_for": {"me"}})); w.Code != http.StatusSeeOther {
			t.Fatal(w.Code)
		}
		c := b.cookies[name]
		if c == nil || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 0 || c.Secure != strings.HasPrefix(name, "__Host") {
			t.Errorf("the cookie is %+v of %v", c, b.cookies)
		}
	}
}

func TestHome(t *testing.T) {
	b := newSite(t, "wigan").browser()
	b.get("/").wantStatus(http.StatusOK).wantText("Wigan community help", `href="/ask"`, `href="/status"`, `href="/services"`,
		"01632 960100", "Every day, 8am to 8pm", "ring 999", "tel:+441632960100")
	links := strings.Count(b.page, "<a ")
	for _, dead := range []string{`href="#"`, `href=""`} {
		if strings.Contains(b.page, dead) {
			t.Errorf("of %d links one is %s", links, dead)
		}
	}
}

// TestFirstViewIsLight: the first view of the form weighs less than 100 KB, as it travels.
func TestFirstViewIsLight(t *testing.T) {
	s := newSite(t, "wigan")
	for _, address := range []string{"/", "/ask", "/ask/who-for"} {
		total := 0
		files := []string{address}
		for i := 0; i < len(files); i++ {
			r := httptest.NewRequest(http.MethodGet, files[i], nil)
			r.Header.Set("Accept-Encoding", "gzip")
			w := s.browser().send(r)
			if w.Code == http.StatusNotFound && strings.HasPrefix(files[i], "/assets/public.") {
				t.Skip("the stylesheets and scripts were not built")
			}
			if w.Code != http.StatusOK {
				t.Fatalf("%s is %d", files[i], w.Code)
			}
			total += w.Body.Len()
			if i == 0 {
				files = append(files, linked(w.Body.String())...)
			}
		}
		if t.Logf("%s: %d bytes in %d files", address, total, len(files)); total > 100_000 || len(files) < 4 {
			t.Errorf("%s weighs %d bytes: %v", address, total, files)
		}
	}
}

// linked are the files a page brings with it.
func linked(page string) (files []string) {
	for _, mark := range []string{`href="/assets/`, `src="/assets/`} {
		for _, part := range strings.Split(page, mark)[1:] {
			name, _, _ := strings.Cut(part, `"`)
			if file := "/assets/" + name; !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	return files
}
