package callweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/registers/people"
	"kith/internal/services/intake/callweb"
	"kith/internal/work/board/boardview"
)

// hungry is somebody without food or money, answered whole.
const hungry = " safe=yes needs=food food_left=none food_reason=no-money adults=2 helps_now=nobody"

func TestWhoTakesCalls(t *testing.T) {
	c := newCentre(t)
	for role, status := range map[access.Role]int{
		access.Agent: 200, access.Coordinator: 200, access.Manager: 200, access.Member: 403, access.Analyst: 403, access.Volunteer: 403,
	} {
		c.As(access.Principal{Account: "x", Grants: []access.Grant{{Role: role}}}).Get("/calls").Is(status)
	}
	if p := c.As(access.Principal{}).Get("/calls"); p.Status == http.StatusOK {
		t.Error("the public sees calls")
	}
}

// TestACallWithoutScripts: found, asked, planned and ended by plain posts, at one address.
func TestACallWithoutScripts(t *testing.T) {
	d := newCentre(t).desk(jo).ring()
	d.page.Says("is it safe to talk now?", "Who helps you already?", "Nothing yet.", "Somebody new")
	d.write("do=search terms=zebedee").page.Says("Nobody is found.")
	d.write("do=search terms=kahn").page.Says("1 person found.", "Amina Khan", "sounds like")
	d.write("do=search terms=am").page.Says("1 person found.", "Amina Khan").Hides("Before you get in touch")
	_, id, _ := strings.Cut(d.page.Body, `name="person" value="`)
	d.write("person="+id[:36]).page.Says("Before you get in touch", "Urdu, needs an interpreter", "07700 900123", "WN2 3EB → HAPI")
	d.write("do=save needs=food").page.Says("How much food do you have?", "Food: Welfare or crisis → HAPI")
	d.write("do=end outcome=request"+hungry).page.Says("Request taken", "Reference", "Read out", "HAPI")
	d.open().page.Says("Request taken")
	if n := strings.Count(d.at, "/"); n != 2 {
		t.Errorf("the call moved to %s", d.at)
	}
}

func TestNothingTypedIsLostWhenTheCallCannotEnd(t *testing.T) {
	d := newCentre(t).desk(jo).ring().write("do=new")
	d.write("do=end outcome=request first_name=Tom needs=food own_words=Nothing_left")
	d.page.Is(http.StatusUnprocessableEntity).Says("There is a problem", "Enter the last name", "Select how much food there is").Has(`value="Tom"`, "Nothing left")
	d.open().page.Has(`value="Tom"`, "Nothing left")
}

func TestWhoIsNewMayBeKnown(t *testing.T) {
	d := newCentre(t).desk(jo).ring().write("do=new")
	d.write("do=save first_name=Amina last_name=Khan phone=07700_900123")
	d.page.Says("Somebody known may be the same person.", "same phone number", "This is the person")
	_, story, _ := strings.Cut(d.page.Body, `id="story"`)
	if !strings.Contains(story, `id="call-alike"`) {
		t.Error("who may be the same person stands below all that is typed, out of sight of whoever types the name")
	}
}

// TestTheDraftIsKept: what scripts send while somebody types comes back with the parts of
// the screen that follow, and is there when the page is opened again.
func TestTheDraftIsKept(t *testing.T) {
	c := newCentre(t)
	d := c.desk(jo).ring().write("do=new")
	p := d.Post(d.at+"/draft", d.filled("first_name=Amina last_name=Khan postcode=wn2_3eb phone=077 needs=food needs=domestic-abuse")).Is(200)
	pagecheck.CheckFragment(t, p.Body)
	p.Says("How much food do you have?", "Food: Welfare or crisis → HAPI", "A restricted need → the coordination point", "Saved at", "Somebody known").
		Has(`id="call-version" name="version" value="3"`, `id="call-plan"`)
	d.open().page.Has(`value="Amina"`, `value="077"`, `value="WN2 3EB"`)
	c.clock.Advance(31 * time.Minute)
	d.Get("/calls").Is(200).Says("Amina K.", "Not finished")
	c.desk(bo).Get("/calls").Is(200).Says("Amina K.", "Take it over", "Jo")
}

