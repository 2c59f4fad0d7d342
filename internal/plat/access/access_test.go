package access_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

var (
	nobody      = access.Principal{}
	boroughwide = access.Principal{Account: "a1", Grants: []access.Grant{{Role: access.Agent}}}
	inInce      = access.Principal{Account: "a2", Grants: []access.Grant{
		{Role: access.Coordinator, Neighbourhood: "ince"},
		{Role: access.Coordinator, Neighbourhood: "ashton"},
		{Role: access.Coordinator, Neighbourhood: "ince"},
	}}
	foodBank = access.Principal{Account: "a3", Grants: []access.Grant{{Role: access.Organisation, Organisation: "food-bank"}}}
	forged   = access.Principal{Grants: []access.Grant{{Role: access.Admin}}}
)

func TestRuleAllows(t *testing.T) {
	tests := map[string]struct {
		rule access.Rule
		who  access.Principal
		want bool
	}{
		"the zero rule is shut":               {access.Rule{}, boroughwide, false},
		"no roles named is shut":              {access.Anyone(), boroughwide, false},
		"public lets in nobody in particular": {access.Public(), nobody, true},
		"signed in keeps the public out":      {access.SignedIn(), nobody, false},
		"signed in lets in any account":       {access.SignedIn(), foodBank, true},
		"a role lets in its holder":           {access.Anyone(access.Agent, access.Manager), boroughwide, true},
		"a role held in one place is enough":  {access.Anyone(access.Coordinator), inInce, true},
		"another role is not":                 {access.Anyone(access.Admin), inInce, false},
		"a grant without an account is not":   {access.Anyone(access.Admin), forged, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.rule.Allows(tt.who); got != tt.want {
				t.Errorf("%s allows %+v = %v, want %v", tt.rule, tt.who, got, tt.want)
			}
		})
	}
}

func TestRuleString(t *testing.T) {
	for want, rule := range map[string]access.Rule{
		"nobody": {}, "public": access.Public(), "signed in": access.SignedIn(),
		"agent, manager": access.Anyone(access.Agent, access.Manager),
	} {
		if got := rule.String(); got != want {
			t.Errorf("rule reads %q, want %q", got, want)
		}
		if rule.Declared() != (want != "nobody") {
			t.Errorf("rule %q: declared is %v", want, rule.Declared())
		}
	}
}

func TestHasFor(t *testing.T) {
	tests := map[string]struct {
		who           access.Principal
		neighbourhood string
		role          access.Role
		want          bool
	}{
		"borough-wide reaches a neighbourhood":              {boroughwide, "ince", access.Agent, true},
		"borough-wide reaches the borough's own":            {boroughwide, "", access.Agent, true},
		"one neighbourhood reaches itself":                  {inInce, "ince", access.Coordinator, true},
		"one neighbourhood does not reach another":          {inInce, "leigh", access.Coordinator, false},
		"one neighbourhood does not reach the borough's":    {inInce, "", access.Coordinator, false},
		"an organisation's role reaches no neighbourhood":   {foodBank, "ince", access.Organisation, false},
		"an organisation's role does not reach borough's":   {foodBank, "", access.Organisation, false},
		"the public reaches nothing":                        {nobody, "ince", access.Agent, false},
		"a grant without an account reaches nothing":        {forged, "ince", access.Admin, false},
		"the wrong role does not reach, though in place":    {inInce, "ince", access.Manager, false},
		"the wrong role does not reach, though boroughwide": {boroughwide, "ince", access.Admin, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.who.HasFor(tt.neighbourhood, tt.role); got != tt.want {
				t.Errorf("HasFor = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestNeighbourhoods(t *testing.T) {
	ids, all := inInce.Neighbourhoods(access.Coordinator)
	if diff := cmp.Diff([]string{"ashton", "ince"}, ids); diff != "" || all {
		t.Errorf("neighbourhoods differ (all %v): %s", all, diff)
	}
	if ids, all = boroughwide.Neighbourhoods(access.Agent); !all || ids != nil {
		t.Errorf("borough-wide gives %v, %v", ids, all)
	}
	if ids, all = foodBank.Neighbourhoods(access.Organisation); all || len(ids) != 0 {
		t.Errorf("an organisation's grant gives %v, %v", ids, all)
	}
}

func TestCheck(t *testing.T) {
	as := func(p access.Principal) context.Context { return access.With(t.Context(), p) }
	tests := map[string]struct {
		err  error
		ok   bool
		kind fault.Kind
	}{
		"the public is asked to sign in":     {err: access.Check(t.Context(), "ince", access.Agent), kind: fault.Unauthenticated},
		"the wrong place is forbidden":       {err: access.Check(as(inInce), "leigh", access.Coordinator), kind: fault.Forbidden},
		"the right place is allowed":         {err: access.Check(as(inInce), "ince", access.Coordinator), ok: true},
		"held anywhere":                      {err: access.CheckHeld(as(inInce), access.Coordinator), ok: true},
		"not held":                           {err: access.CheckHeld(as(inInce), access.Admin), kind: fault.Forbidden},
		"its own organisation":               {err: access.CheckOrganisation(as(foodBank), "food-bank", access.Organisation), ok: true},
		"another organisation":               {err: access.CheckOrganisation(as(foodBank), "other", access.Organisation), kind: fault.Forbidden},
		"no organisation":                    {err: access.CheckOrganisation(as(foodBank), "", access.Organisation), kind: fault.Forbidden},
		"borough-wide over an organisation":  {err: access.CheckOrganisation(as(boroughwide), "food-bank", access.Agent), ok: true},
		"a neighbourhood over organisations": {err: access.CheckOrganisation(as(inInce), "food-bank", access.Coordinator), kind: fault.Forbidden},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.ok != (tt.err == nil) {
				t.Fatalf("got error %v, want allowed %v", tt.err, tt.ok)
			}
			if !tt.ok && fault.KindOf(tt.err) != tt.kind {
				t.Errorf("kind is %v, want %v", fault.KindOf(tt.err), tt.kind)
			}
		})
	}
}

func TestOrganisationID(t *testing.T) {
	if got := foodBank.OrganisationID(); got != "food-bank" {
		t.Errorf("organisation is %q", got)
	}
	if got := inInce.OrganisationID(); got != "" {
		t.Errorf("a council officer acts for %q", got)
	}
}

func TestRolesAreKnown(t *testing.T) {
	for _, r := range access.Roles() {
		if !r.Known() {
			t.Errorf("%s is not known", r)
		}
	}
	if access.Role("mayor").Known() {
		t.Error("an unwritten role is known")
	}
}

func TestAVolunteerReachesNothingButTheirOwn(t *testing.T) {
	jean := access.Principal{Account: "volunteer:jean", Grants: []access.Grant{{Role: access.Volunteer, Volunteer: "jean"}}}
	if jean.VolunteerID() != "jean" || jean.HasFor("", access.Volunteer) || jean.HasFor("ince", access.Volunteer) || !jean.Has(access.Volunteer) {
		t.Errorf("a volunteer's role reaches further than the volunteer: %+v", jean)
	}
	if _, all := jean.Neighbourhoods(access.Volunteer); all {
		t.Error("a volunteer's role reaches the borough")
	}
	for name, p := range map[string]access.Principal{
		"nobody signed in": {Grants: []access.Grant{{Role: access.Volunteer, Volunteer: "jean"}}},
		"another role":     {Account: "a", Grants: []access.Grant{{Role: access.Agent, Volunteer: "jean"}}},
	} {
		if p.VolunteerID() != "" {
			t.Errorf("%s is the volunteer %s", name, p.VolunteerID())
		}
	}
}
