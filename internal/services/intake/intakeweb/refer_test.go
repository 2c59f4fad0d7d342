package intakeweb

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/web"
)

// TestStaffTakeAReferralByPhone: they say who rings; and whoever signs in next in the same
// browser finds nothing of it.
func TestStaffTakeAReferralByPhone(t *testing.T) {
	s := newSite(t, "wigan", func(c *web.Config) {
		c.Sessions = func(_ context.Context, token string) (access.Principal, error) {
			return access.Principal{Account: token, Name: token, Grants: []access.Grant{{Role: access.Agent}}}, nil
		}
	})
	b := s.browser()
	b.cookies["kith"] = &http.Cookie{Name: "kith", Value: "robin"}
	b.get("/refer").get("/refer/referrer").wantText("Who rings?", "The national shielding contact centre", "An elected member", "Leave it empty for an elected member")
	by := "&asker_name=Jo+Bell&asker_relation=call+handler&asker_phone=01632+960162&asker_consent=agreed"
	b.answer("ref_source="+by).wantStatus(http.StatusUnprocessableEntity).wantText("Select who refers them", "Jo Bell")
	b.answer("ref_source=shielding-centre" + by).wantAt("/refer/where").answer("postcode=WN2+3EB")
	other := b.copy()
	other.cookies["kith"] = &http.Cookie{Name: "kith", Value: "sam"}
	other.get("/refer").wantText("Start now").wantNoText("Carry on").get("/refer/referrer").wantNoText("Jo Bell")
	b.get("/refer").wantText("Carry on").get("/refer/helps").answer("helps_now=family").answer("needs=shopping")
	b.answer("first_name=Amina&last_name=Khan").answer("safe_contact=call").wantAt("/refer/check").wantText("The national shielding contact centre")
	b.post("/refer/check", nil).wantAt("/refer/done").wantText("Referral sent", `href="/calls"`)
	other.get("/refer/done").wantNoText("Referral sent")
	var source, organisation string
	r := s.db.Read(s.ctx)
	if err := r.QueryRow(`SELECT source, COALESCE(organisation_id, '') FROM intake_arrival WHERE borough_id = ?`, r.Borough()).Scan(&source, &organisation); err != nil || source != "shielding-centre" || organisation != "" {
		t.Errorf("it came from %s (%s), %v", source, organisation, err)
	}
	s.browser().get("/refer").wantAt("/sign-in?then=%2Frefer")
}

// TestAPartnerRefersSomebody: who refers, the borough's own questions, a reference; and then
// how it stands in a word, of its own referrals alone.
func TestAPartnerRefersSomebody(t *testing.T) {
	s := newSite(t, "wigan", func(c *web.Config) {
		c.Sessions = func(_ context.Context, token string) (access.Principal, error) {
			return access.Principal{Account: "organisation:" + token, Name: token, Grants: []access.Grant{{Role: access.Organisation, Organisation: token}}}, nil
		}
	})
	in := func(name string) *browser {
		b := s.browser()
		b.cookies["kith"] = &http.Cookie{Name: "kith", Value: name}
		return b
	}
	b := in("school").get("/refer").wantText("Refer somebody", `href="/refer/referrer"`)
	b.get("/refer/referrer").wantText("We help whether or not the person agreed").answer("asker_name=Jo").wantStatus(http.StatusUnprocessableEntity)
	b.answer("asker_name=Jo+Bell&asker_relation=teacher&asker_phone=07700+900124&asker_consent=not-told").wantAt("/refer/where")
	b.answer("postcode=WN2+3EB").answer("helps_now=family").wantAt("/refer/needs").wantText("What do they need help with?").answer("needs=shopping")
	b.answer("first_name=Amina&last_name=Khan").answer("safe_contact=call").wantAt("/refer/check").wantText("Send the referral", "Jo Bell")
	b.post("/refer/check", nil).wantAt("/refer/done").wantText("Referral sent")
	reference, _ := b.receipt()
	b.get("/refer").wantText(reference, "Received")
	in("another").get("/refer").wantNoText(reference)
	if strings.Contains(b.page, "Amina") {
		t.Error("the partner is told of whom afterwards")
	}
	pagecheck.Check(t, b.page)
	var channel, source, agrees string
	r := s.db.Read(s.ctx)
	if err := r.QueryRow(`SELECT q.channel, a.source, a.agrees FROM needs_request q JOIN intake_arrival a ON a.borough_id = q.borough_id AND a.request_id = q.id
		WHERE q.borough_id = ?`, r.Borough()).Scan(&channel, &source, &agrees); err != nil || channel != "partner" || source != "organisation" || agrees != "not-told" {
		t.Errorf("it came by %s from %s (%s), %v", channel, source, agrees, err)
	}
}