// TestTwoInOneCall: the second is shown what the first wrote beside what they wrote, and
// chooses.
func TestTwoInOneCall(t *testing.T) {
	c := newCentre(t)
	mine := c.desk(jo).ring()
	theirs := c.desk(sam)
	theirs.at = mine.at
	theirs.open().page.Says("This is Jo’s call")
	theirs.write("do=save needs=pets")
	p := mine.Post(mine.at+"/draft", mine.filled("needs=food")).Is(http.StatusConflict)
	p.Says("Sam wrote", "Help with a pet", "Food", "Keep what I wrote")
	mine.write("do=save needs=food").page.Is(http.StatusConflict).Says("Sam has written in this call").Has(`value="food" checked`)
	theirs.open().page.Has(`value="pets" checked`)
	mine.write("mine=2 needs=food").page.Has(`value="food" checked`).Hides(`value="pets" checked`)
}

func TestAWithheldAddressIsSaidToBe(t *testing.T) {
	c := newCentre(t)
	who, ctx := people.New(c.db, c), access.With(c.ctx, bo)
	if err := who.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	hits, err := who.Search(ctx, "khan", 1)
	if err != nil || len(hits) != 1 {
		t.Fatal(hits, err)
	}
	if err := who.Mark(ctx, hits[0].Person, nil, []people.Label{people.AddressWithheld}); err != nil {
		t.Fatal(err)
	}
	d := c.desk(jo).ring().write("do=search terms=khan")
	d.page.Says("Address withheld").Hides("High Street")
	d.write("person=" + string(hits[0].Person)).page.Says("Address withheld").Hides("High Street")
}

func TestTwoAgentsOnOnePerson(t *testing.T) {
	c := newCentre(t)
	pick := func(d *desk) *desk {
		d.write("do=search terms=khan")
		_, id, _ := strings.Cut(d.page.Body, `name="person" value="`)
		return d.write("person=" + id[:36])
	}
	pick(c.desk(sam).ring())
	pick(c.desk(jo).ring()).page.Says("Sam is on a call about this person now.")
}

// TestACallBegunOnSomebodysPage: nobody looks them up twice.
func TestACallBegunOnSomebodysPage(t *testing.T) {
	c := newCentre(t)
	hits, err := people.New(c.db, c).Search(c.ctx, "khan", 1)
	if err != nil || len(hits) != 1 {
		t.Fatal(hits, err)
	}
	person, err := people.New(c.db, c).Person(c.ctx, hits[0].Person)
	if err != nil {
		t.Fatal(err)
	}
	for who, shown := range map[access.Role]bool{access.Agent: true, access.Analyst: false, access.Governance: false} {
		ctx := access.With(c.ctx, access.Principal{Account: "x", Grants: []access.Grant{{Role: who}}})
		if body, err := callweb.StartPanel().Show(ctx, person); err != nil || (body != nil) != shown {
			t.Errorf("%s: a way to begin a call is shown: %v, %v", who, body != nil, err)
		}
	}
	d := c.desk(jo)
	d.at = d.Post("/calls", url.Values{"person": {string(person.ID)}}).Is(http.StatusSeeOther).Location
	d.open().page.Says("Before you get in touch", "Amina Khan", "Urdu, needs an interpreter", "07700 900123")
	d.Post("/calls", url.Values{"person": {"0190163d-8694-739b-aea5-966c26f8ad91"}}).Is(http.StatusNotFound)
	d.Post("/calls", url.Values{"person": {"nonsense"}}).Is(http.StatusUnprocessableEntity)
}

