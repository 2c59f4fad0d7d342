package breakglass_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/policy"
	"kith/internal/registers/accounts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/breakglass"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	agent   = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	another = access.Principal{Account: "agent2", Name: "Kim Agent", Grants: []access.Grant{{Role: access.Agent}}}
	hub     = access.Principal{Account: "hub", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	leigh   = access.Principal{Account: "leigh", Name: "Lee Leigh", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	manager = access.Principal{Account: "manager", Name: "Mo Manager", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	point   = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	analyst = access.Principal{Account: "analyst", Name: "Ana", Grants: []access.Grant{{Role: access.Analyst}}}
)

// glass is a hub with somebody restricted in it, whose address is withheld.
type glass struct {
	*boardtest.Hub
	*breakglass.Service
	t       *testing.T
	people  *people.Service
	seconds *secondperson.Service
	task    tasks.Task
}

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

func each(t *testing.T, test func(t *testing.T, g *glass)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		g := &glass{Hub: h, t: t, people: people.New(h.DB, unwatched{}), seconds: secondperson.New(h.DB)}
		if err := g.people.Sealing(make([]byte, 32)); err != nil {
			t.Fatal(err)
		}
		g.Service = breakglass.New(h.DB, g.people, g.seconds)
		g.task = h.Add(boardtest.Work{
			Given: "Zorbelia", Family: "Quorvex", Phone: "+441632960177", Hub: "hapi",
			Address:  places.Address{Line1: "11 Vantzel Street", Postcode: "WN2 3EB"},
			Decision: needs.Result{Labels: []needs.Label{needs.Safeguarding}, Reasons: []needs.Reason{{Because: "Somebody frightens her"}}},
		})
		g.mark(people.Restricted)
		if err := g.people.WriteNote(h.As(point), people.PersonID(g.task.Record), "Takes insulin.", true); err != nil {
			t.Fatal(err)
		}
		test(t, g)
	}, secondperson.Static().Migrations, breakglass.Static().Migrations)
}

func (g *glass) mark(labels ...people.Label) {
	g.t.Helper()
	ctx := g.As(point)
	p, err := g.people.Person(ctx, people.PersonID(g.task.Record))
	if err == nil {
		err = g.people.Mark(ctx, p.ID, p.Labels(), labels)
	}
	if err != nil {
		g.t.Fatal(err)
	}
}

func (g *glass) wanted() breakglass.Wanted {
	return breakglass.Wanted{Record: g.task.Record, Danger: breakglass.Life, Reason: "She rang and the line went dead.", Confirmed: true}
}

func (g *glass) open(who access.Principal) breakglass.Opening {
	g.t.Helper()
	o, err := g.Open(g.As(who), g.wanted())
	if err != nil {
		g.t.Fatal(err)
	}
	return o
}

func text(s breakglass.Shown) string {
	var all []string
	for _, f := range s.Fields {
		all = append(all, f.Says)
	}
	for _, a := range s.Asked {
		all = append(all, a.OwnWords)
		for _, n := range a.Needs {
			for _, r := range n.Decision.Reasons {
				all = append(all, r.Because)
			}
		}
	}
	return strings.Join(all, "\n")
}

// In an emergency whoever may not see somebody sees them part by part, for an hour, each part
// written down first; nobody else sees more than before, and neither do lists.
func TestAnHourInAnEmergency(t *testing.T) {
	each(t, func(t *testing.T, g *glass) {
		ctx := g.As(agent)
		o := g.open(agent)
		for part, says := range map[policy.Group]string{
			policy.Identity: "Zorbelia Quorvex", policy.Address: "11 Vantzel Street", policy.Health: "Takes insulin.", policy.Safeguarding: "Somebody frightens her",
		} {
			shown, err := g.Read(ctx, o.ID, part)
			if err != nil || !strings.Contains(text(shown), says) {
				t.Errorf("%s: %q, %v", part, text(shown), err)
			}
		}
		if _, err := g.Read(ctx, o.ID, policy.Money); fault.KindOf(err) != fault.NotFound {
			t.Errorf("money: %v", err)
		}
		if _, err := g.Read(g.As(another), o.ID, policy.Identity); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else reads it: %v", err)
		}
		if _, err := g.people.Person(ctx, people.PersonID(g.task.Record)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("their ordinary page opens: %v", err)
		}
		if hits, err := g.people.Search(ctx, "quorvex", 5); err != nil || len(hits) != 0 {
			t.Errorf("a search finds %d, %v", len(hits), err)
		}
		if same := g.open(agent); same.ID != o.ID {
			t.Error("pressing twice opens twice")
		}
		g.Clock.Advance(breakglass.Lasts)
		if shown, err := g.Read(ctx, o.ID, policy.Identity); fault.CodeOf(err) != "breakglass.over" || text(shown) != "" {
			t.Errorf("after the hour: %q, %v", text(shown), err)
		}
		again := g.open(agent)
		if err := g.Close(ctx, again.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := g.Read(ctx, again.ID, policy.Identity); fault.CodeOf(err) != "breakglass.over" {
			t.Errorf("closed: %v", err)
		}
	})
}

