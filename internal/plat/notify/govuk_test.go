package notify_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
)

func started(t *testing.T) *postbox.Box {
	t.Helper()
	box := postbox.New(clock.Fixed(noon))
	if err := box.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return box
}

func api(t *testing.T, box *postbox.Box, key string, c clock.Clock) *notify.API {
	t.Helper()
	parsed, err := notify.ParseKey(key)
	if err != nil {
		t.Fatal(err)
	}
	a, err := notify.NewAPI(box.NotifyURL, parsed, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func govuk(t *testing.T, box *postbox.Box, key string) *notify.GOVUK {
	t.Helper()
	return notify.NewGOVUK(api(t, box, key, clock.Fixed(noon)), notify.Templates{Email: postbox.EmailTemplate, Text: postbox.TextTemplate}, notify.SecondClass)
}

var (
	aText   = notify.Message{Channel: notify.Text, Reference: "r1", To: "+447700900123", Body: "We have your request."}
	aMail   = notify.Message{Channel: notify.Email, Reference: "r2", To: "ada@example.org", Subject: "Hello", Body: "We have your request."}
	aLetter = notify.Message{Channel: notify.Letter, Reference: "r3", PDF: []byte("%PDF-1.4 …")}
)

func TestEverythingArrivesAtNotify(t *testing.T) {
	box := started(t)
	carrier := govuk(t, box, postbox.LiveKey)
	for _, m := range []notify.Message{aText, aMail, aLetter} {
		sent, err := carrier.Send(t.Context(), m)
		if err != nil || sent.ID == "" || sent.Status != notify.Accepted {
			t.Fatalf("%s: %+v, %v", m.Channel, sent, err)
		}
		got, ok := box.Find(sent.ID)
		if !ok || got.Channel != m.Channel || got.To != m.To || got.Body != m.Body || got.Subject != m.Subject || string(got.PDF) != string(m.PDF) || got.Reference != m.Reference {
			t.Errorf("%s arrived as %+v", m.Channel, got)
		}
		found, ok, err := carrier.Find(t.Context(), m.Channel, m.Reference)
		if err != nil || !ok || found.ID != sent.ID || found.Status != notify.Delivered {
			t.Errorf("%s: found %+v, %v, %v", m.Channel, found, ok, err)
		}
	}
	if _, ok, err := carrier.Find(t.Context(), notify.Text, "never-sent"); ok || err != nil {
		t.Errorf("found what was never sent: %v", err)
	}
}

func TestWhatNotifyRefusesAndWhatToDoThen(t *testing.T) {
	box := started(t)
	with := func(m notify.Message, change func(*notify.Message)) notify.Message { change(&m); return m }
	short := with(aText, func(m *notify.Message) { m.To = "+4477009" })
	long := with(aText, func(m *notify.Message) { m.Body = strings.Repeat("a", 919) })
	tests := map[string]struct {
		fault   postbox.Fault
		key     string
		message notify.Message
		trouble notify.Trouble
		code    string
		after   time.Duration
	}{
		"no such number":        {key: postbox.LiveKey, message: short, trouble: notify.Refused, code: "400 ValidationError"},
		"too long":              {key: postbox.LiveKey, message: long, trouble: notify.Refused, code: "400 BadRequestError"},
		"not a PDF":             {key: postbox.LiveKey, message: notify.Message{Channel: notify.Letter, Reference: "r"}, trouble: notify.Refused, code: "400 BadRequestError"},
		"not on the team":       {key: postbox.TeamKey, message: aText, trouble: notify.Refused, code: "400 BadRequestError"},
		"a team's letter":       {key: postbox.TeamKey, message: aLetter, trouble: notify.Setup, code: "403 BadRequestError"},
		"a key unheard of":      {key: strings.Replace(postbox.LiveKey, "0000000a", "0000000f", 1), message: aText, trouble: notify.Setup, code: "403 AuthError"},
		"too many a minute":     {fault: postbox.Fault{Status: 429, Kind: "RateLimitError"}, key: postbox.LiveKey, message: aText, trouble: notify.Busy, code: "429 RateLimitError", after: time.Minute},
		"too many a day":        {fault: postbox.Fault{Status: 429, Kind: "TooManyRequestsError"}, key: postbox.LiveKey, message: aText, trouble: notify.Busy, code: "429 TooManyRequestsError", after: 12 * time.Hour},
		"out of order":          {fault: postbox.Fault{Status: 500, Kind: "Exception"}, key: postbox.LiveKey, message: aText, trouble: notify.Away, code: "500 Exception"},
		"a gateway in between":  {fault: postbox.Fault{Status: 502}, key: postbox.LiveKey, message: aText, trouble: notify.Away, code: "502"},
		"somebody else answers": {fault: postbox.Fault{Status: 302}, key: postbox.LiveKey, message: aText, trouble: notify.Setup, code: "302"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			defer box.Mend()
			if tt.fault.Status != 0 {
				box.BreakNotify(tt.fault)
			}
			before := len(box.Arrived())
			_, err := govuk(t, box, tt.key).Send(t.Context(), tt.message)
			failure := notify.FailureOf(err)
			if failure == nil || failure.Trouble != tt.trouble || failure.Code != tt.code || failure.After != tt.after {
				t.Errorf("failure is %+v", failure)
			}
			if len(box.Arrived()) != before {
				t.Error("it arrived all the same")
			}
		})
	}
}

func TestAWrongClockIsAMatterOfSetup(t *testing.T) {
	box := started(t)
	late := api(t, box, postbox.LiveKey, clock.Fixed(noon.Add(31*time.Second)))
	_, err := late.SendText(t.Context(), postbox.TextTemplate, aText.To, "r", notify.Personalisation{"body": "x"})
	if f := notify.FailureOf(err); f.Trouble != notify.Setup || f.Code != "403 AuthError" {
		t.Errorf("failure is %v", err)
	}
}

func TestAnAnswerThatNeverCame(t *testing.T) {
	box := started(t)
	carrier := govuk(t, box, postbox.LiveKey)

	box.BreakNotify(postbox.Fault{Die: true})
	_, err := carrier.Send(t.Context(), aText)
	if f := notify.FailureOf(err); f.Trouble != notify.Unclear {
		t.Errorf("after it died: %v", err)
	}
	// It was taken, and is found instead of sent twice.
	if sent, ok, err := carrier.Find(t.Context(), notify.Text, aText.Reference); !ok || err != nil || sent.ID == "" {
		t.Errorf("not found: %v", err)
	}

	box.BreakNotify(postbox.Fault{Hang: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = carrier.Send(ctx, aMail)
	if f := notify.FailureOf(err); f.Trouble != notify.Unclear || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while it hung: %v", err)
	}
	if strings.Contains(err.Error(), aMail.To) {
		t.Error("the error names the address")
	}
}

func TestNobodyThere(t *testing.T) {
	box := postbox.New(clock.Fixed(noon))
	box.NotifyURL = "http://127.0.0.1:1"
	_, err := govuk(t, box, postbox.LiveKey).Send(t.Context(), aText)
	if f := notify.FailureOf(err); f.Trouble != notify.Away {
		t.Errorf("failure is %v", err)
	}
}

func TestOnlyThisMachineIsAskedWithoutTLS(t *testing.T) {
	key, _ := notify.ParseKey(postbox.LiveKey)
	for address, good := range map[string]bool{
		notify.NotifyURL: true, "http://127.0.0.1:9": true, "http://localhost:9": true,
		"http://api.notifications.service.gov.uk": false, "http://10.0.0.1": false, "": false, "ftp://example.org": false,
	} {
		if _, err := notify.NewAPI(address, key, clock.System{}); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestNumbersForTryingOut(t *testing.T) {
	box := started(t)
	carrier := govuk(t, box, postbox.TestKey)
	for to, want := range map[string]notify.Status{"07700900003": notify.Expired, "07700900002": notify.Undeliverable, "+447700900123": notify.Delivered} {
		m := aText
		m.To, m.Reference = to, "r-"+to
		if _, err := carrier.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if sent, ok, err := carrier.Find(t.Context(), notify.Text, m.Reference); !ok || err != nil || sent.Status != want {
			t.Errorf("%s stands at %q, %v", to, sent.Status, err)
		}
	}
	// The numbers for smoke tests are answered and forgotten.
	smoke := aText
	smoke.To, smoke.Reference = "07700900111", "smoke"
	if _, err := carrier.Send(t.Context(), smoke); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := carrier.Find(t.Context(), notify.Text, "smoke"); ok || err != nil {
		t.Errorf("a smoke test was kept, %v", err)
	}
}

func TestAHundredTextsAnHourToOneNumber(t *testing.T) {
	box := started(t)
	carrier := govuk(t, box, postbox.LiveKey)
	for range 100 {
		if _, err := carrier.Send(t.Context(), aText); err != nil {
			t.Fatal(err)
		}
	}
	_, err := carrier.Send(t.Context(), aText)
	if f := notify.FailureOf(err); f.Trouble != notify.Busy {
		t.Errorf("the hundred and first: %v", err)
	}
}

func TestReadingAtNotify(t *testing.T) {
	box := started(t)
	a := api(t, box, postbox.LiveKey, clock.Fixed(noon))
	letter, err := a.SendPDF(t.Context(), []byte("%PDF-1.4 x"), "l1", "")
	if err != nil {
		t.Fatal(err)
	}
	if pdf, err := a.LetterPDF(t.Context(), letter.ID); err != nil || string(pdf) != "%PDF-1.4 x" {
		t.Errorf("printed %q, %v", pdf, err)
	}
	if n, err := a.Notification(t.Context(), letter.ID); err != nil || n.Type != "letter" || notify.StatusOf(n.Status) != notify.Delivered {
		t.Errorf("stands at %+v, %v", n, err)
	}
	if _, err := a.Notification(t.Context(), "nobody"); notify.FailureOf(err).Code != "404 NoResultFound" {
		t.Errorf("unknown: %v", err)
	}
	if template, err := a.Template(t.Context(), postbox.TextTemplate); err != nil || template.Body != "((body))" {
		t.Errorf("template is %+v, %v", template, err)
	}
	if _, err := a.Template(t.Context(), "other"); notify.FailureOf(err).Trouble != notify.Setup {
		t.Errorf("another template: %v", err)
	}
	if _, err := a.SendLetter(t.Context(), "t", []string{"Ada", "1 High Street", "WN1 1AA"}, "l2", notify.Personalisation{"body": "Hello"}); err != nil {
		t.Error(err)
	}
	if got := box.To("Ada"); len(got) != 1 || got[0].Body != "Hello" {
		t.Errorf("the letter by template arrived as %+v", got)
	}
	for _, words := range []string{"one", "two"} {
		if err := box.Receive("+447700900123", words); err != nil {
			t.Fatal(err)
		}
	}
	texts, err := a.Received(t.Context(), "")
	if err != nil || len(texts) != 2 || texts[0].Text != "two" || texts[0].From != "447700900123" {
		t.Fatalf("received %+v, %v", texts, err)
	}
	if older, err := a.Received(t.Context(), texts[0].ID); err != nil || len(older) != 1 || older[0].Text != "one" {
		t.Errorf("older ones are %+v, %v", older, err)
	}
}

func TestAddressesNotifyPrints(t *testing.T) {
	tests := map[string]bool{
		"Ada Bright|1 High Street|WN1 1AA":    true,
		"Ada Bright|WN1 1AA":                  false,
		"a|b|c|d|e|f|g":                       true,
		"a|b|c|d|e|f|g|h":                     false,
		"Ada||WN1 1AA":                        false,
		"---|1 High Street|WN1 1AA":           false,
		"Ada Bright|(flat 2)|WN1 1AA":         false,
		"Łukasz Żak|ul. Ćwiartki 1|00-001 PL": true,
	}
	for address, want := range tests {
		if got := notify.AddressFits(strings.Split(address, "|")); got != want {
			t.Errorf("%s fits: %v", address, got)
		}
	}
}
