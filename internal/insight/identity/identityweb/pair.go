package identityweb

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/insight/identity"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// pairView is two people as the page compares them.
type pairView struct {
	identity.Pair
	now   time.Time
	names [2]string
	lines []line
	steps []step
}

// line is one thing as the two have it.
type line struct{ what, a, b string }

// verdict is whether the two agree; "" where that tells nothing of who they are.
func (l line) verdict() string {
	switch {
	case l.a == "" || l.b == "":
		return ""
	case strings.EqualFold(l.a, l.b):
		return "Same"
	}
	return "Different"
}

func (p *pages) pair(w http.ResponseWriter, r *http.Request) error {
	a, b, err := two(r.PathValue("a"), r.PathValue("b"))
	if err != nil {
		return err
	}
	v := &pairView{now: p.around.Now()}
	if v.Pair, err = p.identity.Pair(r.Context(), a, b); err != nil {
		return p.goOn(w, r, err)
	}
	v.fill(func(hood string) string { return p.around.HoodName(r.Context(), hood) })
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Are these one person?", Wide: true, Back: queuePath, Section: section, Body: pairPage(v)})
}

// fill puts the two in words.
func (v *pairView) fill(hood func(string) string) {
	a, b := v.People[0].Current(), v.People[1].Current()
	v.names = [2]string{a.Name(), b.Name()}
	add := func(what string, of func(p people.Person, r people.Record) string) {
		if l := (line{what, of(v.People[0], a), of(v.People[1], b)}); l.a != "" || l.b != "" {
			v.lines = append(v.lines, l)
		}
	}
	add("Name", func(_ people.Person, r people.Record) string { return r.Name() })
	add("Date of birth", func(_ people.Person, r people.Record) string { return r.BirthDate.Long() })
	for _, kind := range []people.FactKind{people.NHSNumberFact, people.PhoneFact, people.EmailFact} {
		add(string(kind), func(_ people.Person, r people.Record) string { return r.Says(kind) })
	}
	add("Address", func(_ people.Person, r people.Record) string { return strings.Join(r.AddressLines(), ", ") })
	add("Hub", func(_ people.Person, r people.Record) string { return hood(r.Neighbourhood) })
	for _, kind := range []people.FactKind{people.LanguageFact, people.PracticeFact, people.LedByFact, people.DeceasedFact, people.MovedFact} {
		add(string(kind), func(_ people.Person, r people.Record) string { return r.Says(kind) })
	}
	v.steps = stepsOf(v.Parts)
}

// about is what is known of each that tells nothing of who they are.
func (v *pairView) about() (lines []line) {
	add := func(what string, of func(i int) string) {
		if l := (line{what, of(0), of(1)}); l.a != "" || l.b != "" {
			lines = append(lines, l)
		}
	}
	add("Marked as", func(i int) string { return labelsOf(v.People[i]) })
	add("Who said so", func(i int) string { return sources(v.People[i]) })
	add("Known since", func(i int) string { return day.Of(v.Hangs[i].Since).Long() })
	add("To be done now", func(i int) string { return counted(v.Hangs[i].Tasks, "task", "tasks") })
	add("Asked for help", func(i int) string { return counted(v.Hangs[i].Requests, "time", "times") })
	add("Contacts", func(i int) string { return counted(v.Hangs[i].Contacts, "contact", "contacts") })
	return lines
}

func counted(n int, one, many string) string {
	switch n {
	case 0:
		return "None"
	case 1:
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func labelsOf(p people.Person) string {
	var all []string
	for _, l := range p.Labels() {
		all = append(all, strings.ReplaceAll(string(l), "-", " "))
	}
	return strings.Join(all, ", ")
}

func sources(p people.Person) string {
	var all []string
	for _, r := range p.Records {
		if !slices.Contains(all, r.Source) {
			all = append(all, r.Source)
		}
	}
	return strings.Join(all, ", ")
}

// marksBoth says with what joining marks one who is not; "" where it marks nobody.
func (v *pairView) marksBoth() string {
	var all []string
	for _, label := range people.Labels() {
		if v.People[0].Has(label) != v.People[1].Has(label) {
			all = append(all, strings.ReplaceAll(string(label), "-", " "))
		}
	}
	return strings.Join(all, " and ")
}

// What can be said of two people.
const (
	doInput     = "do"
	doSame      = "same"
	doDifferent = "different"
	doPass      = "pass"
)

// decide takes what somebody says of two people, and goes on with the next.
func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	a, b, err := two(r.PathValue("a"), r.PathValue("b"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	said := forms.Hidden{Name: doInput}
	forms.Parse(values, &said)
	done, err := p.say(r.Context(), said.Value(), a, b)
	if err != nil {
		return p.goOn(w, r, err)
	}
	return p.next(w, r, done)
}

func (p *pages) say(ctx context.Context, what string, a, b people.PersonID) (done string, err error) {
	switch what {
	case doSame:
		_, err = p.identity.Same(ctx, a, b)
		return "They are one person now. It can be undone on the person's page.", err
	case doDifferent:
		return "They are kept as two people. Nobody will be asked again.", p.identity.Different(ctx, a, b)
	case doPass:
		return "You are asked about these two again at the end.", p.identity.Pass(ctx, a, b)
	}
	return "", fault.New(fault.Invalid, "identityweb.say-what", "Choose whether they are the same person, or say that you are not sure.")
}

// goOn leads to the next where somebody else was quicker; any other error is the page's.
func (p *pages) goOn(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.KindOf(err) != fault.Stale && fault.CodeOf(err) != "people.nothing-to-decide" {
		return err
	}
	return p.next(w, r, "Somebody had decided about those two already.")
}

// next shows who is to be decided about next, or the list where nobody is.
func (p *pages) next(w http.ResponseWriter, r *http.Request, done string) error {
	waiting, ok, err := p.identity.Next(r.Context())
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	if !ok {
		return web.Redirect(w, r, queuePath)
	}
	return web.Redirect(w, r, address(waiting.First, waiting.Second))
}
