package messages_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
)

// helpers are those whom these tests write to, by id.
type helpers map[string]messages.Addressee

func (h helpers) find(_ db.Reader, id string) (messages.Addressee, error) {
	a, ok := h[id]
	if !ok {
		return a, fault.New(fault.NotFound, "test.no-such", "There is no such helper.")
	}
	return a, nil
}

func jean() messages.Addressee {
	return messages.Addressee{GivenNames: "Jean", FamilyName: "Taylor", Phone: "+447700900456", Email: "jean@example.org", Neighbourhood: "hapi"}
}

func toJean(key string) messages.Order {
	return messages.Order{
		To: journal.Object{Kind: "helper", ID: "jean"}, Purpose: "test.received", Templates: []string{"received-text", "received"}, Key: key, Reply: true,
	}
}

func TestAnAddresseeIsWrittenToWhereTheySaid(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		known := helpers{"jean": jean()}
		p.Addresses("helper", known.find)
		m := p.send(p.queue(toJean("1")))
		got := p.arrived(1)[0]
		if m.State != messages.Sent || got.Channel != notify.Text || got.To != "+447700900456" || !strings.Contains(got.Body, "123456") {
			t.Errorf("stands at %+v, arrived as %+v", m, got)
		}
		if m.To.ID != "jean" || m.Record != "" || m.Neighbourhood != "hapi" {
			t.Errorf("it is to %+v, record %q, %q", m.To, m.Record, m.Neighbourhood)
		}
		again, err := p.Queue(p.ctx, toJean("1"))
		if err != nil || again != "" {
			t.Errorf("the same key queued %q, %v", again, err)
		}
		p.box.Empty()
		known["jean"] = messages.Addressee{GivenNames: "Jean", Email: "jean@example.org"}
		p.send(p.queue(toJean("2")))
		if got := p.arrived(1)[0]; got.Channel != notify.Email || got.To != "jean@example.org" {
			t.Errorf("without a number it goes as %+v", got)
		}
	})
}

func TestAnAddresseeWhoIsGoneIsWrittenNothing(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		known := helpers{"jean": jean()}
		p.Addresses("helper", known.find)
		id := p.queue(toJean("1"))
		delete(known, "jean")
		if m := p.send(id); m.State != messages.Dropped || !strings.Contains(m.Reason, "not on the register") {
			t.Errorf("stands at %+v", m)
		}
		p.arrived(0)
	})
}

func TestNobodyIsWokenWhoOffersToHelp(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		known := helpers{"jean": jean()}
		p.Addresses("helper", known.find)
		p.Clock.Advance(14 * time.Hour)
		o := toJean("night")
		o.Channels = []messages.Channel{messages.Text}
		m := p.send(p.queue(o))
		if m.State != messages.Queued || !m.NextAt.After(p.Clock.Now()) {
			t.Errorf("at night it stands at %+v", m)
		}
		p.arrived(0)
	})
}

// What somebody said as a resident about reaching them holds for them as a helper.
func TestAnAddresseeIsTheResidentTheyAre(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		for name, tt := range map[string]struct {
			resident people.Record
			state    messages.State
			reason   string
		}{
			"never asked":      {p.person(func(n *people.NewRecord) { n.SafeContact = people.SafeContact{} }), messages.Sent, ""},
			"a call is safe":   {p.person(safely("call")), messages.NotSafe, "have not said"},
			"all is safe":      {p.person(nil), messages.Sent, ""},
			"only email":       {p.person(safely("email")), messages.Sent, ""},
			"has a code word":  {p.person(func(n *people.NewRecord) { n.SafeContact.CodeWord = "plum" }), messages.NotSafe, "code word"},
			"has died":         {p.person(func(n *people.NewRecord) { n.Details.Deceased = people.Deceased{SaidBy: "a son"} }), messages.NotSafe, "died"},
			"marked, say none": {p.restricted(), messages.NotSafe, "restricted"},
		} {
			a := jean()
			a.Record = tt.resident.ID
			p.Addresses("helper", helpers{"jean": a}.find)
			m := p.stands(p.queue(toJean(name)))
			if m.State == messages.Queued {
				m = p.send(m.ID)
			}
			if m.State != tt.state || !strings.Contains(m.Reason, tt.reason) {
				t.Errorf("%s: %s because %q", name, m.State, m.Reason)
			}
		}
	})
}

func (p *post) restricted() people.Record {
	r := p.person(nil)
	if err := p.People.Mark(p.as(point), people.PersonID(r.ID), nil, []people.Label{people.Restricted}); err != nil {
		p.t.Fatal(err)
	}
	return r
}

// The messages of a hub's helpers that did not arrive stand among the hub's, not another's.
func TestWhoSeesWhatIsWrittenToAnAddressee(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		a := jean()
		a.Phone, a.Email = "", ""
		p.Addresses("helper", helpers{"jean": a}.find)
		id := p.queue(toJean("1"))
		for _, tt := range []struct {
			who  access.Principal
			want int
		}{{hub, 1}, {leigh, 0}, {point, 1}} {
			all, err := p.List(p.as(tt.who), messages.NotSafe)
			if err != nil || len(all) != tt.want {
				t.Errorf("%s sees %d, %v", tt.who.Name, len(all), err)
			}
		}
		if err := p.SendAgain(p.as(leigh), id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another hub had it sent again: %v", err)
		}
		if err := p.SendAgain(p.as(hub), id); err != nil {
			t.Error(err)
		}
	})
}
