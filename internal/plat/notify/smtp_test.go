package notify_test

import (
	"net"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
)

func mailer(t *testing.T, address string, within time.Duration) *notify.SMTP {
	t.Helper()
	setup, err := notify.ParseSMTP("smtp+plain://"+address, "", "Wigan Council <help@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	setup.Within, setup.ReplyTo = within, "hub@example.org"
	carrier, err := notify.NewSMTP(setup, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	return carrier
}

func TestMailArrives(t *testing.T) {
	box := started(t)
	m := aMail
	m.Subject, m.Body, m.HTML = "Twoja prośba – درخواست", "Dzień dobry\n.\nدرخواست شما\n"+strings.Repeat("long ", 300), `<p dir="rtl">درخواست</p>`
	sent, err := mailer(t, box.MailAddr, 0).Send(t.Context(), m)
	if err != nil || sent.ID != "r2@example.org" || sent.Status != notify.Accepted || sent.Carrier != "smtp" {
		t.Fatalf("sent %+v, %v", sent, err)
	}
	got, ok := box.Find(sent.ID)
	if !ok || got.To != m.To || got.Subject != m.Subject || strings.TrimSpace(got.Body) != strings.TrimSpace(m.Body) || !strings.Contains(got.HTML, `dir="rtl"`) || got.Reference != "r2" {
		t.Errorf("arrived as %+v", got)
	}
}

func TestWhatAMailServerRefusesAndWhatToDoThen(t *testing.T) {
	nobody, _ := net.Listen("tcp", "127.0.0.1:0")
	nobody.Close()
	hanging, _ := net.Listen("tcp", "127.0.0.1:0") // accepts and never says a word
	defer hanging.Close()
	box := started(t)
	tests := map[string]struct {
		address string
		fault   postbox.Fault
		to      string
		trouble notify.Trouble
		arrives int
	}{
		"nobody listens":   {address: nobody.Addr().String(), trouble: notify.Away},
		"hangs at once":    {address: hanging.Addr().String(), trouble: notify.Away},
		"hangs at the end": {fault: postbox.Fault{Hang: time.Second, Status: 450}, trouble: notify.Unclear},
		"later":            {fault: postbox.Fault{Status: 450}, trouble: notify.Busy},
		"shutting down":    {fault: postbox.Fault{Status: 421}, trouble: notify.Busy},
		"never":            {fault: postbox.Fault{Status: 554}, trouble: notify.Refused},
		"no such mailbox":  {to: "perm-fail@simulator.notify", trouble: notify.Refused},
		"no address":       {to: "ada at home", trouble: notify.Refused},
		"two addresses":    {to: "a@example.org, b@example.org", trouble: notify.Refused},
		"a line too many":  {to: "a@example.org\r\nBcc: b@example.org", trouble: notify.Refused},
		"dies after DATA":  {fault: postbox.Fault{Die: true}, trouble: notify.Unclear, arrives: 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			box.Empty()
			defer box.Mend()
			if tt.fault != (postbox.Fault{}) {
				box.BreakMail(tt.fault)
			}
			if tt.address == "" {
				tt.address = box.MailAddr
			}
			m := aMail
			if tt.to != "" {
				m.To = tt.to
			}
			_, err := mailer(t, tt.address, 300*time.Millisecond).Send(t.Context(), m)
			if err == nil {
				t.Fatal("no error")
			}
			if f := notify.FailureOf(err); f.Trouble != tt.trouble || f.Code == "" || f.Words() == "" {
				t.Errorf("failure is %v", err)
			}
			if strings.Contains(err.Error(), m.To) {
				t.Errorf("the error names the address: %v", err)
			}
			if got := len(box.Arrived()); got != tt.arrives {
				t.Errorf("%d arrived", got)
			}
		})
	}
}

// A header may hold whatever somebody typed; it must not become two.
func TestASubjectStaysOneLine(t *testing.T) {
	box := started(t)
	m := aMail
	m.Subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody"
	sent, err := mailer(t, box.MailAddr, 0).Send(t.Context(), m)
	if err != nil {
		return // refused altogether is as good
	}
	if got, _ := box.Find(sent.ID); len(box.Arrived()) != 1 || strings.TrimSpace(got.Body) != m.Body || len(box.To("eve@example.org")) != 0 {
		t.Errorf("arrived as %+v", box.Arrived())
	}
}

func TestWaysToAMailServer(t *testing.T) {
	tests := map[string]struct {
		host string
		port int
		tls  notify.TLS
		user string
	}{
		"smtp://mail.example.org":             {"mail.example.org", 587, notify.StartTLS, ""},
		"smtp://kith@mail.example.org:2525":   {"mail.example.org", 2525, notify.StartTLS, "kith"},
		"smtps://mail.example.org":            {"mail.example.org", 465, notify.TLSFromTheStart, ""},
		"smtp+plain://127.0.0.1:1025":         {"127.0.0.1", 1025, notify.NoTLS, ""},
		"smtp+plain://mail.example.org:25":    {},
		"smtp://kith:secret@mail.example.org": {},
		"mail.example.org:587":                {},
		"http://mail.example.org":             {},
		"":                                    {},
	}
	for address, want := range tests {
		got, err := notify.ParseSMTP(address, "pw", "a@example.org")
		if (err == nil) != (want.host != "") || got.Host != want.host || got.Port != want.port || got.TLS != want.tls || got.User != want.user {
			t.Errorf("%q is %+v, %v", address, got, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Error("the error holds the password")
		}
	}
	if _, err := notify.NewSMTP(notify.SMTPSetup{Host: "localhost", From: "the council"}, clock.System{}); err == nil {
		t.Error("a sender that is no address")
	}
}

// A server that cannot keep the way private gets no mail.
func TestNoMailWithoutTLS(t *testing.T) {
	box := started(t)
	host, port, _ := net.SplitHostPort(box.MailAddr)
	setup, err := notify.ParseSMTP("smtp://"+net.JoinHostPort(host, port), "", "help@example.org")
	if err != nil {
		t.Fatal(err)
	}
	carrier, err := notify.NewSMTP(setup, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	_, err = carrier.Send(t.Context(), aMail)
	if f := notify.FailureOf(err); f.Trouble != notify.Setup || len(box.Arrived()) != 0 {
		t.Errorf("failure is %v, %d arrived", err, len(box.Arrived()))
	}
}

func TestRoutes(t *testing.T) {
	box := started(t)
	routes := notify.Routes{notify.Email: mailer(t, box.MailAddr, 0)}
	if _, err := routes.Send(t.Context(), aMail); err != nil {
		t.Error(err)
	}
	_, err := routes.Send(t.Context(), aText)
	if f := notify.FailureOf(err); f.Trouble != notify.Setup || f.Code != "not-set-up" || routes.Carries(notify.Text) || !routes.Carries(notify.Email) {
		t.Errorf("a text without a carrier: %v", err)
	}
	if _, ok, err := routes.Find(t.Context(), notify.Text, "r"); ok || err != nil {
		t.Errorf("found a text without a carrier: %v", err)
	}
}
