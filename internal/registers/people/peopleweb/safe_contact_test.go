package peopleweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"kith/internal/plat/govuk/pagecheck"
)

var seenSafe = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`)

func TestAskingHowToReachThemSafely(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	b := g.As(agent)
	at := page(r) + "/safe-contact"
	form := b.Get(at).Is(http.StatusOK).Has(`value="mornings"`).Says("How to reach Amina Khan safely")
	pagecheck.Check(t, form.Body)
	first := seenSafe.FindStringSubmatch(form.Body)[1]
	g.clock.Advance(31 * 24 * time.Hour)
	b.Get(page(r)).Says("Ask again before anything else")
	b.Post(at+"/still-right", url.Values{"seen": {first}}).LeadsTo(page(r))
	b.Get(page(r)).Says("How to reach them safely is confirmed", "Last confirmed: just now", "How to reach them safely is still right by Jo Agent", "You may send a text.").
		Hides("Ask again before anything else")

	// More is allowed now than the record allowed: what staff asked last holds.
	asked := url.Values{
		"seen": {first}, "channels": {"call", "visit"}, "also": {"voicemail", "hide-number"}, "times": {"after 6pm"},
		"speak-to": {"her sister Zainab"}, "code-word": {"bluebell"},
	}
	clash := b.Post(at, asked).Is(http.StatusConflict).Says("Times mornings Jo Agent after 6pm", "Nothing is saved yet").Has(`value="bluebell"`, "<title>Error: ", `href="#changed"`)
	asked.Set("seen", seenSafe.FindStringSubmatch(clash.Body)[1])
	b.Post(at, asked).LeadsTo(page(r))
	b.Post(at, asked).LeadsTo(page(r)) // pressed twice, or another wrote down the same
	b.Get(page(r)).Is(http.StatusOK).
		Says("You may leave a voicemail.", "Send no text.", "You may visit.", "Withhold your number", "When: after 6pm", "bluebell", "You may also speak to: her sister Zainab", "Say nothing of who is ringing").
		Hides("no voicemail", "mornings")

	back := seenSafe.FindStringSubmatch(b.Get(page(r)).Body)[1]
	b.Post(at+"/still-right", url.Values{"seen": {back}, "back": {"/board"}}).LeadsTo("/board")
	b.Post(at+"/still-right", url.Values{"seen": {"00"}}).Is(http.StatusConflict)
	g.As(auditor).Get(at).Is(http.StatusForbidden)
	g.As(inLeigh).Post(at+"/still-right", url.Values{"seen": {back}}).Is(http.StatusNotFound)
}
