package accounts_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
)

// box keeps the mails that were sent.
type box struct {
	sent []notify.Message
	fail error
}

func (b *box) Send(_ context.Context, m notify.Message) (notify.Sent, error) {
	if b.fail != nil {
		return notify.Sent{}, b.fail
	}
	b.sent = append(b.sent, m)
	return notify.Sent{Reference: m.Reference}, nil
}

func (b *box) Find(_ context.Context, _ notify.Channel, reference string) (notify.Sent, bool, error) {
	for _, m := range b.sent {
		if m.Reference == reference {
			return notify.Sent{}, true, nil
		}
	}
	return notify.Sent{}, false, nil
}

// told hands the journal's entries to whoever subscribes to them, twice: they may come again.
func (g *register) told() {
	g.t.Helper()
	if err := journal.New(g.db, []byte(key), nil).Seal(g.ctx); err != nil {
		g.t.Fatal(err)
	}
	all, err := journal.Since(g.db.Read(g.ctx), db.CallerOf(g.ctx).Borough, 0)
	if err != nil {
		g.t.Fatal(err)
	}
	for range 2 {
		for _, e := range all {
			for _, s := range g.Subscriptions() {
				if s.Wants(e.Topic) {
					if err := s.Handle(g.ctx, e); err != nil {
						g.t.Fatal(err)
					}
				}
			}
		}
	}
}

func TestSomebodyInvitedChoosesAPasswordOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		mails := &box{}
		g.MailBy(notify.Routes{notify.Email: mails}, func() string { return "https://help.example.org" })
		a, err := g.Add(g.by(admin), accounts.NewAccount{Name: "Ada", Email: email, Invited: true, Grants: []access.Grant{inHub}})
		if err != nil {
			t.Fatal(err)
		}
		g.refused("accounts.wrong", email, "")
		first, err := g.Invite(g.by(admin), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		link, err := g.Invite(g.by(admin), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		token := func(link string) string {
			return strings.TrimPrefix(link, "https://help.example.org"+accounts.InvitedPath)
		}
		if _, err := g.Accept(g.ctx, token(first), password, here); fault.CodeOf(err) != "accounts.no-invitation" {
			t.Errorf("a link that was replaced works: %v", err)
		}
		g.told()
		if len(mails.sent) != 1 || mails.sent[0].To != email || !strings.Contains(mails.sent[0].Body, link) {
			t.Errorf("mailed %+v, want the link %s once", mails.sent, link)
		}
		if _, err := g.Accept(g.ctx, token(link), "short", here); fault.CodeOf(err) != "accounts.short-password" {
			t.Errorf("a short password: %v", err)
		}
		e, err := g.Accept(g.ctx, token(link), password, here)
		if err != nil {
			t.Fatal(err)
		}
		g.lasts(e.Session)
		g.lasts(g.signIn(email, password))
		for _, again := range []string{token(link), "nothing", ""} {
			if _, err := g.Accept(g.ctx, again, "four quite random words", here); fault.CodeOf(err) != "accounts.no-invitation" {
				t.Errorf("%q works: %v", again, err)
			}
		}
		if _, err := g.Invite(g.by(a.Principal()), a.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("somebody invites themselves: %v", err)
		}
	})
}

func TestALinkForANewPasswordEndsSessionsAndAsksForTheSecondStep(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.proving()
		a := g.add(inHub)
		secret, _ := g.app(a)
		e, err := g.TakeStep(g.ctx, g.due(accounts.TypeCode), g.code(secret, 0), here)
		if err != nil {
			t.Fatal(err)
		}
		link, err := g.Invite(g.by(admin), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		g.clock.Advance(2 * 24 * time.Hour)
		again, err := g.Accept(g.ctx, strings.TrimPrefix(link, accounts.InvitedPath), "four quite random words", here)
		if err != nil || again.Session != "" || again.Step != accounts.TypeCode {
			t.Errorf("the link gives %+v (%v): mail must not be a way round the second step", again, err)
		}
		g.over(e.Session)
		late, err := g.Invite(g.by(admin), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		g.clock.Advance(accounts.InvitationLasts)
		if _, err := g.Invited(g.ctx, strings.TrimPrefix(late, accounts.InvitedPath)); fault.CodeOf(err) != "accounts.no-invitation" {
			t.Errorf("a link lasts for ever: %v", err)
		}
	})
}

// links makes a link for an organisation, as somebody.
func (g *register) link(as access.Principal) string {
	g.t.Helper()
	var bank organisations.Organisation
	err := g.db.Write(g.ctx, func(tx *db.Tx) (err error) {
		bank, err = organisations.AddOne(tx, organisations.NewOrganisation{Name: "Open Door Food Bank", Kind: organisations.FoodBank, Neighbourhood: "hapi"})
		return err
	})
	if err != nil {
		g.t.Fatal(err)
	}
	link, err := g.MakeLink(g.by(as), bank.ID)
	if err != nil {
		g.t.Fatal(err)
	}
	return link
}

func TestWhoMovesOrLeavesHasNothingOpenAnyMore(t *testing.T) {
	for what, do := range map[string]func(g *register, a accounts.Account) error{
		"moved": func(g *register, a accounts.Account) error {
			return g.Move(g.by(admin), accounts.Move{Account: a.ID, Version: a.Version, Title: "agent", Grants: []access.Grant{{Role: access.Agent}}})
		},
		"ended": func(g *register, a accounts.Account) error { return g.Disable(g.by(admin), a.ID) },
	} {
		each(t, func(t *testing.T, g *register) {
			g.proving(access.Manager)
			a := g.add(inHub)
			session, link := g.signIn(email, password), g.link(a.Principal())
			if err := do(g, a); err != nil {
				t.Fatal(err)
			}
			g.over(session)
			if _, err := g.EnterByLink(g.ctx, link); fault.CodeOf(err) != "accounts.no-link" {
				t.Errorf("a link made by somebody who was %s works: %v", what, err)
			}
		})
	}
}

