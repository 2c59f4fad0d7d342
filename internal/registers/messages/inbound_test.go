package messages_test

import (
	"strings"
	"testing"

	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
)

func (p *post) receive(id, from, text string) {
	p.t.Helper()
	if err := p.Receive(p.ctx, notify.Inbound{ID: id, From: from, Text: text, At: noon}); err != nil {
		p.t.Fatal(err)
	}
}

func (p *post) story(r people.Record) string {
	p.t.Helper()
	told, err := journal.About(p.db.Read(p.ctx), []string{string(r.ID)}, 10)
	if err != nil {
		p.t.Fatal(err)
	}
	var verbs []string
	for _, e := range told {
		verbs = append(verbs, e.Verb)
	}
	return strings.Join(verbs, ", ")
}

func TestATextIsMatchedByItsNumber(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		r := p.person(nil)
		for range 2 { // the carrier tells of it twice
			p.receive("i1", "447700900123", "I need more milk")
		}
		all, err := p.Unread(p.as(hub))
		if err != nil || len(all) != 1 || all[0].Record != r.ID || all[0].Body != "I need more milk" || all[0].Neighbourhood != "hapi" {
			t.Fatalf("unread are %+v, %v", all, err)
		}
		if got := p.story(r); got != "got a text from the person, added a person" {
			t.Errorf("the story is %s", got)
		}
		if others, err := p.Unread(p.as(leigh)); err != nil || len(others) != 0 {
			t.Errorf("another hub reads %+v, %v", others, err)
		}
		if err := p.MarkRead(p.as(leigh), all[0].ID); err == nil {
			t.Error("another hub marked it as read")
		}
		for range 2 {
			if err := p.MarkRead(p.as(hub), all[0].ID); err != nil {
				t.Fatal(err)
			}
		}
		if left, err := p.Unread(p.as(hub)); err != nil || len(left) != 0 {
			t.Errorf("left are %+v, %v", left, err)
		}
	})
}

// Whose number it is not known is for the coordination point to find out.
func TestATextOfNobodyAndOfTwo(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.person(nil)
		p.person(func(n *people.NewRecord) { n.GivenNames = "Bashir" })
		for id, from := range map[string]string{"two": "447700900123", "nobody": "447700900456", "abroad": "33612345678", "named": "BANK"} {
			p.receive(id, from, "Hello")
		}
		all, err := p.Unread(p.as(point))
		if err != nil || len(all) != 4 {
			t.Fatalf("unread are %+v, %v", all, err)
		}
		for _, one := range all {
			if one.Record != "" || one.Neighbourhood != "" {
				t.Errorf("somebody was guessed: %+v", one)
			}
		}
		if others, err := p.Unread(p.as(hub)); err != nil || len(others) != 0 {
			t.Errorf("a hub reads %+v, %v", others, err)
		}
	})
}

func TestStopIsHonouredUntilStart(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		r := p.person(safely("text", "email"))
		waiting := p.queue(order(r))
		p.receive("i1", "447700900123", " Stop. ")
		if m := p.send(waiting); m.Channel != messages.Email || m.State != messages.Sent {
			t.Errorf("what waited stands at %s by %s", m.State, m.Channel)
		}
		if all, err := p.Unread(p.as(point)); err != nil || len(all) != 0 {
			t.Errorf("it waits to be read: %+v, %v", all, err)
		}
		if got := p.story(r); !strings.HasPrefix(got, "sent an email, was told by text to send no more texts") {
			t.Errorf("the story is %s", got)
		}
		p.receive("i2", "447700900123", "START")
		o := order(r)
		o.Key = "another"
		if m := p.send(p.queue(o)); m.Channel != messages.Text {
			t.Errorf("after start it goes by %s", m.Channel)
		}
	})
}

func TestOnlyStopStops(t *testing.T) {
	for text, want := range map[string]messages.Gist{
		"STOP": messages.Stop, "stop": messages.Stop, "“Stop”": messages.Stop, "Stop all": messages.Stop, "no more texts": messages.Stop,
		"start": messages.Start, "Please stop by on Monday": messages.Says, "the pain won't stop": messages.Says, "": messages.Says, "don't stop": messages.Says,
	} {
		if got := messages.GistOf(text); got != want {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}
