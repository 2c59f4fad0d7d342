package messagesweb_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/messages/messagesweb"
)

// desk is a hub at its messages.
type desk struct {
	*messagestest.Post
	t                 *testing.T
	site              *webtest.Site
	hub, leigh, admin *webtest.Browser
}

const token = "a long token of tests"

func newDesk(t *testing.T) *desk {
	t.Helper()
	p := messagestest.New(t)
	d := &desk{Post: p, t: t}
	d.site = webtest.New(t, db.CallerOf(p.Ctx).Borough, p.Clock, nil)
	d.site.Mount(messagesweb.Pages(p.Service, p.People, func() notify.Callbacks { return notify.Callbacks{Token: token} }))
	d.hub, d.leigh = d.site.As(messagestest.Hub), d.site.As(messagestest.Leigh)
	d.admin = d.site.As(access.Principal{Account: "admin", Name: "Ad Min", Grants: []access.Grant{{Role: access.Admin}}})
	return d
}

var secrets = []string{"Amina", "Khan", "High Street", "07700 900123", "amina@example.org", "123456"}

func TestAnEmptyList(t *testing.T) {
	d := newDesk(t)
	d.hub.Get("/admin/messages").Is(200).Says("Nothing needs you.", "Need somebody (0)")
	d.hub.Get("/admin/messages?view=print").Is(200).Says("No letter waits to be printed.")
	d.hub.Get("/admin/messages?view=nonsense").Is(200).Says("Nothing needs you.")
	d.site.Browser("").Get("/admin/messages").Is(303)
	d.site.As(access.Principal{Account: "v", Grants: []access.Grant{{Role: access.Volunteer}}}).Get("/admin/messages").Is(403)
}

func TestWhatDidNotArriveIsSentAgain(t *testing.T) {
	d := newDesk(t)
	d.Box.BreakNotify(postbox.Fault{Status: 400, Kind: "ValidationError"})
	id := d.Queued(messagestest.Order(d.Person(messagestest.Safely("text"))))
	d.Send(id)
	d.Send(id)
	for _, b := range []*webtest.Browser{d.hub, d.admin} {
		b.Get("/admin/messages").Is(200).Says("Need somebody (1)", "We have your request", "Text", "Did not arrive", "Send again").Hides(secrets...)
	}
	d.leigh.Get("/admin/messages").Is(200).Says("Need somebody (0)").Hides("We have your request")
	again := "/admin/messages/" + string(id) + "/send-again"
	d.leigh.Post(again, nil).Is(404)
	d.Box.Mend()
	d.hub.Post(again, nil).LeadsTo("/admin/messages")
	d.hub.Get("/admin/messages").Says("It goes once more", "Nothing needs you.")
	d.hub.Post(again, nil).Is(409)
	d.Send(id)
	d.Arrived(1)
	d.hub.Get("/admin/messages?view=sent").Is(200).Says("Sent (1)", "We have your request").Hides(secrets...)
	d.hub.Post("/admin/messages/nonsense/send-again", nil).Is(422)
}

// knock posts what Notify tells, as Notify does: without a session or a form's token.
func (d *desk) knock(path, authorization, body string) int {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.Header.Set("Authorization", authorization)
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	d.site.ServeHTTP(recorder, request)
	return recorder.Code
}

func TestNotifyTellsItsNews(t *testing.T) {
	d := newDesk(t)
	id := d.Queued(messagestest.Order(d.Person(messagestest.Safely("text"))))
	d.Send(id)
	receipt := `{"id":"x","reference":"` + d.Arrived(1)[0].Reference + `","status":"delivered"}`
	text := `{"id":"t1","source_number":"447700900123","message":"Hello","date_received":"2020-04-07T12:00:00Z"}`
	for _, authorization := range []string{"", "Bearer ", "Bearer another", token} {
		if code := d.knock("/hooks/notify/receipts", authorization, receipt); code != 403 {
			t.Errorf("%q was answered %d", authorization, code)
		}
		if code := d.knock("/hooks/notify/texts", authorization, text); code != 403 {
			t.Errorf("%q was answered %d", authorization, code)
		}
	}
	if all, err := d.Unread(d.As(messagestest.Hub)); err != nil || len(all) != 0 {
		t.Errorf("a stranger's text was kept: %v, %v", all, err)
	}
	// Notify calls more often in a minute than a person may send forms.
	for range 100 {
		if code := d.knock("/hooks/notify/receipts", "Bearer "+token, receipt); code != 204 {
			t.Fatalf("a receipt was answered %d", code)
		}
	}
	if code := d.knock("/hooks/notify/texts", "Bearer "+token, text); code != 204 {
		t.Errorf("a text was answered %d", code)
	}
	d.hub.Get("/admin/messages?view=sent").Says("Delivered")
	if all, err := d.Unread(d.As(messagestest.Hub)); err != nil || len(all) != 1 {
		t.Errorf("unread are %v, %v", all, err)
	}
	for _, wrong := range []string{"", "{}", "nonsense", strings.Repeat("x", 70<<10)} {
		for _, door := range []string{"/hooks/notify/receipts", "/hooks/notify/texts"} {
			if code := d.knock(door, "Bearer "+token, wrong); code < 400 || code >= 500 {
				t.Errorf("%d bytes were answered %d", len(wrong), code)
			}
		}
	}
}