// Each field that is read stands in the journal and with the opening, by its name and without
// what it says, before it is shown: where it cannot be written nothing is shown.
func TestEachFieldIsWrittenDownFirst(t *testing.T) {
	each(t, func(t *testing.T, g *glass) {
		o := g.open(agent)
		if _, err := g.Read(g.As(agent), o.ID, policy.Identity); err != nil {
			t.Fatal(err)
		}
		told, err := journal.About(g.DB.Read(g.Ctx), []string{string(g.task.Record)}, 20)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(told, func(e journal.Sealed) bool { return e.Topic == breakglass.TopicRead })
		if i < 0 || told[i].Actor != "agent" {
			t.Fatalf("the journal has no reading: %+v", told)
		}
		fields, _ := told[i].Data["fields"].([]any)
		if !slices.Contains(fields, any("Name")) || !slices.Contains(fields, any("Phone")) || !slices.Contains(fields, any("Safe contact")) {
			t.Errorf("the journal names %v", fields)
		}
		for _, e := range told {
			for _, v := range e.Data {
				if s, ok := v.(string); ok && (strings.Contains(s, "Zorbelia") || strings.Contains(s, "line went dead")) {
					t.Errorf("the journal says %q", s)
				}
			}
		}
		g.change(`ALTER TABLE breakglass_read RENAME TO breakglass_read_away`)
		defer g.change(`ALTER TABLE breakglass_read_away RENAME TO breakglass_read`)
		for _, part := range breakglass.Parts() {
			if shown, err := g.Read(g.As(agent), o.ID, part); err == nil || text(shown) != "" || len(shown.Fields) != 0 {
				t.Errorf("what could not be written down is shown: %s %q, %v", part, text(shown), err)
			}
		}
	})
}

// change changes a table of the store, which other tests may use after this one.
func (g *glass) change(statement string) {
	g.t.Helper()
	err := g.DB.Write(g.As(agent), func(tx *db.Tx) error {
		_, err := tx.Exec(statement) // borough_id: of no borough
		return err
	})
	if err != nil {
		g.t.Fatal(err)
	}
}

func TestWhoMayOpenWhomAndHow(t *testing.T) {
	each(t, func(t *testing.T, g *glass) {
		for _, c := range []struct {
			who  access.Principal
			kind fault.Kind
		}{{leigh, fault.Forbidden}, {analyst, fault.Forbidden}, {access.Principal{}, fault.Unauthenticated}} {
			if _, err := g.Open(g.As(c.who), g.wanted()); fault.KindOf(err) != c.kind {
				t.Errorf("%q opens: %v", c.who.Name, err)
			}
		}
		g.open(hub)
		for code, spoil := range map[string]func(*breakglass.Wanted){
			"breakglass.no-danger":     func(w *breakglass.Wanted) { w.Danger = "boredom" },
			"breakglass.no-reason":     func(w *breakglass.Wanted) { w.Reason = "  " },
			"breakglass.short-reason":  func(w *breakglass.Wanted) { w.Reason = "urgent" },
			"breakglass.long-reason":   func(w *breakglass.Wanted) { w.Reason = strings.Repeat("a", 501) },
			"breakglass.not-confirmed": func(w *breakglass.Wanted) { w.Confirmed = false },
		} {
			w := g.wanted()
			spoil(&w)
			if _, err := g.Open(g.As(agent), w); fault.CodeOf(err) != code {
				t.Errorf("%s: %v", code, err)
			}
		}
		w := g.wanted()
		w.Record = "0190b0a2-6f5e-7c3a-8e0d-3b1f8c9a2d41"
		if _, err := g.Open(g.As(agent), w); fault.KindOf(err) != fault.NotFound {
			t.Errorf("nobody: %v", err)
		}
	})
}

// An emergency does not open a withheld address: a second person agrees first, and not the same.
func TestAWithheldAddressTakesTwoInAnEmergencyToo(t *testing.T) {
	each(t, func(t *testing.T, g *glass) {
		g.mark(people.Restricted, people.AddressWithheld)
		o, ctx := g.open(agent), g.As(agent)
		shown, err := g.Read(ctx, o.ID, policy.Address)
		if err != nil || !shown.Withheld || text(shown) != "" {
			t.Fatalf("alone: %+v, %v", shown, err)
		}
		for _, part := range breakglass.Parts() {
			if shown, err := g.Read(ctx, o.ID, part); err != nil || strings.Contains(text(shown), "Vantzel") {
				t.Errorf("%s: %q, %v", part, text(shown), err)
			}
		}
		if err := g.AskSecond(ctx, o.ID, "An ambulance is waiting."); err != nil {
			t.Fatal(err)
		}
		all, err := g.seconds.Waiting(g.As(manager))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		if err := g.seconds.Decide(g.As(manager), all[0].ID, true, ""); err != nil {
			t.Fatal(err)
		}
		if shown, err = g.Read(ctx, o.ID, policy.Address); err != nil || !strings.Contains(text(shown), "11 Vantzel Street") {
			t.Errorf("agreed: %q, %v", text(shown), err)
		}
		// Agreed is agreed with whoever asked, in their emergency.
		theirs := g.open(another)
		if shown, err := g.Read(g.As(another), theirs.ID, policy.Address); err != nil || text(shown) != "" {
			t.Errorf("another reads %q, %v", text(shown), err)
		}
	})
}

