package messages_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
)

// decide is what the owner of the list has decided, as the blueprint in use says it.
func (p *post) decide(texts contacts.ListTexts) {
	blueprint.Part[*contacts.Rules](p.Blueprint).Lists = []contacts.List{
		{ID: "shielded", Name: "Shielded patients", Owner: "The shielding programme", Texts: texts, Decided: "A. Owner"},
	}
}

// onList is somebody of whom nothing is known but what a list says.
func onList(n *people.NewRecord) {
	n.List, n.SafeContact, n.Email = "shielded", people.SafeContact{}, ""
}

// neutral is a text that anybody might have sent.
func neutral(r people.Record) messages.Order {
	return messages.Order{
		Record: r.ID, Purpose: "test.ring", Templates: []string{"ring"}, Channels: []messages.Channel{messages.Text}, Key: "ring " + string(r.ID),
	}
}

func TestTheOwnerOfAListDecidesWhenATextIsQueuedAndWhenItGoes(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.decide(contacts.NeutralTexts)
		goes := p.send(p.queue(neutral(p.person(onList))))
		if got := p.arrived(1)[0]; goes.State != messages.Sent || got.To != "+447700900123" {
			t.Errorf("with the owner's yes it stands at %+v, arrived as %+v", goes, got)
		}

		waits := p.queue(neutral(p.person(onList)))
		p.decide(contacts.NoTexts)
		stopped := p.send(waits)
		p.arrived(1)
		if stopped.State != messages.NotSafe || !strings.Contains(stopped.Reason, "The shielding programme has not agreed") {
			t.Errorf("the owner changed their mind while it waited, and it stands at %s: %s", stopped.State, stopped.Reason)
		}

		if never := p.send(p.queue(neutral(p.person(onList)))); never.State != messages.NotSafe {
			t.Errorf("queued against the owner's no it stands at %s", never.State)
		}
		p.arrived(1)
	})
}

func TestATextThatWaitsForTheMorningAsksTheOwnerAgain(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.decide(contacts.NeutralTexts)
		p.Clock.Set(time.Date(2020, 4, 7, 21, 0, 0, 0, time.UTC))
		id := p.queue(neutral(p.person(onList)))
		if m := p.send(id); m.State != messages.Queued {
			t.Fatalf("at night it stands at %s", m.State)
		}
		p.decide(contacts.NoTexts)
		p.Clock.Set(time.Date(2020, 4, 8, 9, 0, 0, 0, time.UTC))
		if m := p.send(id); m.State != messages.NotSafe {
			t.Errorf("in the morning, against the owner's no, it stands at %s", m.State)
		}
		p.arrived(0)
	})
}

func TestAListsNumberIsToldNothingOfTheService(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.decide(contacts.NeutralTexts)
		o := order(p.person(onList))
		o.Channels = []messages.Channel{messages.Text}
		if m := p.send(p.queue(o)); m.State != messages.NotSafe {
			t.Errorf("a text that names the service stands at %s", m.State)
		}
		p.arrived(0)
	})
}
