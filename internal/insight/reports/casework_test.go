package reports_test

import (
	"testing"
	"time"

	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// request opens a request with the code 123456 for somebody at a hub.
func request(t *testing.T, b *reportstest.Borough, hub string) needs.Request {
	t.Helper()
	filled := b.Fill(4)
	var r needs.Request
	err := b.DB.Write(b.Ctx, func(tx *db.Tx) (err error) {
		r, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: filled.People[0], Blueprint: "1", Neighbourhood: hub, Priority: needs.Soon, FirstContactHours: 8,
			Key: string(ident.New[int](tx.Now())), Code: "123456",
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAMembersCasework(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		r := request(t, b, "hapi")
		pat, other := b.As(reportstest.Somebody(access.Member, "")), b.As(reportstest.Somebody(access.Member, "leigh"))
		if err := b.Reports.FollowCase(pat, r.Reference, "000000", "She rang me"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("with a wrong code: %v", err)
		}
		for range 2 { // the second time changes nothing
			if err := b.Reports.FollowCase(pat, r.Reference, "123456", "She rang me"); err != nil {
				t.Fatal(err)
			}
		}
		own, err := b.Reports.OwnCases(pat)
		if err != nil || len(own) != 1 || own[0].Who != "Pat S." || own[0].Status() != "Waiting for a hub to take it on" {
			t.Fatalf("they are told %+v, %v", own, err)
		}
		if theirs, err := b.Reports.OwnCases(other); err != nil || len(theirs) != 0 {
			t.Errorf("another member is told %+v, %v", theirs, err)
		}
		err = b.DB.Write(b.Ctx, func(tx *db.Tx) error { return needs.NoteFirstContact(tx, r.ID) })
		if own, _ = b.Reports.OwnCases(pat); err != nil || own[0].Status() != "Finished" {
			t.Errorf("they are told %+v, %v", own, err)
		}
		hapi, leigh := b.As(reportstest.Somebody(access.Coordinator, "hapi")), b.As(reportstest.Somebody(access.Coordinator, "leigh"))
		if all, err := b.Reports.Cases(hapi); err != nil || len(all) != 1 || all[0].Member != "Sam member" || all[0].Agreed != "She rang me" {
			t.Errorf("the hub sees %+v, %v", all, err)
		}
		if all, err := b.Reports.Cases(leigh); err != nil || len(all) != 0 {
			t.Errorf("another hub sees %+v, %v", all, err)
		}
		for _, who := range []access.Principal{reportstest.Somebody(access.Coordinator, "leigh"), reportstest.Somebody(access.Member, "leigh"), reportstest.Somebody(access.Governance, "")} {
			if err := b.Reports.EndCase(b.As(who), own[0].ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s ends it: %v", who.Account, err)
			}
		}
		if err := b.Reports.EndCase(hapi, own[0].ID); err != nil {
			t.Fatal(err)
		}
		if err := b.Reports.EndCase(pat, own[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("ending it twice: %v", err)
		}
		if own, err = b.Reports.OwnCases(pat); err != nil || len(own) != 0 {
			t.Errorf("after that they are told %+v, %v", own, err)
		}
		if err := b.Reports.FollowCase(pat, r.Reference, "123456", "She agreed again"); err != nil {
			t.Errorf("agreeing again: %v", err)
		}
		if err := b.Reports.FollowCase(b.As(reportstest.Somebody(access.Manager, "")), r.Reference, "123456", "x"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a manager follows: %v", err)
		}
	})
}

func TestCodesCannotBeGuessed(t *testing.T) {
	b := reportstest.New(t)
	r := request(t, b, "hapi")
	pat := b.As(reportstest.Somebody(access.Member, ""))
	for range 10 {
		if err := b.Reports.FollowCase(pat, r.Reference, "000000", "x"); fault.KindOf(err) != fault.NotFound {
			t.Fatal(err)
		}
	}
	if err := b.Reports.FollowCase(pat, r.Reference, "123456", "x"); fault.KindOf(err) != fault.RateLimited {
		t.Errorf("the eleventh try: %v", err)
	}
	b.Clock.Advance(16 * time.Minute)
	if err := b.Reports.FollowCase(pat, r.Reference, "123456", "x"); err != nil {
		t.Errorf("later: %v", err)
	}
}
