package messagesweb_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/messages/messagesweb"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleweb"
)

var key = regexp.MustCompile(`name="key" value="([^"]+)"`)

// letter is the form of a letter as its page gives it.
func letter(t *testing.T, page webtest.Page, more url.Values) url.Values {
	t.Helper()
	found := key.FindStringSubmatch(page.Body)
	if found == nil {
		t.Fatal("the page has no form")
	}
	form := url.Values{"key": {found[1]}, "do": {"send"}}
	for name, values := range more {
		form[name] = values
	}
	return form
}

func write(r people.Record) string { return "/people/" + string(r.ID) + "/write" }

func TestALetterIsChosenLookedAtAndSent(t *testing.T) {
	d := newDesk(t)
	r := d.Person(nil)
	d.hub.Get(write(r)).Is(200).Says("Write to Amina Khan", "Which letter?", "Please ring us", "It says nothing of the service").Hides("We have your request")
	page := d.hub.Get(write(r)+"?letter=appointment").Is(200).Says("When we will come", "Dear Amina", "······", "How should it go?", "Day and time", "To 07700 900123")
	form := letter(t, page, url.Values{"letter": {"appointment"}, "way": {"text"}})
	d.hub.Post(write(r), form).Is(422).Says("Enter day and time")
	form.Set("field-appointment", "Monday at 10")
	form.Set("do", "look")
	d.hub.Post(write(r), form).Is(200).Says("We will come on Monday at 10.")
	form.Set("do", "send")
	for range 2 { // a second press sends nothing more
		d.hub.Post(write(r), form).LeadsTo("/people/" + string(r.ID))
	}
	if err := d.SendDue(d.Ctx); err != nil {
		t.Fatal(err)
	}
	if got := d.Arrived(1)[0]; !strings.Contains(got.Body, "Monday at 10") || got.Channel != notify.Text {
		t.Errorf("arrived as %+v", got)
	}
}

func TestWhatIsNotSafeIsSaidAndNotSent(t *testing.T) {
	d := newDesk(t)
	r := d.Person(messagestest.Safely("letter"))
	page := d.hub.Get(write(r)+"?letter=appointment").Is(200).Says("No text:", "They have not said that it is safe to text them.", "No email:", "Print it now")
	form := letter(t, page, url.Values{"letter": {"appointment"}, "way": {"text"}, "field-appointment": {"Monday"}})
	d.hub.Post(write(r), form).Is(409).Says("They have not said that it is safe to text them.")
	form.Set("way", "pigeon")
	d.hub.Post(write(r), form).Is(422).Says("Choose how it is to go.")
	form.Set("letter", "received")
	d.hub.Post(write(r), form).Is(404)
	d.hub.Get(write(r) + "?letter=received").Is(404)
	d.leigh.Get(write(r)).Is(404)
	d.leigh.Post(write(r), form).Is(404)
	d.site.As(access.Principal{Account: "v", Grants: []access.Grant{{Role: access.Volunteer}}}).Get(write(r)).Is(403)
	d.Arrived(0)
}

func TestACardForTheDoorIsPrinted(t *testing.T) {
	d := newDesk(t)
	r := d.Person(func(n *people.NewRecord) { messagestest.Safely("call", "visit")(n) })
	page := d.hub.Get(write(r)+"?letter=card").Is(200).Says("We called and missed you.", "Print it now").Hides("High Street")
	form := letter(t, page, url.Values{"letter": {"card"}, "do": {"print"}})
	got := d.hub.Post(write(r), form).Is(200)
	if !strings.HasPrefix(got.Body, "%PDF-") || got.Header.Get("Content-Type") != "application/pdf" || strings.Contains(got.Header.Get("Content-Disposition"), "Amina") {
		t.Errorf("got %q, %v", got.Body[:20], got.Header)
	}
	told, err := journal.About(d.DB.Read(d.Ctx), []string{string(r.ID)}, 5)
	if err != nil || told[0].Verb != "printed a letter" || told[0].Actor != "hub" {
		t.Errorf("the journal says %+v, %v", told, err)
	}
}

