package messages_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
)

func TestAMessageArrivesByTheFirstSafeWay(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		for name, tt := range map[string]struct {
			ways    []string
			channel notify.Channel
			to      string
		}{
			"everything is safe": {[]string{"text", "email", "letter"}, notify.Text, "+447700900123"},
			"email and letter":   {[]string{"email", "letter"}, notify.Email, "amina@example.org"},
			"a letter":           {[]string{"letter"}, notify.Letter, ""},
		} {
			p.box.Empty()
			m := p.send(p.queue(order(p.person(safely(tt.ways...)))))
			got := p.arrived(1)[0]
			if m.State != messages.Sent || got.Channel != tt.channel || got.To != tt.to {
				t.Errorf("%s: stands at %+v, arrived as %+v", name, m, got)
			}
			if tt.channel == notify.Letter {
				continue // its words are in the PDF
			}
			if !strings.Contains(got.Body, "7K3D-9M2") || !strings.Contains(got.Body, "123456") || strings.Contains(got.Body, "High Street") {
				t.Errorf("%s says %q", name, got.Body)
			}
			if strings.Contains(m.Body, "123456") || !strings.Contains(m.Body, "7K3D-9M2") {
				t.Errorf("%s: kept is %q", name, m.Body)
			}
		}
	})
}

// Each of these is a person to whom nothing may go, and why.
func TestNothingGoesThatIsNotSafe(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		known := p.People
		mark := func(r people.Record, labels ...people.Label) people.Record {
			if err := known.Mark(p.as(point), people.PersonID(r.ID), nil, labels); err != nil {
				t.Fatal(err)
			}
			return r
		}
		for name, tt := range map[string]struct {
			person people.Record
			reason string
		}{
			"nobody asked":      {p.person(func(n *people.NewRecord) { n.SafeContact = people.SafeContact{} }), "Nobody has asked"},
			"nothing is safe":   {p.person(safely()), "have not said"},
			"a call is safe":    {p.person(safely("call")), "have not said"},
			"a code word":       {p.person(func(n *people.NewRecord) { n.SafeContact.CodeWord = "plum" }), "code word"},
			"restricted":        {mark(p.person(nil), people.Restricted), "restricted"},
			"withheld, letters": {mark(p.person(safely("letter")), people.AddressWithheld), "withheld"},
			"they have died":    {p.person(func(n *people.NewRecord) { n.Details.Deceased = people.Deceased{SaidBy: "their son"} }), "died"},
			"a landline, texts": {p.person(func(n *people.NewRecord) { safely("text")(n); n.Phone = "+441632960001" }), "not a mobile"},
			"no email":          {p.person(func(n *people.NewRecord) { safely("email")(n); n.Email = "" }), "no email"},
		} {
			m := p.stands(p.queue(order(tt.person)))
			if m.State != messages.NotSafe || !strings.Contains(m.Reason, tt.reason) {
				t.Errorf("%s: stands at %s, because %s", name, m.State, m.Reason)
			}
			p.send(m.ID)
			p.arrived(0)
		}
	})
}

// What was safe when it was queued may not be when it goes.
func TestItIsJudgedAgainWhenItGoes(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		r := p.person(nil)
		id := p.queue(order(r))
		known := p.People
		reach, err := known.Reach(p.as(hub), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := known.AskedSafely(p.as(hub), people.PersonID(r.ID), reach.Seen(), people.SafeContact{Asked: true, Channels: []string{"call"}}); err != nil {
			t.Fatal(err)
		}
		if m := p.send(id); m.State != messages.NotSafe {
			t.Errorf("stands at %s", m.State)
		}
		p.arrived(0)
	})
}

func TestItWaitsForTheHoursThatAreSafe(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		id := p.queue(order(p.person(func(n *people.NewRecord) { safely("text")(n); n.SafeContact.Times = "after 6pm" })))
		m := p.send(id)
		if m.State != messages.Queued || m.NextAt.In(day.London).Hour() != 18 || m.Attempts != 0 {
			t.Fatalf("stands at %s until %v after %d tries", m.State, m.NextAt, m.Attempts)
		}
		p.arrived(0)
		p.Clock.Set(m.NextAt)
		if err := p.SendDue(p.ctx); err != nil {
			t.Fatal(err)
		}
		p.arrived(1)
	})
}