func TestCallsThatEndWithoutARequest(t *testing.T) {
	c := newCentre(t)
	for words, want := range map[string]string{
		"do=end outcome=answered needs=food":            "No record of anybody was made",
		"do=safe-exit safe=no":                          "it was not safe to talk",
		"do=end outcome=wrong-number":                   "Wrong number",
		"do=end outcome=rang-off":                       "kept for a day",
		"do=end outcome=call-back back-at=2pm":          "Ring back in 2 hours",
		"do=end outcome=call-back back-at=9.30":         "That time is past",
		"do=end outcome=call-back back-at=soon":         "like 14:30",
		"do=end outcome=request needs=pets":             "Say who it is for",
		"do=nameless":                                   "You do not have to say who you are",
		"do=end outcome=call-back back-at=":             "Enter the time to ring back",
		"do=end outcome=nothing":                        "no longer in the list",
		"do=search terms=x":                             "Nobody is found",
		"do=search terms=" + strings.Repeat("x", 200):   "100 characters",
		"do=save postcode=nowhere pages=where do=other": "Nothing yet",
	} {
		c.desk(jo).ring().write(words).page.Says(want)
	}
	c.desk(jo).Get("/calls").Is(200).Says("Ring back", "The caller rang off", "Answered on the spot 1").Has("Ring back: <")
}

func TestASessionThatExpiredLosesNothing(t *testing.T) {
	c := newCentre(t)
	d := c.desk(jo).ring()
	p := c.As(access.Principal{}).Post(d.at, d.filled("do=save own_words=Nothing_left needs=food"))
	p.Is(http.StatusUnauthorized).Has("Nothing left")
	c.As(jo).Post(d.at+"/draft", url.Values{"version": {"1"}, "pages": {"needs"}, "needs": {"food"}}).Is(200).Says("Saved at")
	d.open().page.Has(`value="food" checked`)
}

func TestACallerIsFoundByTheReferenceOfTheirRequest(t *testing.T) {
	c := newCentre(t)
	asked := people.Hit{Person: "1", Record: people.Record{ID: "1"}}
	asked.Record.GivenNames = "Bilal"
	c.asked = map[string][]people.Hit{"7K3D-9M2": {asked}}
	d := c.desk(jo).ring()
	d.page.Says("the reference of a request")
	d.write("do=search terms=7K3D-9M2").page.Says("1 person found.", "Bilal")
}

// TestCallsOnTheCoordinationPage: a call that broke off stands there with the way to take
// it over, one that was not safe until somebody has seen to it.
func TestCallsOnTheCoordinationPage(t *testing.T) {
	c := newCentre(t)
	watch := func(who access.Principal) (boardview.Section, bool) {
		t.Helper()
		section, theirs, err := callweb.Watch(c.calls)(access.With(c.ctx, who))
		if err != nil {
			t.Fatal(err)
		}
		return section, theirs
	}
	c.desk(jo).ring().write("do=new").write("do=save first_name=Amina last_name=Khan needs=food")
	unsafe := c.desk(jo).ring().write("do=end outcome=safe-exit")
	if section, theirs := watch(bo); !theirs || section.Count != 1 || !section.Red || section.Table.Rows[0].Cells[0].Text != "Not kept" {
		t.Errorf("at once there stands %+v", section)
	}
	c.clock.Advance(31 * time.Minute)
	section, _ := watch(bo)
	if section.Count != 2 || section.Table.Rows[1].Cells[0].Text != "Amina K." || section.Table.Rows[1].Cells[1].Text != "Jo" {
		t.Errorf("half an hour later there stands %+v", section)
	}
	if _, theirs := watch(jo); theirs {
		t.Error("an agent is shown everybody's calls")
	}
	c.As(jo).Post(unsafe.at+"/seen-to", nil).Is(http.StatusForbidden)
	c.As(bo).Post(unsafe.at+"/seen-to", nil).LeadsTo("/coordination")
	if section, _ = watch(bo); section.Count != 1 || section.Red {
		t.Errorf("seen to, there stands %+v", section)
	}
}
