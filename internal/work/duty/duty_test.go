package duty_test

import (
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/duty"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	inHapi  = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	night   = access.Principal{Account: "night", Name: "Ash Night", Grants: []access.Grant{{Role: access.Coordinator}}}
	agent   = access.Principal{Account: "agent", Name: "Robin Agent", Grants: []access.Grant{{Role: access.Agent}}}
	member  = access.Principal{Account: "member", Grants: []access.Grant{{Role: access.Member}}}
)

// hub is a borough with a duty team.
type hub struct {
	*boardtest.Hub
	*duty.Service
	t *testing.T
}

func each(t *testing.T, test func(t *testing.T, h hub)) {
	b := boardtest.Wigan(t)
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) { test(t, hub{h, duty.New(h.DB, b), t}) }, duty.Static().Migrations)
}

// at puts the clock to a time in London.
func (h hub) at(text string) {
	h.t.Helper()
	at, err := time.ParseInLocation("2 Jan 2006 15:04", text, day.London)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Clock.Set(at)
}

func (h hub) hands(who access.Principal, all ...tasks.Task) {
	h.t.Helper()
	if n, err := h.tries(who, all...); err != nil || n != len(all) {
		h.t.Fatalf("%d of %d were handed over: %v", n, len(all), err)
	}
}

func (h hub) tries(who access.Principal, all ...tasks.Task) (int, error) {
	var lines []duty.Handing
	for _, t := range all {
		lines = append(lines, duty.Handing{Task: t.ID, Why: "No insulin past midnight", Ask: "Ring, and fetch it from the late chemist"})
	}
	return h.HandOver(h.As(who), lines)
}

func (h hub) sees(who access.Principal) duty.Tonight {
	h.t.Helper()
	t, err := h.Tonight(h.As(who))
	if err != nil {
		h.t.Fatal(err)
	}
	return t
}

func (h hub) waits(who access.Principal) []duty.Line {
	h.t.Helper()
	all, _, err := h.Waiting(h.As(who))
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// only is the one line somebody sees for tonight.
func (h hub) only(who access.Principal) duty.Line {
	h.t.Helper()
	lines := h.sees(who).Lines
	if len(lines) != 1 {
		h.t.Fatalf("%s sees %d lines", who.Account, len(lines))
	}
	return lines[0]
}

func seen(l duty.Line) duty.Choice { return duty.Choice{ID: l.ID, Version: l.Version} }

func (h hub) is(err error, kind fault.Kind) {
	h.t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		h.t.Errorf("the error is %v, want %v", err, kind)
	}
}

func (h hub) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func TestFromTheEveningToTheMorning(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		amina := h.Add(boardtest.Work{Given: "Amina", Family: "Khan", Hub: "hapi"})
		h.at("7 Apr 2020 17:30")
		h.hands(inHapi, amina)
		l := h.only(night)
		if l.State != duty.Handed || l.Who != "Amina K." || l.Why != "No insulin past midnight" || l.HandedBy != "hub" || l.FromHub != "hapi" {
			t.Errorf("the line is %+v", l)
		}
		if l.Night.String() != "2020-04-07" || l.OpensAt.In(day.London).Format("2 15:04") != "8 08:00" {
			t.Errorf("the line is for the night of %s until %s", l.Night, l.OpensAt)
		}
		h.at("7 Apr 2020 21:00")
		if s := h.sees(night); !s.Shut || len(s.ToTake()) != 1 || len(s.Back()) != 0 {
			t.Errorf("in the evening the duty team sees %+v", s)
		}
		h.ok(h.Take(h.As(night), seen(l)))
		if l = h.only(night); l.State != duty.Taken || l.TakenBy != "night" {
			t.Errorf("acknowledged, the line is %+v", l)
		}
		h.at("8 Apr 2020 02:10")
		h.ok(h.GiveBack(h.As(night), seen(l), "Insulin fetched. She is well.", true))
		h.at("8 Apr 2020 08:05")
		back := h.waits(inHapi)
		if len(back) != 1 || back[0].Outcome != "Insulin fetched. She is well." || !back[0].GoOn || back[0].DoneBy != "night" {
			t.Fatalf("in the morning the hub sees %+v", back)
		}
		if s := h.sees(night); s.Shut || len(s.Lines) != 0 || len(s.Earlier) != 1 {
			t.Errorf("in the morning the duty team sees %+v", s)
		}
		h.ok(h.Acknowledge(h.As(inHapi), seen(back[0])))
		if all := h.waits(inHapi); len(all) != 0 {
			t.Errorf("acknowledged, there still waits %+v", all)
		}
		if l, err := h.Line(h.As(inHapi), l.ID); err != nil || l.State != duty.Seen || l.ClosedBy != "hub" {
			t.Errorf("the line ends as %+v, %v", l, err)
		}
	})
}

