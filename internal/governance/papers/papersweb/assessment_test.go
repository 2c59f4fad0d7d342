package papersweb_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/web/webtest"
)

const assessment = "/governance/protection/assessment"

var seenMark = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`)

func judged(likelihood, harm, note, version string) url.Values {
	return url.Values{"likelihood": {likelihood}, "harm": {harm}, "note": {note}, "version": {version}}
}

// judgeAll says of every risk that little is left.
func judgeAll(b *webtest.Browser) {
	for _, r := range papers.Risks() {
		b.Post(assessment+"/risks/"+r.ID, judged("low", "medium", "", "0")).Is(303)
	}
}

func signed(page webtest.Page, outcome string) url.Values {
	return url.Values{"seen": {seenMark.FindStringSubmatch(page.Body)[1]}, "outcome": {outcome}, "advice": {"Go on."}, "views": {"The panel of residents had no objection."}}
}

func TestARiskIsJudged(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(governance)
		at := assessment + "/risks/found"
		b.Get(assessment).Is(200).Says("Nobody has signed it yet. Of 13 risks nobody has said how much is left.", "Somebody in hiding is found", "Proved by", "Not judged").Has("Nowhere<wbr>Else").Hides("Sign it")
		b.Get(at).Is(200).Says("They may be hurt or killed", "read by two people together")
		b.Post(at, judged("", "high", "As far as we know", "0")).Is(422).Says("Select how likely it is", "As far as we know")
		b.Post(at, judged("medium", "high", "", "0")).Is(422).Says("Enter why so much is left")
		b.Post(at, judged("low", "high", "Training twice a year", "0")).Is(303).LeadsTo(assessment + "#found")
		b.Get(assessment).Is(200).Says("Some is left", "With this: likelihood low, harm high. Training twice a year", "Of 12 risks nobody")
		b.Post(at, judged("low", "low", "Mine", "0")).Is(409).Says("Somebody else has judged this risk", "Name of gov wrote on 21 April 2020: likelihood low, harm high. Training twice a year", "Mine")
		b.Post(at, judged("low", "low", "Mine", "1")).Is(303)
		b.Get(assessment + "/risks/none").Is(404)
	})
}

func TestTheAssessmentIsSignedAsItWasRead(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(governance)
		b.Post(assessment, url.Values{"seen": {"x"}, "outcome": {"accepted"}, "advice": {"Go on."}, "views": {"None"}}).Is(409).Says("Judge every risk first")
		judgeAll(b)
		page := b.Get(assessment).Is(200).Says("Sign it as version 1")
		empty := signed(page, "")
		empty.Set("advice", "")
		b.Post(assessment, empty).Is(422).Says("Select what you decide", "Enter what the data protection officer advised", "The panel of residents")
		b.Post(assessment+"/risks/paper", judged("low", "low", "", "1")).Is(303)
		b.Post(assessment, signed(page, "accepted")).Is(409).Says("Something has changed since you opened this page", "Go on.")
		b.Post(assessment, signed(b.Get(assessment), "accepted")).Is(303)
		b.Get(assessment).Is(200).Says("Version 1 was signed by Name of gov on 21 April 2020. Nothing has changed since.", "It may go on", "The panel of residents had no objection", "Sign it as version 2")
		b.Get("/governance/protection").Is(200).Says("Nothing has changed since", "Signed")
	})
}

// Whatever is declared otherwise than it was signed is told, so that the assessment cannot
// drift unseen.
func TestWhatChangedSinceItWasSignedIsTold(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(governance)
		judgeAll(b)
		b.Post(assessment, signed(b.Get(assessment), "accepted")).Is(303)
		w.papers.Behind(func() []papers.Door {
			return []papers.Door{{Pattern: "/people/{id}", Roles: []access.Role{access.Agent, access.Coordinator, access.PublicHealth, access.Member}}, {Pattern: "/volunteers", Roles: []access.Role{access.Admin}}}
		})
		page := b.Get(assessment).Is(200)
		for _, want := range []string{"Since then", "things have changed", "Who receives it: people member", "Who receives it: volunteers coordinator", "It was not there", "It is gone"} {
			page.Says(want)
		}
		b.Get("/governance/protection").Is(200).Says("Changed since")
		b.Post(assessment, signed(page, "accepted")).Is(303)
		b.Get(assessment).Is(200).Says("Version 2 was signed", "Nothing has changed since", "Version 1")
	})
}

func TestMuchThatIsLeftIsAskedOfTheCommissionerFirst(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(governance)
		judgeAll(b)
		b.Post(assessment+"/risks/attack", judged("high", "high", "Old machines", "1")).Is(303)
		page := b.Get(assessment).Is(200).Says("Much is left", "Ask the Information Commissioner before this goes on")
		b.Post(assessment, signed(page, "accepted")).Is(409).Says("Ask the Information Commissioner first (article 36)")
		b.Post(assessment, signed(page, "to-ask")).Is(303)
		b.Get(assessment).Is(200).Says("The Information Commissioner is asked first")
	})
}

func TestTheAssessmentIsForTheGovernanceLead(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(agent)
		b.Get(assessment).Is(403)
		b.Post(assessment, url.Values{}).Is(403)
		b.Post(assessment+"/risks/found", judged("low", "low", "", "0")).Is(403)
		long := judged("low", "low", strings.Repeat("a", papers.Longest+1), "0")
		w.site.As(governance).Post(assessment+"/risks/found", long).Is(422)
	})
}

func TestWhatOthersAskIsShown(t *testing.T) {
	each(t, full, func(t *testing.T, w world) {
		b := w.site.As(governance)
		b.Get("/governance/protection").Is(200).Says("The 14 cloud security principles", "The Data Security and Protection Toolkit")
		b.Get("/governance/protection/evidence/cloud").Is(200).Says("Of 14 principles", "3. Separation between customers", "What the council supplies", "penetration test", "Some is open")
		b.Get("/governance/protection/evidence/toolkit").Is(200).Says("Of 10 standards", "10. Accountable suppliers", "The council's own", "Data requests")
		b.Get("/governance/protection/evidence/none").Is(404)
		w.site.As(agent).Get("/governance/protection/evidence/cloud").Is(403)
	})
}
