package protocolsweb

import (
	"context"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
)

// lesson is something learned of a person that stops their work, as its form asks for it.
type lesson interface {
	title() string
	path() string
	fact() people.FactKind
	parsers() []forms.Parser
	// parse reads what was typed and reports whether all of it is right.
	parse(values url.Values) bool
	fill(r people.Record)
	// tell writes what was typed, and where it routes, over what is known of the person.
	tell(ctx context.Context, p *pages, to *people.Record) error
	// follows is what would come of it.
	follows(ctx context.Context, p *pages, who people.Person, to people.Record) (preview, error)
	// then carries it out, once it is written down.
	then(ctx context.Context, p *pages, who people.Person, to people.Record) error
	inputs() templ.Component
}

// preview is what would come of what was typed.
type preview struct {
	ends, goes []protocols.Halt
	notes      []string
	moves      []string // requests that go to another hub
}

func previewOf(all []protocols.Halt) (v preview) {
	for _, h := range all {
		if h.To != "" {
			v.goes = append(v.goes, h)
		} else {
			v.ends = append(v.ends, h)
		}
	}
	return v
}

// learned is the page of a lesson.
type learned struct {
	lesson
	who    people.Person
	seen   forms.Hidden
	shown  bool // what comes of it is shown
	comes  preview
	now    string   // what is noted already
	others []string // what somebody else has changed meanwhile
	roles  map[string]string
}

func address(who people.Person) string { return "/people/" + string(who.ID) }

func newSeen() forms.Hidden { return forms.Hidden{Name: "seen", Required: true} }

// begin reads the person of the address, whom the caller must be able to change.
func (p *pages) begin(r *http.Request, l lesson) (*learned, error) {
	who, err := p.personOf(r)
	if err != nil {
		return nil, err
	}
	if !people.MayEdit(access.From(r.Context()), who) {
		return nil, fault.New(fault.Forbidden, "protocols.not-yours", "Only staff of their own hub, and of the coordination point, can say this of them.")
	}
	book, err := p.protocols.Book(r.Context())
	return &learned{lesson: l, who: who, seen: newSeen(), now: who.Current().Says(l.fact()), roles: book.Words().Role}, err
}

func (p *pages) learnPage(make func() lesson) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := p.begin(r, make())
		if err != nil {
			return err
		}
		l.fill(l.who.Current())
		l.seen.Set(l.who.Seen())
		return p.showLearned(w, r, http.StatusOK, l, nil)
	}
}

func (p *pages) showLearned(w http.ResponseWriter, r *http.Request, status int, l *learned, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{Title: l.title(), Section: "People", Back: address(l.who), Errors: wrong, Body: learnBody(l)})
}

// learn shows what would come of what was typed; with sure it writes it down and carries it
// out.
func (p *pages) learn(make func() lesson, sure bool) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := p.begin(r, make())
		if err != nil {
			return err
		}
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		right := forms.Parse(values, &l.seen)
		if !l.parse(values) || !right {
			return p.showLearned(w, r, http.StatusUnprocessableEntity, l, forms.Errors(append([]forms.Parser{&l.seen}, l.parsers()...)...))
		}
		to := l.who.Current()
		if err := l.tell(r.Context(), p, &to); err != nil {
			return err
		}
		if l.comes, err = l.follows(r.Context(), p, l.who, to); err != nil {
			return err
		}
		l.shown = true
		if !sure {
			return p.showLearned(w, r, http.StatusOK, l, nil)
		}
		return p.carryOut(w, r, l, to)
	}
}

func (p *pages) carryOut(w http.ResponseWriter, r *http.Request, l *learned, to people.Record) error {
	err := p.people.Change(r.Context(), l.who.ID, people.Edit{Seen: l.seen.Value(), To: to})
	if kind := fault.KindOf(err); err != nil && (kind == fault.Stale || kind == fault.Conflict) {
		return p.overtaken(w, r, l, of(l.fact(), to), err)
	}
	if err == nil {
		err = l.then(r.Context(), p, l.who, to)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "It is noted, and what was to stop has stopped")
	if who, err := p.people.Person(r.Context(), l.who.ID); err != nil || who.ID == "" {
		return web.Redirect(w, r, "/people") // they are another hub's now
	}
	return web.Redirect(w, r, address(l.who))
}

// overtaken shows the page anew after somebody else has changed the person, with who
// changed what and all that was typed.
func (p *pages) overtaken(w http.ResponseWriter, r *http.Request, l *learned, yours people.Record, err error) error {
	now, all, failed := p.people.Differences(r.Context(), l.who.ID, &people.Edit{Seen: l.seen.Value(), To: yours})
	if failed != nil {
		return failed
	}
	for _, d := range all {
		l.others = append(l.others, string(d.Kind)+": “"+d.Theirs+"”, by "+p.around.AccountName(r.Context(), d.By))
	}
	l.who, l.now = now, now.Current().Says(l.fact())
	l.seen.Set(now.Seen())
	return p.showLearned(w, r, web.Status(err), l, []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}})
}

// of is what a lesson says and nothing else, so that whatever others wrote shows.
func of(kind people.FactKind, r people.Record) (only people.Record) {
	if kind == people.MovedFact {
		only.Moved, only.Address = r.Moved, r.Address
		return only
	}
	only.StopAsked = r.StopAsked
	return only
}

// takeBack takes away what was noted. What has stopped stays as it ended: whoever is to have
// help again asks for it, or has it taken up again.
func (p *pages) takeBack(make func() lesson) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := p.begin(r, make())
		if err != nil {
			return err
		}
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		if !forms.Parse(values, &l.seen) {
			return p.showLearned(w, r, http.StatusUnprocessableEntity, l, forms.Errors(&l.seen))
		}
		to := l.who.Current()
		to.StopAsked, to.Moved = clear(l.fact(), to)
		err = p.people.Change(r.Context(), l.who.ID, people.Edit{Seen: l.seen.Value(), To: to})
		if fault.KindOf(err) == fault.Stale && err != nil {
			l.fill(l.who.Current())
			return p.overtaken(w, r, l, people.Record{}, err)
		}
		if err != nil {
			return err
		}
		web.Flash(w, r, "It is taken back. Work that has ended stays ended: take up again what they want")
		return web.Redirect(w, r, address(l.who))
	}
}

func clear(kind people.FactKind, r people.Record) (people.StopAsked, people.Moved) {
	if kind == people.MovedFact {
		return r.StopAsked, people.Moved{}
	}
	return people.StopAsked{}, r.Moved
}

// haltTable lists work with what becomes of it.
func haltTable(caption string, all []protocols.Halt, roles map[string]string) govuk.Table {
	t := govuk.Table{
		Caption: caption, CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Work"}, {Text: "It stands at"}, {Text: "What becomes of it"}},
	}
	for _, h := range all {
		becomes := "Ends: " + h.Ends
		if h.To != "" {
			becomes = "Goes on: " + h.To
			if role := roles[h.Role]; role != "" {
				becomes += ", with the " + role
			}
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: h.Name}, {Text: h.At}, {Text: becomes}}})
	}
	return t
}