func TestALanguageOfItsReader(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		arabic := func(n *people.NewRecord) { n.Language = "Arabic" }
		p.send(p.queue(order(p.person(func(n *people.NewRecord) { arabic(n); safely("email")(n) }))))
		got := p.arrived(1)[0]
		if got.Subject != "وصل طلبك" || !strings.Contains(got.HTML, `lang="ar" dir="rtl"`) || !strings.Contains(got.Body, "7K3D-9M2") {
			t.Errorf("arrived as %+v", got)
		}
		// A letter in Arabic cannot be a PDF: somebody prints it from its page.
		// A letter that nobody has translated is English to its last word.
		o := order(p.person(func(n *people.NewRecord) { arabic(n); safely("email")(n) }))
		o.Purpose, o.Templates, o.Fields = messages.ByHand, []string{"appointment"}, map[string]string{"appointment": "Monday"}
		p.send(p.queue(o))
		if got := p.arrived(2)[1]; !strings.Contains(got.HTML, `lang="en" dir="ltr"`) || got.Subject != "When we will come" {
			t.Errorf("arrived as %+v", got)
		}
		if m := p.send(p.queue(order(p.person(func(n *people.NewRecord) { arabic(n); safely("letter")(n) })))); m.State != messages.ToPrint {
			t.Errorf("the letter stands at %s, because %s", m.State, m.Reason)
		}
		p.arrived(2)
	})
}

func TestOneKeyIsOneMessage(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		o := order(p.person(nil))
		p.queue(o)
		if id, err := p.Queue(p.ctx, o); id != "" || err != nil {
			t.Errorf("queued again as %q, %v", id, err)
		}
		if err := p.SendDue(p.ctx); err != nil {
			t.Fatal(err)
		}
		p.arrived(1)
	})
}

// A hundred nodes may try at once: it goes once.
func TestTwoNodesNeverSendItTwice(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		id := p.queue(order(p.person(nil)))
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if err := p.SendNow(p.ctx, id); err != nil && fault.KindOf(err) != fault.Stale {
					t.Error(err)
				}
			})
		}
		all.Wait()
		p.arrived(1)
		if m := p.stands(id); m.State != messages.Sent || m.Attempts != 1 {
			t.Errorf("stands at %s after %d tries", m.State, m.Attempts)
		}
	})
}

func TestWhatASentMessageLeavesBehind(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		r := p.person(nil)
		p.send(p.queue(order(r)))
		told, err := journal.About(p.db.Read(p.ctx), []string{string(r.ID)}, 10)
		if err != nil {
			t.Fatal(err)
		}
		var verbs []string
		for _, e := range told {
			verbs = append(verbs, e.Verb)
		}
		if got := strings.Join(verbs, ", "); got != "sent a text, added a person" {
			t.Errorf("the story is %s", got)
		}
		known := p.People
		whole, err := known.Person(p.as(hub), people.PersonID(r.ID))
		if err != nil {
			t.Fatal(err)
		}
		all, err := p.Contacts.Contacts(p.as(hub), whole, 10)
		if err != nil || len(all) != 1 || all[0].Method != contacts.Text || all[0].Outcome != contacts.Sent || all[0].Request != "r1" || all[0].Direction != contacts.Out {
			t.Errorf("contacts are %+v, %v", all, err)
		}
	})
}

func TestMailDownLosesNothingAndDoublesNothing(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		for name, break_ := range map[string]func(){
			"mail refuses for now": func() { p.box.BreakMail(postbox.Fault{Status: 450}) },
			"mail hangs":           func() { p.box.BreakMail(postbox.Fault{Hang: 1500 * time.Millisecond, Status: 450}) },
		} {
			p.box.Empty()
			break_()
			m := p.send(p.queue(order(p.person(safely("email")))))
			if m.State != messages.Queued || !m.NextAt.After(noon) || m.Reason == "" {
				t.Errorf("%s: stands at %s until %v, because %q", name, m.State, m.NextAt, m.Reason)
			}
			p.arrived(0)
			p.box.Mend()
			p.Clock.Set(m.NextAt)
			if got := p.send(m.ID); got.State != messages.Sent {
				t.Errorf("%s: then stands at %s, because %s", name, got.State, got.Reason)
			}
			p.arrived(1)
		}
	})
}

