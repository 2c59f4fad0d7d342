package verifyweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
)

const jeans = ident.Reference("7K3D-9M2")

var nobodys = number(7)

// counter is a borough in which one number counts.
type counter struct {
	*webtest.Browser
	tried   *volunteers.Service
	pages   *pages
	clock   *clock.Manual
	proof   *volunteers.Proof // nil once it was taken from her
	seen    []journal.Entry
	paused  []time.Time
	asked   int
	b       *blueprint.Blueprint
	borough string
}

func (c *counter) Proves(_ context.Context, number ident.Reference) (volunteers.Proof, bool, error) {
	c.asked++
	if number != jeans || c.proof == nil {
		return volunteers.Proof{}, false, nil
	}
	return *c.proof, true, nil
}

func (c *counter) MayTry(ctx context.Context, network string) (bool, error) {
	return c.tried.MayTry(ctx, network)
}

func (c *counter) TriedWrong(ctx context.Context, network string) (bool, error) {
	return c.tried.TriedWrong(ctx, network)
}

func (c *counter) Saw(_ context.Context, e journal.Entry) error {
	c.seen = append(c.seen, e)
	return nil
}

func (c *counter) Current(context.Context) (*blueprint.Blueprint, error) { return c.b, nil }

func open(t *testing.T) *counter {
	c := &counter{borough: db.CallerOf(dbtest.Context(t)).Borough, clock: clock.NewManual(time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)), b: blueprinttest.Load(t, nil)}
	c.proof = &volunteers.Proof{FirstName: "Jean", May: []string{"Collect medicines", "Walk a dog"}, Until: day.New(2020, 12, 24)}
	c.tried = volunteers.New(dbtest.NewWith(t, db.Config{Clock: c.clock}, journal.Migrations(), places.Static().Migrations,
		people.Static().Migrations, organisations.Static().Migrations, volunteers.Static().Migrations), nil, nil)
	c.tried.KeyedBy([]byte("a key of the tests"))
	c.pages = newPages(c, c, c)
	c.pages.pause = func(_ context.Context, began time.Time) { c.paused = append(c.paused, began) }
	site := webtest.New(t, c.borough, c.clock, nil)
	site.Mount(c.pages.routes())
	c.Browser = site.Browser("")
	return c
}

// number is a number that passes the check, of nobody.
func number(i int) ident.Reference {
	return ident.NewReference(strings.NewReader(strings.Repeat(fmt.Sprintf("%08d%08d%08d", i, i+1000, i+2000), 100)))
}

func TestANumberThatCountsSaysWhoAndWhat(t *testing.T) {
	c := open(t)
	c.Get(Path).Is(200).Says("Check a volunteer", "like 7K3D-9M2")
	for name, page := range map[string]webtest.Page{
		"typed":   c.Post(Path, url.Values{"number": {" 7k3d 9m2 "}}),
		"scanned": c.Get(Path + "/7K3D-9M2"),
	} {
		page.Is(200).Says("Valid", "Jean", "Collect medicines", "Walk a dog", "24 December 2020", "never handle controlled drugs").
			Has(`name="robots" content="noindex`)
		if got := page.Header.Get("X-Robots-Tag"); got != "noindex, nofollow" {
			t.Errorf("%s: robots are told %q", name, got)
		}
		if page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: the answer may be kept: %v", name, page.Header)
		}
		page.Hides("<img")
	}
	c.proof.Photo = []byte("a face")
	c.Get(Path+"/7K3D-9M2").Is(200).Has(`src="data:image/jpeg;base64,YSBmYWNl"`, `alt="Photo of Jean"`)
}

// Whatever does not count is answered by the same page, to the letter.
func TestWhatDoesNotCountIsAnsweredAlike(t *testing.T) {
	c := open(t)
	unknown := c.Get(Path+"/"+string(nobodys)).Is(200).Says("Not valid", "Do not hand anything over", "Ring us")
	c.proof = nil // paused, or taken from her
	taken := c.Get(Path + "/" + string(jeans)).Is(200)
	if same(unknown.Body) != same(taken.Body) || !reflect.DeepEqual(names(unknown.Header), names(taken.Header)) {
		t.Errorf("one says\n%s\nthe other\n%s", unknown.Body, taken.Body)
	}
	typed := c.Post(Path, url.Values{"number": {string(nobodys)}}).Is(200)
	if same(typed.Body) != same(unknown.Body) {
		t.Errorf("typed it says\n%s", typed.Body)
	}
	if len(c.paused) != 3 {
		t.Errorf("%d of 3 answers took their time", len(c.paused))
	}
}