func TestMovingAnAccount(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		a := g.add(inHub)
		m := accounts.Move{Account: a.ID, Version: a.Version, Title: "agent", Grants: []access.Grant{{Role: access.Agent}}}
		if err := g.Move(g.by(a.Principal()), m); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a coordinator moves: %v", err)
		}
		if err := g.Move(g.by(access.Principal{Account: string(a.ID), Grants: admin.Grants}), m); fault.CodeOf(err) != "accounts.own-role" {
			t.Errorf("somebody moves themselves: %v", err)
		}
		if err := g.Move(g.by(admin), m); err != nil {
			t.Fatal(err)
		}
		if err := g.Move(g.by(admin), m); fault.CodeOf(err) != "accounts.overtaken" {
			t.Errorf("an older form is taken: %v", err)
		}
		p := g.lasts(g.signIn(email, password))
		if p.Has(access.Coordinator) || !p.HasFor("", access.Agent) {
			t.Errorf("moved to %+v", p)
		}
	})
}

func TestUnusedAccounts(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		never, err := g.Create(g.ctx, accounts.NewAccount{Name: "Never", Email: "never@example.org", Password: password, Grants: []access.Grant{inHub}})
		if err != nil {
			t.Fatal(err)
		}
		g.clock.Advance(60 * 24 * time.Hour)
		g.signIn(email, password)
		g.clock.Advance(31 * 24 * time.Hour)
		if all, err := g.Unused(g.by(admin), 90); err != nil || len(all) != 1 || all[0].ID != never.ID {
			t.Errorf("unused for 90 days: %+v (%v)", all, err)
		}
		if all, err := g.Unused(g.by(admin), 30); err != nil || len(all) != 2 || all[0].ID != never.ID {
			t.Errorf("unused for 30 days: %+v (%v)", all, err)
		}
	})
}

func TestSessionsAreSeenAndEndedByTheirOwner(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		a := g.add(inHub)
		mine := g.signIn(email, password)
		g.clock.Advance(time.Minute)
		e, err := g.SignIn(g.ctx, email, password, accounts.Origin{Network: "198.51.100.7/32", Browser: "Chrome on Windows", Device: "another"})
		if err != nil {
			t.Fatal(err)
		}
		me := g.by(g.lasts(mine))
		all, err := g.Sessions(me, a.ID, mine)
		if err != nil || len(all) != 2 || all[0].Browser != "Chrome on Windows" || all[0].Place != "the internet address 198.51.100.7" || all[0].Here || !all[1].Here {
			t.Fatalf("the sessions are %+v (%v)", all, err)
		}
		stranger := g.by(access.Principal{Account: "another", Grants: []access.Grant{inHub}})
		if err := g.EndSession(stranger, a.ID, all[0].ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a stranger ends it: %v", err)
		}
		other, err := g.Add(g.by(admin), accounts.NewAccount{Name: "Kim Other", Email: "kim@example.org", Password: password, Grants: []access.Grant{inHub}})
		if err != nil {
			t.Fatal(err)
		}
		theirs := g.by(access.Principal{Account: string(other.ID), Name: other.Name, Grants: other.Grants})
		if err := g.EndSession(theirs, other.ID, all[0].ID); err != nil {
			t.Fatal(err)
		}
		g.lasts(e.Session) // named as their own it is not ended
		if err := g.EndSession(me, a.ID, all[0].ID); err != nil {
			t.Fatal(err)
		}
		g.over(e.Session)
		g.lasts(mine)
		if err := g.EndSession(g.by(admin), a.ID, all[1].ID); err != nil {
			t.Fatal(err)
		}
		g.over(mine)
	})
}

func TestANewBrowserIsToldOfOnce(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		mails := &box{}
		g.MailBy(notify.Routes{notify.Email: mails}, func() string { return "https://help.example.org" })
		g.RuledBy(func(context.Context) (*accounts.Rules, error) {
			return &accounts.Rules{Networks: []accounts.Network{{Name: "Town hall", Range: "192.0.2.0/24"}}}, nil
		})
		g.add(inHub)
		g.signIn(email, password)
		g.signIn(email, password)
		g.told()
		if len(mails.sent) != 1 {
			t.Fatalf("%d mails", len(mails.sent))
		}
		body := mails.sent[0].Body
		for _, said := range []string{"7 April 2020 at 09:30", "Firefox on Linux", "Town hall", "tell your administrator"} {
			if !strings.Contains(body, said) {
				t.Errorf("the mail does not say %q: %s", said, body)
			}
		}
		if strings.Contains(body, "http") {
			t.Errorf("the mail has a link in it, as one that is not ours would: %s", body)
		}
		g.clock.Advance(25 * time.Hour)
		mails.sent = nil
		g.told()
		if len(mails.sent) != 0 {
			t.Errorf("news of yesterday is mailed: %+v", mails.sent)
		}
	})
}

func TestProgramsShareTheBrakesOfSigningIn(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(inHub)
		other := *g
		other.Service = accounts.New(g.db)
		for i := range 10 {
			if i%2 == 0 {
				other.refused("accounts.wrong", email, "not the password")
			} else {
				g.refused("accounts.wrong", email, "not the password")
			}
		}
		g.refused("accounts.too-many", email, password)
		other.refused("accounts.too-many", email, password)
		(&register{accounts.New(g.db), t, g.db, g.ctx, g.clock}).refused("accounts.too-many", email, password) // one that was just started
	})
}
