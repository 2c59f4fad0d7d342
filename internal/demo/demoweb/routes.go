// Package demoweb shows what a demonstration really sent: the mails, texts and letters that
// arrived at its postbox. Nothing of it is there outside of a demonstration.
package demoweb

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/plat/web"
)

// outbox is where the page is.
const outbox = "/demo/outbox"

// most is how many arrivals are shown.
const most = 100

type pages struct{ box *postbox.Box }

// Pages are the demonstration's pages.
func Pages(box *postbox.Box) web.Pages {
	p := &pages{box: box}
	return web.Pages{
		Routes: []web.Route{
			web.Get(outbox, access.Public(), p.list),
			web.Get(outbox+"/{id}/letter", access.Public(), p.letter),
			web.Post(outbox, access.Public(), p.answer),
		},
	}
}

// Outbox leads to the page, from the banner of a demonstration.
func Outbox() govuk.Link { return govuk.Link{Label: "See what was really sent", Href: outbox} }

// form has somebody send a text to the borough.
type form struct {
	From forms.Phone
	Text forms.Text
}

func newForm() *form {
	return &form{
		From: forms.Phone{Name: "from", Label: "Number", Required: true},
		Text: forms.Text{Name: "text", Label: "Text", Required: true, Max: 918, Rows: 2},
	}
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, newForm())
}

func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, f *form) error {
	all := p.box.Arrived()
	slices.Reverse(all)
	return web.Render(w, r, status, web.Page{
		Title: "Demo outbox", Errors: forms.Errors(&f.From, &f.Text), Body: listBody(all[:min(len(all), most)], len(all), f),
	})
}

func (p *pages) letter(w http.ResponseWriter, r *http.Request) error {
	a, ok := p.box.Find(r.PathValue("id"))
	if !ok || a.PDF == nil {
		return fault.New(fault.NotFound, "demo.no-letter", "There is no such letter. The outbox keeps the last few hundred.")
	}
	web.Attachment(w, "letter.pdf", "application/pdf")
	_, err := w.Write(a.PDF)
	return err
}

// answer sends a text to the borough, as somebody's phone would.
func (p *pages) answer(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newForm()
	if !forms.Parse(values, &f.From, &f.Text) {
		return p.show(w, r, http.StatusUnprocessableEntity, f)
	}
	if err := p.box.Receive(f.From.Value().String(), f.Text.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "The text is with the borough")
	return web.Redirect(w, r, outbox)
}

// to is whom an arrival is for, as people write it.
func to(a postbox.Arrival) string {
	if a.Channel == notify.Text {
		return cmp.Or(phone.Number(a.To).National(), a.To)
	}
	return cmp.Or(a.To, "The address in the letter's window")
}

func title(a postbox.Arrival) string {
	what := map[notify.Channel]string{notify.Text: "Text", notify.Email: "Email", notify.Letter: "Letter"}[a.Channel]
	if a.Subject != "" {
		what += ": " + a.Subject
	}
	return what
}

func counted(n int) string {
	if n == 1 {
		return "1 message arrived."
	}
	return strconv.Itoa(n) + " messages arrived."
}

// linked cuts a text at its links, so that they can be followed.
func linked(text string) (pieces []piece) {
	for _, word := range strings.SplitAfter(text, " ") {
		bare := strings.TrimRight(word, " .\n")
		if strings.HasPrefix(bare, "http://") || strings.HasPrefix(bare, "https://") {
			pieces = append(pieces, piece{bare, bare}, piece{word[len(bare):], ""})
			continue
		}
		pieces = append(pieces, piece{word, ""})
	}
	return pieces
}

type piece struct{ text, href string }

func when(a postbox.Arrival) string { return a.At.In(day.London).Format("2 January at 15:04") }