func TestALetterInArabicIsPrintedFromItsPage(t *testing.T) {
	d := newDesk(t)
	r := d.Person(func(n *people.NewRecord) { messagestest.Safely("letter")(n); n.Language = "Arabic" })
	page := d.hub.Get(write(r)+"?letter=ring").Is(200).Says("Nobody who speaks Arabic has checked these words.", "The same in English", "Please ring").Has(`dir="rtl"`, `lang="ar"`)
	form := letter(t, page, url.Values{"letter": {"ring"}, "do": {"print"}})
	d.hub.Post(write(r), form).Is(200).Says("Print a letter", "1 High Street").Has(`class="kith-letter"`, `dir="rtl"`)
}

func TestALetterThatWaitsIsPrintedAndPosted(t *testing.T) {
	d := newDesk(t)
	r := d.Person(func(n *people.NewRecord) { messagestest.Safely("letter")(n); n.Language = "Arabic" })
	id := d.Queued(messagestest.Order(r))
	d.Send(id)
	d.hub.Get("/admin/messages?view=print").Is(200).Says("To print (1)", "Print", "It is posted").Hides(secrets...)
	print := "/admin/messages/" + string(id) + "/print"
	d.hub.Get(print).Is(200).Says("Amina", "7K3D-9M2", "123456")
	d.leigh.Get(print).Is(404)
	posted := "/admin/messages/" + string(id) + "/posted"
	d.leigh.Post(posted, nil).Is(404)
	d.hub.Post(posted, nil).LeadsTo("/admin/messages?view=print")
	d.hub.Post(posted, nil).Is(409)
	d.hub.Get(print).Is(409)
}

func TestTextsAreRead(t *testing.T) {
	d := newDesk(t)
	d.Person(nil)
	d.hub.Get("/admin/messages/texts").Is(200).Says("Every text has been read.")
	for _, in := range []notify.Inbound{{ID: "1", From: "447700900123", Text: "I need <b>milk</b>", At: messagestest.Noon}, {ID: "2", From: "447700900999", Text: "Who are you?", At: messagestest.Noon}} {
		if err := d.Receive(d.Ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	d.hub.Get("/admin/messages/texts").Is(200).Says("From 07700 900123", "I need <b>milk</b>", "Open the person").Hides("Who are you?")
	point := d.site.As(messagestest.Point)
	point.Get("/admin/messages/texts").Is(200).Says("Who are you?", "It is not known whose number this is")
	all, err := d.Unread(d.As(messagestest.Hub))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	read := "/admin/messages/texts/" + string(all[0].ID) + "/read"
	d.leigh.Post(read, nil).Is(404)
	d.hub.Post(read, nil).LeadsTo("/admin/messages/texts")
	d.hub.Get("/admin/messages/texts").Says("Every text has been read.")
}

func TestMessagesStandOnThePersonsPage(t *testing.T) {
	d := newDesk(t)
	d.site.Mount(peopleweb.Pages(d.People, nil, messagestest.Around{Post: d.Post}, messagesweb.Panel(d.Service)))
	r := d.Person(messagestest.Safely("text"))
	page := "/people/" + string(r.ID)
	d.hub.Get(page).Is(200).Says("What is written to them, and the texts they send, appear here.", "Write to them")
	d.Box.BreakNotify(postbox.Fault{Status: 400, Times: 1})
	id := d.Queued(messagestest.Order(r))
	d.Send(id)
	d.Send(id)
	if err := d.Receive(d.Ctx, notify.Inbound{ID: "1", From: "447700900123", Text: "Thank you", At: messagestest.Noon}); err != nil {
		t.Fatal(err)
	}
	d.hub.Get(page).Is(200).Says("Text: We have your request", "Did not arrive", "Text from them", "Thank you", "To be read")
	analyst := d.site.As(access.Principal{Account: "analyst", Grants: []access.Grant{{Role: access.Analyst}}})
	analyst.Get(page).Is(200).Hides("Thank you", "Write to them")
}
