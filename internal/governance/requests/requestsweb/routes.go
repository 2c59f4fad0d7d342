// Package requestsweb is the pages on which the governance lead answers what people ask about
// their own data.
package requestsweb

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/governance/requests"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
}

type pages struct {
	requests *requests.Service
	around   Around
}

const (
	section = "Data requests"
	path    = "/governance/requests"
)

func address(id requests.ID) string { return path + "/" + string(id) }

// Pages are the pages of requests.
func Pages(s *requests.Service, around Around) web.Pages {
	p := &pages{s, around}
	keep := access.Anyone(requests.Keepers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(path, keep, p.list),
			web.Get(path+"/new", keep, p.ask),
			web.Post(path+"/new", keep, p.record),
			web.Get(path+"/{id}", keep, p.show),
			web.Get(path+"/{id}/look", keep, p.look),
			web.Post(path+"/{id}/look", keep, p.decide),
			web.Get(path+"/{id}/copy", keep, p.copy),
			web.Get(path+"/{id}/file", keep, p.file),
			web.Post(path+"/{id}/identity", keep, p.identify),
			web.Post(path+"/{id}/extend", keep, p.extend),
			web.Post(path+"/{id}/refuse", keep, p.refuse),
			web.Post(path+"/{id}/release", keep, p.release),
			web.Post(path+"/{id}/corrected", keep, p.corrected),
			web.Post(path+"/{id}/erase", keep, p.erase),
		},
		Nav: []web.NavItem{{Label: section, Href: path, Who: keep, Order: 84}},
	}
}

// Panel is where a request is recorded on a person's page.
func Panel() peopleview.Panel {
	return peopleview.Panel{Title: "Their data", Order: 90, Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
		if !access.From(ctx).Has(requests.Keepers()...) {
			return nil, nil
		}
		return panel(path + "/new?about=person&id=" + string(p.ID)), nil
	}}
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	all, err := p.requests.All(r.Context())
	if err != nil {
		return err
	}
	apart, err := p.requests.NotApart(r.Context())
	if err != nil {
		return err
	}
	today := p.requests.Today(r.Context())
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Wide: true, Section: section, Body: listPage(summary(all, today), notApart(apart), table(all, today))})
}

// notApart warns while an erasure would be undone by a restore.
func notApart(n int) string {
	if n == 0 {
		return ""
	}
	return govuk.Counted(n, "erasure is", "erasures are") + " not kept apart from the database yet. If an older backup were restored now, it would bring back who was erased. It is tried again every five minutes; if this stays, ask whoever looks after the server to see to the folder of erasures."
}

// summary is how requests stand, in one sentence.
func summary(all []requests.Request, today day.Date) string {
	open, late := 0, 0
	for _, q := range all {
		if !q.Closed() {
			open++
		}
		if q.Late(today) {
			late++
		}
	}
	switch {
	case open == 0:
		return "Nobody waits for an answer."
	case late == 0:
		return govuk.Counted(open, "person waits", "people wait") + " for an answer. None is late."
	}
	return govuk.Counted(open, "person waits", "people wait") + " for an answer, and for " + strconv.Itoa(late) + " the time has run out."
}

func table(all []requests.Request, today day.Date) govuk.Table {
	t := govuk.Table{
		Caption: section, CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Asked for"}, {Text: "Received"}, {Text: "Answer due"}, {Text: "State"}},
		Empty:   govuk.Empty{Text: "Nobody has asked about their data. Record a request on the page of the person."},
	}
	for _, q := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: q.Kind.Says(), Href: address(q.ID)}, {Text: q.Received.Long()}, {Text: q.Due.Long()}, {Content: stateTag(q, today)},
		}})
	}
	return t
}

// stateTag is how a request stands, in a word.
func stateTag(q requests.Request, today day.Date) govuk.Tag {
	switch left := q.Due.DaysSince(today); {
	case q.State == requests.Refused:
		return govuk.Tag{Text: "Refused", Colour: govuk.Grey}
	case q.State == requests.Released:
		return govuk.Tag{Text: "Handed out", Colour: govuk.Green}
	case q.State == requests.Done:
		return govuk.Tag{Text: "Done", Colour: govuk.Green}
	case left < 0:
		return govuk.Tag{Text: govuk.Counted(-left, "day late", "days late"), Colour: govuk.Red}
	case left <= 7:
		return govuk.Tag{Text: govuk.Counted(left, "day left", "days left"), Colour: govuk.Yellow}
	default:
		return govuk.Tag{Text: strconv.Itoa(left) + " days left", Colour: govuk.Blue}
	}
}

// whose is the page of whom a request is about.
func whose(q requests.Request) string {
	if q.About == datamap.Volunteer {
		return "/volunteers/" + q.Subject
	}
	return "/people/" + q.Subject
}