// same is a page without what is another each time.
func same(page string) string {
	var lines []string
	for line := range strings.Lines(page) {
		if !strings.Contains(line, "csrf") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

func names(h http.Header) map[string]bool {
	all := map[string]bool{}
	for name := range h {
		if name != "Set-Cookie" {
			all[name] = true
		}
	}
	return all
}

func TestWhatIsTakenFromSomebodyIsGoneWithTheNextLook(t *testing.T) {
	c := open(t)
	c.Get(Path + "/7K3D-9M2").Says("Valid")
	c.proof = nil
	c.Get(Path + "/7K3D-9M2").Says("Not valid").Hides("Jean")
}

func TestANumberThatCannotBeOneIsMended(t *testing.T) {
	c := open(t)
	for typed, says := range map[string]string{
		"":         "Enter the number on the letter or card",
		"7K3D":     "Enter the whole number",
		"7K3D-9M3": "One letter or number is wrong",
		"K73D-9M2": "two have changed places",
		"7K3D-9M*": "a sign in it",
		"<b>7</b>": "a sign in it",
	} {
		page := c.Post(Path, url.Values{"number": {typed}}).Is(422).Says(says)
		if typed == "7K3D-9M3" {
			page.Has(`value="7K3D-9M3"`)
		}
	}
	c.Get(Path + "/7K3D-9M3").Is(422).Says("One letter or number is wrong")
	if c.asked > 0 {
		t.Errorf("the register was asked %d times", c.asked)
	}
}

func TestNumbersCannotBeTriedOut(t *testing.T) {
	c := open(t)
	for i := range 10 {
		c.Get(Path + "/" + string(number(i))).Is(200).Says("Not valid")
	}
	shut := c.Get(Path + "/" + string(jeans)).Is(429).Says("Too many wrong numbers").Hides("Jean")
	if shut.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
	c.Post(Path, url.Values{"number": {string(jeans)}}).Is(429).Says("Too many wrong numbers").Hides("Jean")
	if c.asked != 10 {
		t.Errorf("the register was asked %d times", c.asked)
	}
	c.clock.Advance(15 * time.Minute)
	c.Get(Path + "/" + string(jeans)).Is(200).Says("Jean")
}

func TestNumbersCannotBeTriedOutFromManyPlaces(t *testing.T) {
	c := open(t)
	elsewhere := db.As(t.Context(), db.Caller{Borough: c.borough, Actor: "public"})
	for i := range 100 {
		if counted, err := c.tried.TriedWrong(elsewhere, fmt.Sprintf("192.0.2.%d/32", i)); err != nil || !counted {
			t.Fatal(counted, err)
		}
		if i == 98 {
			c.Get(Path + "/" + string(jeans)).Is(200)
		}
	}
	c.Get(Path + "/" + string(jeans)).Is(429)
	c.clock.Advance(time.Hour)
	c.Get(Path + "/" + string(jeans)).Is(200)
}

// Of many who ask at once no more are answered than of as many one after the other.
func TestNumbersCannotBeTriedOutAllAtOnce(t *testing.T) {
	c := open(t)
	var told atomic.Int32
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if c.Get(Path+"/"+string(number(i))).Status == 200 {
				told.Add(1)
			}
		})
	}
	all.Wait()
	if told.Load() != 10 || c.asked != 10 {
		t.Errorf("%d of 40 were told, the register was asked %d times", told.Load(), c.asked)
	}
}

// Looks at numbers that count are no tries: a pharmacy checks as many as come.
func TestAPharmacyMayCheckAsManyAsCome(t *testing.T) {
	c := open(t)
	for range 50 {
		c.Get(Path + "/" + string(jeans)).Is(200)
	}
}

func TestEachLookIsCountedAndNobodyIsNamed(t *testing.T) {
	c := open(t)
	c.Get(Path + "/" + string(jeans))
	c.Post(Path, url.Values{"number": {string(nobodys)}})
	if len(c.seen) != 2 {
		t.Fatalf("%d looks are counted", len(c.seen))
	}
	for i, want := range []map[string]any{{"valid": true, "how": "scanned"}, {"valid": false, "how": "typed"}} {
		e := c.seen[i]
		if !reflect.DeepEqual(e.Data, want) || len(e.Objects) > 0 || e.Subject != "" {
			t.Errorf("look %d is %+v", i, e)
		}
	}
}

func TestAnAnswerTakesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		pause(t.Context(), began)
		if took := time.Since(began); took != leastTime {
			t.Errorf("an answer took %v", took)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		pause(gone, time.Now())
		if took := time.Since(began); took != leastTime {
			t.Errorf("whoever went away was waited for: %v", took)
		}
	})
}
