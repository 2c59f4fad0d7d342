package volunteersweb_test

import (
	"net/url"
	"testing"
	"time"

	"kith/internal/registers/messages"
)

// Whoever asked for a check reads what became of the message, and what to do where none went.
func TestWhatBecameOfAskingForACheck(t *testing.T) {
	b := start(t)
	hub := b.As(inHapi)
	at := hub.Post("/volunteers/new", jean()).Is(303).Location
	hub.Get(at).Says("Nothing is set up here that sends messages. Ring them and say: Bring two papers.", "Note that you asked")
	b.sends = true
	hub.Get(at).Says("They get a text or an email", "Ask them for it", "No message is sent for this check. Do as it says here")
	ask := url.Values{"check": {"identity"}}
	hub.Post(at+"/ask", ask).LeadsTo(at)
	hub.Get(at).Says("Asked on 30 November 2026. The message is being made ready.").Hides("Ask them again")
	for state, says := range map[messages.State]string{
		messages.Queued: "waits to go", messages.Sent: "A text went to them.", messages.Delivered: "A text went to them and arrived.", messages.ToPrint: "print it and post it",
		messages.Posted: "A letter was posted to them.", messages.Dropped: "was not needed any more", messages.NotSafe: "No message reached them. We have no number. Ring them",
		messages.Failed: "No message reached them.", messages.Dead: "No message reached them.",
	} {
		m := messages.Message{State: state, Channel: messages.Text, QueuedAt: b.clock.Now()}
		if state == messages.NotSafe {
			m.Reason = "We have no number."
		}
		b.written = map[string]messages.Message{"identity": m}
		hub.Get(at).Says("Asked on 30 November 2026. ", says)
	}
	b.clock.Advance(24 * time.Hour)
	hub.Get(at).Says("Ask them again")
	hub.Post(at+"/ask", ask).LeadsTo(at)
	hub.Get(at).Says("Asked on 1 December 2026. The message is being made ready.").Hides("Ask them again")
}

// A check that ends within a month can be asked for where it stands, before it has ended.
func TestACheckThatEndsSoonIsAskedForOnTheFolder(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	dbs := identity()
	for part, value := range map[string]string{"check": "dbs", "level": "enhanced", "expires-day": "20", "expires-month": "12", "expires-year": "2026"} {
		dbs.Set(part, value)
	}
	hub.Get(at).Says("Needed: Enhanced DBS check.")
	hub.Post(at+"/check", dbs).LeadsTo(at)
	hub.Get(at).Says("Enhanced DBS check: counts until 20 December 2026.").Hides("Needed: Enhanced DBS check.")
}