func TestNothingFallsBetween(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		a, b := h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"}), h.Add(boardtest.Work{Given: "Bryn", Hub: "hapi"})
		h.at("7 Apr 2020 19:00")
		h.hands(inHapi, a, b)
		h.ok(h.Take(h.As(agent), seen(h.sees(agent).Lines[0])))
		h.at("8 Apr 2020 07:59")
		if all := h.waits(inHapi); len(all) != 0 {
			t.Errorf("before the hubs open %d wait", len(all))
		}
		h.at("8 Apr 2020 08:00")
		for _, who := range []access.Principal{inHapi, night} {
			all := h.waits(who)
			if len(all) != 2 || all[0].Standing(h.Clock.Now()) != "Not given back" || !all[1].Missing(h.Clock.Now()) {
				t.Fatalf("%s is shown %+v", who.Account, all)
			}
		}
		if all := h.waits(inLeigh); len(all) != 0 {
			t.Errorf("another hub is shown %+v", all)
		}
		h.at("11 Apr 2020 12:00")
		all := h.waits(inHapi)
		if len(all) != 2 {
			t.Fatalf("days later %d wait", len(all))
		}
		h.ok(h.GiveBack(h.As(night), seen(all[0]), "We rang twice, no answer.", true))
		h.ok(h.Acknowledge(h.As(inHapi), seen(all[1])))
		if left := h.waits(inHapi); len(left) != 1 || left[0].State != duty.Done {
			t.Errorf("then there waits %+v", left)
		}
		h.is(h.GiveBack(h.As(night), duty.Choice{ID: all[1].ID, Version: all[1].Version + 1}, "Too late", false), fault.Conflict)
	})
}

func TestWeekendsAndClockChanges(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		for now, want := range map[string]string{
			"28 Mar 2020 18:00": "2020-03-28 to 29 Mar 08:00 BST", // the clocks go forward
			"29 Mar 2020 03:30": "2020-03-28 to 29 Mar 08:00 BST",
			"24 Oct 2020 22:00": "2020-10-24 to 25 Oct 08:00 GMT", // and back
			"25 Oct 2020 01:30": "2020-10-24 to 25 Oct 08:00 GMT",
			"25 Oct 2020 09:00": "2020-10-25 to 26 Oct 08:00 GMT",
		} {
			h.at(now)
			h.hands(inHapi, h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"}))
			lines := h.sees(inHapi).Lines
			l := lines[len(lines)-1]
			if got := l.Night.String() + " to " + l.OpensAt.In(day.London).Format("2 Jan 15:04 MST"); got != want {
				t.Errorf("handed over at %s the line is for %s, want %s", now, got, want)
			}
		}
	})
}

func TestAListIsHandedOverOnce(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		a := h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"})
		h.hands(inHapi, a)
		if n, err := h.tries(inHapi, a); n != 0 || err != nil {
			t.Errorf("sent twice %d were handed over: %v", n, err)
		}
		l := h.only(inHapi)
		h.ok(h.Withdraw(h.As(inHapi), seen(l)))
		h.hands(inHapi, a)
		h.ok(h.Take(h.As(night), seen(h.sees(night).ToTake()[0])))
		for _, one := range h.sees(inHapi).Lines {
			if one.State == duty.Taken {
				h.is(h.Withdraw(h.As(inHapi), seen(one)), fault.Conflict)
			}
		}
		_, err := h.HandOver(h.As(inHapi), []duty.Handing{{Task: a.ID, Why: " ", Ask: "Ring"}})
		h.is(err, fault.Invalid)
		done := h.Add(boardtest.Work{Given: "Done", Hub: "hapi"})
		h.ok(h.Tasks.RecordOutcome(h.As(inHapi), tasks.Choice{ID: done.ID, Version: done.Version}, tasks.Outcome{Code: "done"}))
		_, err = h.tries(inHapi, done)
		h.is(err, fault.Conflict)
	})
}

func TestTwoAtOneLine(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		h.hands(inHapi, h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"}))
		l := h.only(night)
		h.ok(h.Take(h.As(agent), seen(l)))
		err := h.GiveBack(h.As(night), seen(l), "Rang her.", false)
		h.is(err, fault.Stale)
		if said := fault.MessageOf(err); said != "Somebody else has changed this line since you opened it: it is acknowledged. Look at it again, then decide." {
			t.Errorf("the second is told %q", said)
		}
		if n, err := h.TakeAll(h.As(night), []duty.Choice{seen(l), seen(h.only(night))}); n != 0 || err != nil {
			t.Errorf("%d were acknowledged again: %v", n, err)
		}
		h.is(h.GiveBack(h.As(night), seen(h.only(night)), " ", false), fault.Invalid)
	})
}

