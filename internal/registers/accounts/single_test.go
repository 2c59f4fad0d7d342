package accounts_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/notify"
	"kith/internal/plat/openid"
	"kith/internal/plat/openid/openidtest"
	"kith/internal/registers/accounts"
)

// single signs people in by an issuer of the test's, whose group "hub" gives a coordinator of
// the hub, and "agents" an agent.
func (g *register) single() *openidtest.Issuer {
	g.t.Helper()
	issuer := openidtest.New(g.t, g.clock)
	client, err := openid.New(openid.Config{Issuer: issuer.URL, Tenant: openidtest.Tenant, ClientID: openidtest.ClientID, Secret: openidtest.Secret, Clock: g.clock})
	if err != nil {
		g.t.Fatal(err)
	}
	g.proving(access.Coordinator)
	g.MailBy(notify.Routes{}, func() string { return "https://help.example.org" })
	g.RuledBy(func(context.Context) (*accounts.Rules, error) {
		return &accounts.Rules{Groups: []accounts.Group{{Group: "hub", Title: "volunteer-coordinator", Neighbourhood: "hapi"}, {Group: "agents", Title: "agent"}}}, nil
	})
	g.SignsInBy(accounts.SingleSignOn{Name: "your council account", Client: client, Roles: func(context.Context) (*accounts.Roles, error) {
		return &accounts.Roles{Roles: []accounts.Title{
			{ID: "agent", Access: access.Agent, HeldFor: accounts.ForBorough},
			{ID: "volunteer-coordinator", Access: access.Coordinator, HeldFor: accounts.ForNeighbourhood},
		}}, nil
	}})
	issuer.Claims["groups"] = []string{"hub"}
	return issuer
}

// back sends somebody to the issuer, and gives what their browser comes back with.
func (g *register) back(ctx context.Context, link bool) (token, state, code string) {
	g.t.Helper()
	to, token, err := g.Leave(ctx, "/board", link)
	if err != nil {
		g.t.Fatal(err)
	}
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.Get(to)
	if err != nil {
		g.t.Fatal(err)
	}
	answer.Body.Close()
	at, err := url.Parse(answer.Header.Get("Location"))
	if err != nil {
		g.t.Fatal(err)
	}
	return token, at.Query().Get("state"), at.Query().Get("code")
}

// through signs somebody in by the issuer.
func (g *register) through() (accounts.Entrance, error) {
	g.t.Helper()
	token, state, code := g.back(g.ctx, false)
	return g.Return(g.ctx, token, state, code, here)
}

func (g *register) in() access.Principal {
	g.t.Helper()
	e, err := g.through()
	if err != nil || e.Session == "" || e.To != "/board" {
		g.t.Fatalf("the single sign-on gives %+v (%v)", e, err)
	}
	return g.lasts(e.Session)
}

func TestWhoJoinsMovesAndLeavesByTheirGroups(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		issuer := g.single()
		joined := g.in()
		if joined.Name != "Ada Example" || !joined.HasFor("hapi", access.Coordinator) || joined.HasFor("leigh", access.Coordinator) {
			t.Errorf("joined as %+v", joined)
		}
		e, err := g.through()
		if err != nil {
			t.Fatal(err)
		}
		issuer.Claims["groups"], issuer.Claims["preferred_username"] = []string{"agents"}, "ada.married@example.org"
		moved := g.in()
		if moved.Account != joined.Account || moved.Has(access.Coordinator) || !moved.HasFor("", access.Agent) {
			t.Errorf("moved to %+v", moved)
		}
		g.over(e.Session) // begun under the old role
		issuer.Claims["groups"] = []string{"of the town choir"}
		for range 2 {
			if e, err := g.through(); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("somebody who left is let in: %+v (%v)", e, err)
			}
		}
		if all, err := g.List(g.by(admin)); err != nil || len(all) != 1 || !all[0].Disabled() {
			t.Errorf("the accounts are %+v (%v)", all, err)
		}
		issuer.Claims["groups"] = []string{"hub"}
		if _, err := g.through(); fault.CodeOf(err) != "accounts.ended" {
			t.Errorf("an account that was ended is taken up again: %v", err)
		}
	})
}

func TestAnAddressConnectsNobody(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		issuer := g.single()
		a := g.add(inHub)
		issuer.Claims["preferred_username"] = email
		if e, err := g.through(); fault.CodeOf(err) != "accounts.not-linked" {
			t.Errorf("an address is taken for somebody: %+v (%v)", e, err)
		}
		// Whoever is signed in connects it, and then it is the object that counts.
		me := g.by(g.lasts(g.signIn(email, password)))
		token, state, code := g.back(me, true)
		if _, err := g.Return(me, token, state, code, here); err != nil {
			t.Fatal(err)
		}
		issuer.Claims["preferred_username"], issuer.Claims["groups"] = "another@example.org", nil
		if p := g.in(); p.Account != string(a.ID) || !p.HasFor("hapi", access.Coordinator) {
			t.Errorf("the connected account is %+v", p)
		}
		issuer.Claims["oid"], issuer.Claims["groups"] = "object-of-somebody-else", []string{"hub"}
		issuer.Claims["preferred_username"] = email
		if e, err := g.through(); fault.CodeOf(err) != "accounts.not-linked" {
			t.Errorf("another object with the same address is let in: %+v (%v)", e, err)
		}
		if err := g.Unlink(me); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheLastWayInIsNotTakenAway(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.single()
		p := g.in()
		if err := g.Unlink(g.by(p)); fault.CodeOf(err) != "accounts.last-way" {
			t.Errorf("the only way in is taken away: %v", err)
		}
	})
}

func TestWhatSomebodyComesBackWithCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.single()
		token, state, code := g.back(g.ctx, false)
		other, _, _ := g.back(g.ctx, false)
		if _, err := g.Return(g.ctx, other, state, code, here); fault.CodeOf(err) != "accounts.not-left" {
			t.Errorf("another browser takes it up: %v", err)
		}
		if _, err := g.Return(g.ctx, token, "another state", code, here); fault.CodeOf(err) != "accounts.not-left" {
			t.Errorf("another state is taken: %v", err)
		}
		token, state, code = g.back(g.ctx, false)
		if _, err := g.Return(g.ctx, token, state, code, here); err != nil {
			t.Fatal(err)
		}
		if _, err := g.Return(g.ctx, token, state, code, here); fault.CodeOf(err) != "accounts.not-left" {
			t.Errorf("it is taken twice: %v", err)
		}
	})
}

func TestTooManyGroupsAreNoGroups(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		issuer := g.single()
		joined := g.in()
		issuer.Claims["groups"] = nil
		issuer.Claims["_claim_names"] = map[string]string{"groups": "src1"}
		issuer.Claims["_claim_sources"] = map[string]any{"src1": map[string]string{"endpoint": "https://graph.example.org/groups"}}
		if _, err := g.through(); fault.CodeOf(err) != "accounts.many-groups" {
			t.Errorf("got %v", err)
		}
		if all, err := g.List(g.by(admin)); err != nil || len(all) != 1 || all[0].Disabled() || string(all[0].ID) != joined.Account {
			t.Errorf("somebody in many groups is taken to have left: %+v (%v)", all, err)
		}
	})
}
