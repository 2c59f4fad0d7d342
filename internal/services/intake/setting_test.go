package intake

import (
	"context"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// A whole care home in one call: one request, whose work names the home.
func TestAskingForASetting(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		register := organisations.New(d)
		keeper := access.With(ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Manager}}})
		sunny, err := register.Add(keeper, organisations.NewOrganisation{
			Name: "Sunny Bank care home", Kind: organisations.CareHome, Neighbourhood: "hapi", Setting: organisations.Setting{Headcount: 42},
		})
		if err != nil {
			t.Fatal(err)
		}
		a := asking("k", hungry)
		a.Setting = sunny.ID
		got, err := s.Ask(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.Ask(ctx, a); err != nil || again.Reference != got.Reference {
			t.Errorf("pressed twice: %+v, %v", again, err)
		}
		a.Setting = ""
		if _, err := s.Ask(ctx, a); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the same key for a person: %v", err)
		}
		all, err := needs.New(d).OfSetting(seen(ctx), sunny.ID)
		if err != nil || len(all) != 1 || all[0].Reference != got.Reference {
			t.Fatalf("the home's requests are %+v, %v", all, err)
		}
		o, found, err := needs.New(d).Setting(seen(ctx), all[0].ID)
		if err != nil || !found || o.Called() != "Sunny Bank care home, 42 people" {
			t.Errorf("it is for %+v, %v, %v", o, found, err)
		}
		rows, err := d.Read(ctx).Query("SELECT t.title FROM tasks_task t WHERE t.borough_id = ?", d.Read(ctx).Borough())
		titles, err := db.Collect(rows, err, func(rows *db.Rows) (title string, err error) { return title, rows.Scan(&title) })
		for _, title := range titles {
			if !strings.HasSuffix(title, ", for Sunny Bank care home, 42 people") {
				t.Errorf("a task is titled %q", title)
			}
		}
		if err != nil || len(titles) == 0 {
			t.Errorf("titles %v, %v", titles, err)
		}
		bank, err := register.Add(keeper, organisations.NewOrganisation{Name: "Larder", Kind: organisations.Pantry, Neighbourhood: "hapi"})
		if err != nil {
			t.Fatal(err)
		}
		a.Key, a.Setting = "k2", bank.ID
		if _, err := s.Ask(ctx, a); fault.CodeOf(err) != "needs.no-setting" {
			t.Errorf("for a pantry: %v", err)
		}
		if other, err := needs.New(d).OfSetting(access.With(ctx, access.Principal{Account: "l", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}), sunny.ID); err != nil || len(other) != 0 {
			t.Errorf("another hub sees %d, %v", len(other), err)
		}
	})
}

// A call is found a setting, names its lead until somebody says otherwise, and becomes a
// request for the setting; somebody else takes all of it away again.
func TestACallForASetting(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service) {
		keeper := access.With(ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Manager}}})
		sunny := must[organisations.Organisation](t)(organisations.New(d).Add(keeper, organisations.NewOrganisation{
			Name: "Sunny Bank care home", Kind: organisations.CareHome, Neighbourhood: "hapi",
			Setting: organisations.Setting{Headcount: 42, LeadName: "Moira Fearn", LeadPhone: "+441632960151"},
		}))
		mine, call := access.With(ctx, jo), must[Call](t)
		c := call(s.StartCall(mine))
		d1 := c.ForSetting(sunny)
		if d1.Caller != CallerNew || d1.Answers.First(answers.AskLastName) != "Fearn" || d1.Answers.First(answers.AskAddress) != "Sunny Bank care home" {
			t.Errorf("the draft is %+v", d1)
		}
		if back := d1.Becomes(CallerOpen); back.Setting != "" || back.Answers.First(answers.AskPhone) != "" {
			t.Errorf("somebody else after all is %+v", back)
		}
		for id, said := range given(hungry) {
			if len(d1.Answers[id]) == 0 {
				d1.Answers[id] = said
			}
		}
		c = call(s.SaveCall(mine, c.ID, c.Version, d1))
		if kept := call(s.Call(mine, c.ID)); kept.Setting != sunny.ID {
			t.Fatalf("kept %+v", kept)
		}
		c = call(s.EndCall(mine, c.ID, c.Version, Ending{Outcome: RequestTaken}))
		o, found, err := needs.New(d).Setting(seen(ctx), c.Request)
		if err != nil || !found || o.Called() != "Sunny Bank care home, 42 people" {
			t.Errorf("the request is for %+v, %v, %v", o, found, err)
		}
		if receipt, err := s.CallReceipt(mine, c); err != nil || receipt.Reference == "" {
			t.Errorf("read out %+v, %v", receipt, err)
		}
	})
}