// A manager of the hub reviews what was opened, never their own, and only once.
func TestReview(t *testing.T) {
	each(t, func(t *testing.T, g *glass) {
		o := g.open(agent)
		if _, err := g.Read(g.As(agent), o.ID, policy.Identity); err != nil {
			t.Fatal(err)
		}
		open, _, err := g.Reviews(g.As(manager))
		if err != nil || len(open) != 1 || len(open[0].Reads) != 1 || !slices.Contains(open[0].Reads[0].Fields, "Name") {
			t.Fatalf("%+v, %v", open, err)
		}
		if elsewhere, _, err := g.Reviews(g.As(leigh)); err != nil || len(elsewhere) != 0 {
			t.Errorf("another hub reviews %d, %v", len(elsewhere), err)
		}
		if _, _, err := g.Reviews(g.As(agent)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent reviews: %v", err)
		}
		own := g.open(manager)
		for _, c := range []struct {
			who     access.Principal
			id      breakglass.ID
			verdict breakglass.Verdict
			remark  string
			code    string
		}{
			{manager, own.ID, breakglass.Right, "", "secondperson.same"},
			{leigh, o.ID, breakglass.Right, "", "breakglass.no-such"},
			{manager, o.ID, "fine", "", "breakglass.no-verdict"},
			{manager, o.ID, breakglass.NotRight, " ", "breakglass.no-remark"},
			{manager, o.ID, breakglass.Learn, "Ring the point first.", ""},
			{manager, o.ID, breakglass.Right, "", "breakglass.reviewed"},
		} {
			if err := g.Review(g.As(c.who), c.id, c.verdict, c.remark); fault.CodeOf(err) != c.code {
				t.Errorf("%s, %q: %v, want %q", c.who.Name, c.verdict, err, c.code)
			}
		}
		open, done, err := g.Reviews(g.As(manager))
		if err != nil || len(open) != 1 || len(done) != 1 {
			t.Fatalf("%d to review, %+v, %v", len(open), done, err)
		}
		if done[0].Remark != "Ring the point first." {
			t.Errorf("it was remarked %q", done[0].Remark)
		}
		if open[0].Overdue(g.Clock.Now()) || !open[0].Overdue(g.Clock.Now().Add(8*24*time.Hour)) {
			t.Error("it is overdue after a week and not before")
		}
	})
}

// mails is a carrier that keeps what it is given.
type mails struct{ sent []notify.Message }

func (m *mails) Send(_ context.Context, one notify.Message) (notify.Sent, error) {
	m.sent = append(m.sent, one)
	return notify.Sent{}, nil
}

func (m *mails) Find(_ context.Context, _ notify.Channel, reference string) (notify.Sent, bool, error) {
	return notify.Sent{}, slices.ContainsFunc(m.sent, func(one notify.Message) bool { return one.Reference == reference }), nil
}

// The managers of the hub are told at once, once, and not by name whom.
func TestTheManagersAreToldAtOnce(t *testing.T) {
	each(t, func(t *testing.T, g *glass) {
		admin := access.Principal{Account: "admin", Grants: []access.Grant{{Role: access.Admin}}}
		register, box := accounts.New(g.DB), &mails{}
		for email, grant := range map[string]access.Grant{
			"manager@example.org": {Role: access.Manager, Neighbourhood: "hapi"}, "leigh@example.org": {Role: access.Manager, Neighbourhood: "leigh"},
		} {
			if _, err := register.Add(g.As(admin), accounts.NewAccount{Name: "Somebody", Email: email, Password: "a long enough password", Grants: []access.Grant{grant}}); err != nil {
				t.Fatal(err)
			}
		}
		g.MailBy(notify.Routes{notify.Email: box}, func() string { return "https://help.example.org/" })
		o := g.open(agent)
		e := journal.Sealed{Entry: journal.Entry{Topic: breakglass.TopicOpened, Objects: []journal.Object{{Kind: "opening", ID: string(o.ID)}}}, At: g.Clock.Now()}
		for range 2 {
			if err := g.Subscriptions()[0].Handle(g.As(relay), e); err != nil {
				t.Fatal(err)
			}
		}
		if len(box.sent) != 1 || box.sent[0].To != "manager@example.org" {
			t.Fatalf("sent: %+v", box.sent)
		}
		if body := box.sent[0].Body; !strings.Contains(body, "https://help.example.org/emergency/review") || strings.Contains(body, "Quorvex") || strings.Contains(body, "line went dead") {
			t.Errorf("the mail says %q", body)
		}
		if open, _, err := g.Reviews(g.As(manager)); err != nil || len(open) != 1 || open[0].Mailed != 1 {
			t.Errorf("%+v, %v", open, err)
		}
	})
}

var relay = access.Principal{Account: "journal"}