func TestWhoMayWhat(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		a := h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"})
		_, err := h.tries(inLeigh, a)
		h.is(err, fault.NotFound)
		_, err = h.tries(agent, a)
		h.is(err, fault.NotFound)
		h.hands(inHapi, a)
		l := h.only(night)
		_, err = h.Tonight(h.As(member))
		h.is(err, fault.Forbidden)
		_, err = h.Line(h.As(inLeigh), l.ID)
		h.is(err, fault.NotFound)
		h.is(h.Take(h.As(inHapi), seen(l)), fault.Forbidden)
		h.is(h.Take(h.As(inLeigh), seen(l)), fault.NotFound)
		h.ok(h.GiveBack(h.As(agent), seen(l), "Rang her.", false))
		h.is(h.Acknowledge(h.As(agent), seen(h.only(agent))), fault.Forbidden)
		h.is(h.Acknowledge(h.As(inLeigh), seen(h.only(night))), fault.NotFound)
	})
}

func TestRestrictedLinesAreToldToFew(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		secret := h.Add(boardtest.Work{Given: "Zorbelia", Hub: "hapi", Task: tasks.NewTask{
			Category: "domestic-abuse", Title: "Make somebody safe", Labels: []needs.Label{needs.Restricted}, Priority: needs.Emergency,
		}})
		_, err := h.tries(inHapi, secret)
		h.is(err, fault.Conflict)
		h.hands(night, secret)
		if l := h.only(night); l.Who != "Zorbelia" || l.What != "Make somebody safe" || l.Ask == "" {
			t.Errorf("the coordination point sees %+v", l)
		}
		for _, who := range []access.Principal{inHapi, agent} {
			l := h.only(who)
			if l.Told() || l.Who != "Restricted" || l.What != "Restricted task" || l.Why+l.Ask+l.Area != "" {
				t.Errorf("%s sees %+v", who.Account, l)
			}
		}
		h.is(h.Take(h.As(agent), seen(h.only(agent))), fault.Forbidden)
		if len(h.sees(agent).ToTake()) != 0 {
			t.Error("somebody who may not know what it is may acknowledge it")
		}
	})
}

func TestWhatComesByItself(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		h.at("7 Apr 2020 19:30")
		h.Add(boardtest.Work{Given: "Before", Hub: "hapi", Task: tasks.NewTask{Priority: needs.Urgent, Category: "food", Title: "Before"}})
		h.at("7 Apr 2020 20:30")
		h.Add(boardtest.Work{Given: "Since", Hub: "hapi", Due: time.Hour, Task: tasks.NewTask{Priority: needs.Urgent, Category: "food", Title: "Since"}})
		h.Add(boardtest.Work{Given: "Calm", Hub: "hapi", Task: tasks.NewTask{Priority: needs.Soon, Category: "food", Title: "Calm"}})
		h.Add(boardtest.Work{Given: "Referred", Hub: "leigh", Task: tasks.NewTask{Kind: tasks.Refer, Priority: needs.Urgent, Category: "food", Title: "Refer on", Destination: "duty-team"}})
		h.Add(boardtest.Work{Given: "Elsewhere", Hub: "leigh", Task: tasks.NewTask{Kind: tasks.Refer, Priority: needs.Soon, Category: "food", Title: "Refer on", Destination: "mash"}})
		s := h.sees(night)
		if len(s.Referred) != 1 || s.Referred[0].Who != "Referred" || len(s.CameIn) != 1 || s.CameIn[0].Who != "Since" {
			t.Errorf("the duty team sees %+v", s)
		}
		if s = h.sees(inHapi); len(s.Referred)+len(s.CameIn) != 0 {
			t.Errorf("a hub sees %+v", s)
		}
		h.at("8 Apr 2020 10:00")
		if s = h.sees(night); len(s.Referred) != 1 || len(s.CameIn) != 0 {
			t.Errorf("by day the duty team sees %+v", s)
		}
	})
}

// What a hub handed over and then handed on as a request comes back to the hub that has it.
func TestALineComesBackToTheHubThatHasTheTask(t *testing.T) {
	each(t, func(t *testing.T, h hub) {
		a := h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"})
		h.hands(inHapi, a)
		_, err := h.Tasks.HandOverAll(h.As(night), []tasks.Choice{{ID: a.ID, Version: a.Version}}, "leigh", "She lives in Leigh")
		h.ok(err)
		h.at("8 Apr 2020 09:00")
		if len(h.waits(inHapi)) != 0 || len(h.waits(inLeigh)) != 1 {
			t.Error("the line does not go where its task went")
		}
	})
}
