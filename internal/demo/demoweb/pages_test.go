package demoweb_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"kith/internal/demo/demoweb"
	"kith/internal/kernel/clock"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/plat/web/webtest"
)

func TestTheOutboxShowsWhatArrived(t *testing.T) {
	at := clock.System{}
	box := postbox.New(at)
	if err := box.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	site := webtest.New(t, "wigan", at, nil)
	site.Mount(demoweb.Pages(box))
	public := site.Browser("")
	public.Get("/demo/outbox").Is(200).Says("Nothing has arrived yet.")
	key, _ := notify.ParseKey(postbox.LiveKey)
	api, err := notify.NewAPI(box.NotifyURL, key, at)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := api.SendText(t.Context(), postbox.TextTemplate, "+447700900123", "r", notify.Personalisation{"body": "<b>Was it sorted?</b> http://127.0.0.1/sorted/x"}); err != nil {
		t.Fatal(err)
	}
	letter, err := api.SendPDF(t.Context(), []byte("%PDF-1.4"), "l", "")
	if err != nil {
		t.Fatal(err)
	}
	public.Get("/demo/outbox").Is(200).Says("2 messages arrived.", "To 07700 900123", "<b>Was it sorted?</b>").Has(`href="http://127.0.0.1/sorted/x"`)
	if got := public.Get("/demo/outbox/" + letter.ID + "/letter").Is(200).Body; got != "%PDF-1.4" {
		t.Errorf("the letter is %q", got)
	}
	public.Get("/demo/outbox/nobody/letter").Is(404)
	public.Post("/demo/outbox", url.Values{"from": {"12"}, "text": {""}}).Is(422).Says("Enter text")
	public.Post("/demo/outbox", url.Values{"from": {"07700 900123"}, "text": {"Stop"}}).LeadsTo("/demo/outbox")
}

func TestTheClockGoesForwardAndWhatIsDuePasses(t *testing.T) {
	at := clock.NewMovable(clock.Fixed(time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)))
	passed := 0
	site := webtest.New(t, "wigan", at, nil)
	site.Mount(demoweb.ClockPages(at, func(context.Context) error { passed++; return nil }))
	public := site.Browser("")
	public.Get("/demo/clock").Is(200).Says("It is 11:00am on Monday 20 April 2020 in this demo.", "Tomorrow at 9:05am")
	for to, wrong := range map[string]string{
		"": "Enter a date and a time", "soon": "Enter a date and a time, as 2020-04-21 09:05",
		"2020-04-20 10:59": "Enter a time that is still to come", "2022-04-20 11:00": "Enter a time within a year",
	} {
		public.Post("/demo/clock", url.Values{"to": {to}}).Is(422).Says(wrong)
	}
	public.Post("/demo/clock", url.Values{"to": {"2020-04-21 09:05"}}).LeadsTo("/demo/clock")
	public.Get("/demo/clock").Is(200).Says("It is 9:05am on Tuesday 21 April 2020 in this demo.")
	if passed != 1 {
		t.Errorf("due times were let pass %d times", passed)
	}
}
