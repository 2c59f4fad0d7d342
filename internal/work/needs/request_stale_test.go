package needs_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/work/needs"
)

// Whoever saves over a request is told what others changed since, by whom and why.
func TestWhatOthersChangedAboutARequest(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, point)
		r, _ := k.ask("hapi", food())
		if err := k.Accept(k.as(inHapi).ctx, r.ID, r.Version); err != nil {
			t.Fatal(err)
		}
		k.write(func(tx *db.Tx) error { return needs.NoteFirstContact(tx, r.ID) })
		accepted, err := k.Request(k.ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		k.write(func(tx *db.Tx) error {
			return needs.HandOver(tx, accepted, accepted.Version, "leigh", "she lives there")
		})
		told := map[needs.Field]needs.Difference[needs.Request]{}
		all, err := k.RequestSince(k.ctx, r.ID, r.Version)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			told[one.Field] = one
		}
		hub := told[needs.HubField]
		if hub.Was.Neighbourhood != "hapi" || hub.Now.Neighbourhood != "leigh" || hub.Last.Reason != "she lives there" || hub.Last.By == "" || hub.Last.At.IsZero() {
			t.Errorf("of the hub it is told %+v", hub)
		}
		if _, same := told[needs.StateField]; same || len(all) != 2 {
			t.Errorf("it was accepted and is not again, so that only hub and contact differ: %+v", all)
		}
		if contact := told[needs.ContactField]; !contact.Was.FirstContactAt.IsZero() || contact.Now.FirstContactAt.IsZero() {
			t.Errorf("of the contact it is told %+v", contact)
		}
		now, err := k.Request(k.ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, version := range []int64{now.Version, now.Version + 1, -5} {
			if all, err := k.RequestSince(k.ctx, r.ID, version); err != nil || len(all) != 0 {
				t.Errorf("since version %d it is told %+v, %v", version, all, err)
			}
		}
		_, err = k.RequestSince(k.as(inHapi).ctx, r.ID, r.Version)
		wantKind(t, "reading what changed at another hub", err, fault.Forbidden)
	})
}

// What a restricted need is about may stand in why a request was handed on.
func TestWhyARequestMovedIsToldToThoseWhoMayReadIt(t *testing.T) {
	k := newDesk(t, dbtest.New(t, sets...), point)
	abuse := needs.Result{Need: "domestic-abuse", Priority: needs.Urgent, Labels: []needs.Label{needs.Restricted}}
	r, _ := k.ask("leigh", food(), abuse)
	k.write(func(tx *db.Tx) error { return needs.HandOver(tx, r, r.Version, "hapi", "she hides from him there") })
	for who, want := range map[string]string{"point": "she hides from him there", "hapi": ""} {
		as := k
		if who == "hapi" {
			as = k.as(inHapi)
		}
		all, err := k.RequestSince(as.ctx, r.ID, r.Version)
		if err != nil || len(all) != 1 || all[0].Last.Reason != want {
			t.Errorf("%s is told %+v, %v", who, all, err)
		}
	}
}
