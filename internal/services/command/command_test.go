package command_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
	"kith/internal/services/command"
)

type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// room is a borough's groups, with a director, somebody in Gold and one who is not.
type room struct {
	*command.Service
	t                          *testing.T
	ctx                        context.Context
	db                         *db.DB
	clock                      *clock.Manual
	director, member, outsider access.Principal
	drawn                      string // the figure a report draws
}

func each(t *testing.T, test func(r *room)) {
	b, problems := blueprint.Load(blueprinttest.Shipped(t, "wigan", command.Section()), []blueprint.Section{command.Section()})
	if len(problems) > 0 {
		t.Fatal(blueprint.Problems(problems))
	}
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC))
			d := open(t, db.Config{Clock: at}, journal.Migrations(), organisations.Static().Migrations, accounts.Static().Migrations, command.Static().Migrations)
			r := &room{t: t, ctx: dbtest.Context(t), db: d, clock: at, drawn: "12"}
			r.Service = command.New(d, here{b}, func(context.Context) ([]command.Figure, error) {
				return []command.Figure{{Label: "Requests", Value: r.drawn}}, nil
			})
			r.director, r.member, r.outsider = r.account("chris"), r.account("gail"), r.account("oz")
			test(r)
		})
	}
}

func (r *room) account(name string) access.Principal {
	r.t.Helper()
	operator := access.Principal{Account: "op", Grants: []access.Grant{{Role: access.Admin}}}
	a, err := accounts.New(r.db).Create(r.as(operator), accounts.NewAccount{
		Name: name, Email: name + "@example.org", Password: "a long enough pass", Grants: []access.Grant{{Role: access.Manager}},
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return a.Principal()
}

func (r *room) as(p access.Principal) context.Context {
	caller := db.CallerOf(r.ctx)
	caller.Actor = p.Account
	return access.With(db.As(r.ctx, caller), p)
}

// peopled lets the member sit in Gold.
func (r *room) peopled() {
	r.t.Helper()
	r.ok(r.Add(r.as(r.director), "gold", command.NewMember{Name: "Gail", Part: "Chair", Email: "gail@example.org"}))
}

func (r *room) ok(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) is(err error, code string) {
	r.t.Helper()
	if err == nil || fault.CodeOf(err) != code {
		r.t.Errorf("the error is %v, want %s", err, code)
	}
}

func (r *room) sees(who access.Principal) command.View {
	r.t.Helper()
	v, err := r.View(r.as(who), "gold")
	r.ok(err)
	return v
}

var today = day.New(2020, 11, 30)

func TestMembersWriteAndOthersDoNot(t *testing.T) {
	each(t, func(r *room) {
		n := command.NewDecision{On: today, What: "Open Leigh", Reasons: "Food runs out"}
		if _, err := r.Decide(r.as(r.outsider), "gold", n); err != nil {
			t.Errorf("while nobody sits in Gold whoever manages the borough writes: %v", err)
		}
		r.peopled()
		_, err := r.Decide(r.as(r.outsider), "gold", n)
		r.is(err, "command.not-member")
		if _, err := r.Decide(r.as(r.member), "gold", n); err != nil {
			t.Error(err)
		}
		analyst := access.Principal{Account: "nia", Grants: []access.Grant{{Role: access.Analyst}}}
		if _, err := r.View(r.as(analyst), "gold"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an analyst reads Gold's log: %v", err)
		}
		if v := r.sees(r.outsider); !v.Read || v.Write || len(v.Decisions) != 2 {
			t.Errorf("a director who is no member sees %+v", v.May)
		}
		admin := access.Principal{Account: "kim", Grants: []access.Grant{{Role: access.Admin}}}
		if v := r.sees(admin); len(v.Members) != 1 || len(v.Decisions) != 0 || !v.Keep {
			t.Errorf("an administrator sees %+v", v)
		}
		_, err = r.View(r.as(r.member), "bronze")
		r.is(err, "command.no-such-group")
	})
}

// TestTheMembershipIsKept: by whom, and with a last member who cannot go.
func TestTheMembershipIsKept(t *testing.T) {
	each(t, func(r *room) {
		r.peopled()
		r.is(r.Add(r.as(r.director), "gold", command.NewMember{Name: " "}), "command.no-name")
		r.is(r.Add(r.as(r.director), "gold", command.NewMember{Name: "Nobody", Email: "nobody@example.org"}), "command.no-account")
		r.is(r.Add(r.as(r.director), "gold", command.NewMember{Name: "Gail", Email: "gail@example.org"}), "command.sits")
		hub := access.Principal{Account: "hub", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
		r.is(r.Add(r.as(hub), "gold", command.NewMember{Name: "Me"}), "command.not-keeper")
		r.ok(r.Add(r.as(r.director), "gold", command.NewMember{Name: "Pc Smith", Part: "Police"}))
		all := r.sees(r.director).Members
		r.is(r.Remove(r.as(r.director), "gold", all[0].ID), "command.last")
		r.ok(r.Remove(r.as(r.director), "gold", all[1].ID))
		sits, peopled, err := command.Sits(r.db.Read(r.as(r.director)), "gold", r.member.Account)
		if !sits || !peopled || err != nil || len(r.sees(r.director).Members) != 1 {
			t.Errorf("Gail sits %v, anybody %v, %v", sits, peopled, err)
		}
	})
}

// TestTheLogIsNeverChanged: a correction is a decision of its own.
func TestTheLogIsNeverChanged(t *testing.T) {
	each(t, func(r *room) {
		r.peopled()
		ctx := r.as(r.member)
		first, err := r.Decide(ctx, "gold", command.NewDecision{On: today, What: "Open at 8", Reasons: "Demand", Options: "At 9: too late"})
		r.ok(err)
		second, err := r.Decide(ctx, "gold", command.NewDecision{On: today, What: "Open at 9", Reasons: "No staff at 8", Corrects: first})
		r.ok(err)
		d := r.sees(r.member).Decisions
		if len(d) != 2 || d[1].What != "Open at 8" || d[1].CorrectedBy != second || d[0].Corrects != first || d[1].Options != "At 9: too late" {
			t.Errorf("the log is %+v", d)
		}
		for code, n := range map[string]command.NewDecision{
			"command.no-decision":      {On: today, Reasons: "x"},
			"command.no-reasons":       {On: today, What: "x"},
			"command.not-yet":          {On: today.AddDays(1), What: "x", Reasons: "x"},
			"command.no-such-decision": {On: today, What: "x", Reasons: "x", Corrects: 9},
		} {
			_, err := r.Decide(ctx, "gold", n)
			r.is(err, code)
		}
	})
}

func TestLateActionsComeFirst(t *testing.T) {
	each(t, func(r *room) {
		r.peopled()
		ctx := r.as(r.member)
		for _, n := range []command.NewAction{
			{What: "Later", Owner: "Sam", Due: today.AddDays(5)}, {What: "Soon", Owner: "Sam", Due: today}, {What: "Next", Owner: "Jo", Due: today.AddDays(2)},
		} {
			r.ok(r.Act(ctx, "gold", n))
		}
		r.clock.Advance(24 * time.Hour)
		v := r.sees(r.member)
		if v.Actions[0].What != "Soon" || !v.Actions[0].Late(v.Today) || len(v.Late()) != 1 {
			t.Errorf("the actions are %+v", v.Actions)
		}
		a := v.Actions[0]
		r.is(r.Close(ctx, "gold", a.ID, a.Version, command.Dropped, " "), "command.no-note")
		r.is(r.Close(ctx, "gold", a.ID, a.Version, "lost", "x"), "command.no-state")
		r.ok(r.Close(ctx, "gold", a.ID, a.Version, command.Done, "Rang them"))
		r.is(r.Close(ctx, "gold", a.ID, a.Version, command.Done, "Again"), "command.stale")
		if v = r.sees(r.member); v.Actions[2].What != "Soon" || len(v.Late()) != 0 {
			t.Errorf("then the actions are %+v", v.Actions)
		}
		r.is(r.Act(ctx, "gold", command.NewAction{Owner: "Sam", Due: today}), "command.no-action")
		r.is(r.Act(ctx, "gold", command.NewAction{What: "x", Due: today}), "command.no-owner")
		r.is(r.Act(ctx, "gold", command.NewAction{What: "x", Owner: "Sam", Due: today, Decision: 3}), "command.no-such-decision")
	})
}

// TestAReportIsFrozenWhenItIsSent with the figures of that moment.
func TestAReportIsFrozenWhenItIsSent(t *testing.T) {
	each(t, func(r *room) {
		r.peopled()
		ctx := r.as(r.member)
		n, err := r.Draft(ctx, "gold")
		r.ok(err)
		if again, err := r.Draft(ctx, "gold"); again != n || err != nil {
			t.Errorf("a second draft is %d (%v)", again, err)
		}
		r.drawn = "15"
		r.ok(r.Save(ctx, "gold", n, 1, command.Words{Notes: "Calm"}, false))
		r.is(r.Save(ctx, "gold", n, 1, command.Words{Notes: "Mine"}, false), "command.stale")
		r.is(r.Save(ctx, "gold", n, 2, command.Words{}, true), "command.no-notes")
		r.drawn = "20"
		r.ok(r.Save(ctx, "gold", n, 2, command.Words{Notes: "Busy"}, true))
		r.drawn = "99"
		r.is(r.Save(ctx, "gold", n, 3, command.Words{Notes: "Other"}, true), "command.sent")
		_, one, err := r.Report(ctx, "gold", n)
		if err != nil || one.Figures[0].Value != "20" || one.Notes != "Busy" || !one.Sent {
			t.Errorf("the report is %+v (%v)", one, err)
		}
		if next, err := r.Draft(ctx, "gold"); next != n+1 || err != nil {
			t.Errorf("the next is %d (%v)", next, err)
		}
		_, _, err = r.Report(ctx, "gold", 77)
		r.is(err, "command.no-such-report")
	})
}