func TestWhatMayHaveGoneIsLookedForFirst(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.box.BreakNotify(postbox.Fault{Die: true, Times: 1})
		id := p.queue(order(p.person(safely("text"))))
		m := p.send(id)
		if m.State != messages.Queued || !m.Unclear {
			t.Fatalf("stands at %s, unclear %v", m.State, m.Unclear)
		}
		p.Clock.Set(m.NextAt)
		if m = p.send(id); m.State != messages.Delivered {
			t.Errorf("then stands at %s", m.State)
		}
		p.arrived(1)
	})
}

// A node dies between handing over and keeping that: another one looks first.
func TestADeadNodesMessageIsTakenOver(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		id := p.queue(order(p.person(safely("text"))))
		m := p.send(id)
		// As the node left it: handed over, and nothing kept of that.
		p.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE messages_outbox SET state = 'sending', carrier_id = '', sent_at = NULL, claimed_until = ? WHERE borough_id = ? AND id = ?`,
				noon.Add(time.Minute), tx.Borough(), m.ID)
			return err
		})
		if err := p.SendNow(p.ctx, id); err != nil || p.stands(id).State != messages.Sending {
			t.Errorf("taken away from a node that lives: %v", err)
		}
		p.Clock.Advance(2 * time.Minute)
		if err := p.SendDue(p.ctx); err != nil {
			t.Fatal(err)
		}
		p.arrived(1)
		if m := p.stands(id); m.State != messages.Delivered || m.CarrierID == "" {
			t.Errorf("stands at %+v", m)
		}
	})
}

func TestWhatIsRefusedGoesAnotherSafeWay(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.box.BreakNotify(postbox.Fault{Status: 400, Kind: "ValidationError"})
		id := p.queue(order(p.person(safely("text", "email"))))
		if m := p.send(id); m.State != messages.Queued || len(m.Tried) != 1 {
			t.Fatalf("stands at %s, tried %v", m.State, m.Tried)
		}
		if m := p.send(id); m.State != messages.Sent || m.Channel != messages.Email {
			t.Errorf("stands at %s by %s", m.State, m.Channel)
		}
		// Nothing else is safe for this one.
		id = p.queue(order(p.person(safely("text"))))
		p.send(id)
		if m := p.send(id); m.State != messages.Failed || !strings.Contains(m.Reason, "did not arrive") {
			t.Errorf("stands at %s, because %s", m.State, m.Reason)
		}
		p.arrived(1)
	})
}

func TestReceipts(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		id := p.queue(order(p.person(safely("text"))))
		p.send(id)
		receipt := notify.Sent{Carrier: "notify", ID: "x", Reference: p.arrived(1)[0].Reference, Status: notify.Delivered}
		for range 2 { // they come twice
			if err := p.Receipt(p.ctx, receipt); err != nil {
				t.Fatal(err)
			}
		}
		if m := p.stands(id); m.State != messages.Delivered {
			t.Errorf("stands at %s", m.State)
		}
		for _, stranger := range []string{"", "r1", string(id), strings.Repeat("x", 40)} {
			if err := p.Receipt(p.ctx, notify.Sent{Reference: stranger, Status: notify.Undeliverable}); err != nil {
				t.Errorf("%q: %v", stranger, err)
			}
		}
		if m := p.stands(id); m.State != messages.Delivered {
			t.Errorf("a stranger's receipt moved it to %s", m.State)
		}
	})
}

// A receipt may come before the node that sent the message has kept that it went.
func TestAReceiptThatIsQuickerThanWeAre(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		id := p.queue(order(p.person(safely("text"))))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			receipt, err := notify.Callbacks{}.Receipt(body)
			if err = errors.Join(err, p.Receipt(p.ctx, receipt)); err != nil {
				t.Error(err)
			}
		}))
		defer server.Close()
		p.box.Tell(postbox.Hooks{Receipts: server.URL, Before: true})
		if m := p.send(id); m.State != messages.Delivered {
			t.Errorf("stands at %s", m.State)
		}
		if got := p.story(p.who(id)); got != "sent a text, added a person" {
			t.Errorf("the story is %s", got)
		}
	})
}

func TestAReceiptOfFailureSendsItAnotherWay(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		phoneOff := func(n *people.NewRecord) { n.Phone = "+447700900003" }
		id := p.queue(order(p.person(func(n *people.NewRecord) { phoneOff(n); safely("text", "email")(n) })))
		p.send(id)
		p.Clock.Advance(time.Hour)
		if err := p.AskForNews(p.ctx); err != nil {
			t.Fatal(err)
		}
		if m := p.send(id); m.State != messages.Sent || m.Channel != messages.Email {
			t.Errorf("stands at %s by %s, because %s", m.State, m.Channel, m.Reason)
		}
		id = p.queue(order(p.person(func(n *people.NewRecord) { phoneOff(n); safely("text")(n) })))
		p.send(id)
		p.Clock.Advance(time.Hour)
		if err := p.AskForNews(p.ctx); err != nil {
			t.Fatal(err)
		}
		if m := p.send(id); m.State != messages.Failed {
			t.Errorf("stands at %s, because %s", m.State, m.Reason)
		}
	})
}

func TestItIsGivenUpAfterTooManyTriesAndSentAgain(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.box.BreakMail(postbox.Fault{Status: 450})
		id := p.queue(order(p.person(safely("email"))))
		for range messages.Attempts - 1 {
			m := p.send(id)
			if m.State != messages.Queued {
				t.Fatalf("after %d tries it stands at %s", m.Attempts, m.State)
			}
			p.Clock.Set(m.NextAt)
		}
		if m := p.send(id); m.State != messages.Dead || p.Clock.Now().Sub(noon) < 24*time.Hour || p.Clock.Now().Sub(noon) > 5*24*time.Hour {
			t.Fatalf("stands at %s after %v", m.State, p.Clock.Now().Sub(noon))
		}
		p.box.Mend()
		for _, who := range []access.Principal{nobody, leigh} {
			if err := p.SendAgain(p.as(who), id); err == nil {
				t.Errorf("%s may send it again", who.Name)
			}
		}
		if err := p.SendAgain(p.as(hub), id); err != nil {
			t.Fatal(err)
		}
		if err := p.SendAgain(p.as(hub), id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second press: %v", err)
		}
		p.send(id)
		p.arrived(1)
	})
}

func TestWhatComesTooLateIsNotSent(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		o := order(p.person(nil))
		o.NotAfter = noon.Add(time.Hour)
		id := p.queue(o)
		p.Clock.Advance(2 * time.Hour)
		if m := p.send(id); m.State != messages.Dropped {
			t.Errorf("stands at %s", m.State)
		}
		p.arrived(0)
	})
}

func TestALetterWithAGapIsNotSent(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		o := order(p.person(nil))
		o.Purpose = messages.ByHand
		if m := p.send(p.queue(o)); m.State != messages.Dead {
			t.Errorf("stands at %s", m.State)
		}
		p.arrived(0)
	})
}

func TestWaitingGrowsAndSpreads(t *testing.T) {
	low, high := func() float64 { return 0 }, func() float64 { return 0.999 }
	busy := &notify.Failure{Trouble: notify.Busy, After: 12 * time.Hour}
	if got := messages.Wait(1, &notify.Failure{}, low); got != 15*time.Second {
		t.Errorf("at first %v", got)
	}
	for n := 1; n < 64; n++ {
		least, most := messages.Wait(n, &notify.Failure{}, low), messages.Wait(n, &notify.Failure{}, high)
		if least >= most || most > 6*time.Hour || least < 15*time.Second || n > 1 && least < messages.Wait(n-1, &notify.Failure{}, low) {
			t.Errorf("after %d tries between %v and %v", n, least, most)
		}
		if got := messages.Wait(n, busy, low); got < 12*time.Hour {
			t.Errorf("sooner than asked for: %v", got)
		}
	}
}

func TestWordsAreForgottenAfterNinetyDays(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		r := p.person(nil)
		old := p.queue(order(r))
		p.send(old)
		if err := p.Receive(p.ctx, notify.Inbound{ID: "i1", From: "447700900123", Text: "Thank you", At: noon}); err != nil {
			t.Fatal(err)
		}
		p.Clock.Advance(91 * 24 * time.Hour)
		young := p.queue(order(p.person(nil)))
		p.send(young)
		if err := p.Sweep(p.ctx); err != nil {
			t.Fatal(err)
		}
		if m := p.stands(old); m.Body != "" || m.Subject != "" || m.State != messages.Sent || m.Channel != messages.Text {
			t.Errorf("the old one is kept as %+v", m)
		}
		if m := p.stands(young); m.Body == "" {
			t.Error("the young one is forgotten")
		}
	})
}
