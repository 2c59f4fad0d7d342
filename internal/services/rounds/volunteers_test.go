package rounds_test

import (
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/fleet"
)

// register is the register of volunteers.
func (w *world) register() *volunteers.Service {
	b := boardtest.Wigan(w.t, fleet.Static())
	return volunteers.New(w.DB, b, places.New(w.DB, nil))
}

// vera is an active volunteer with a car, who has everything that driving and the activities
// named ask for.
func (w *world) vera(mail string, does ...string) volunteers.ID {
	w.t.Helper()
	rules := volunteering.Of(boardtest.Wigan(w.t, fleet.Static()).Blueprint)
	v := w.Volunteer(volunteers.NewVolunteer{
		GivenNames: "Vera", FamilyName: "Lund", Email: mail, Neighbourhood: "hapi", Activities: does, Agreed: rules.Principles.Version,
		Gives: volunteers.Gives{Vehicle: volunteering.Car, Licence: true, Insured: true}, Home: volunteers.Home{Address: places.Address{Line1: "4 Vera Lane", Town: "Hindley", Postcode: "WN2 3AD"}},
	})
	for _, check := range []string{"identity", "licence", "insurance"} {
		w.checked(v.ID, check)
	}
	for _, module := range []string{"welcome", "doorstep"} {
		w.must(w.register().PassInPerson(w.As(point), v.ID, module, "Sam"))
	}
	return v.ID
}

func (w *world) checked(v volunteers.ID, check string) volunteers.HeldID {
	w.t.Helper()
	id, err := w.register().RecordCheck(w.As(point), v, volunteers.Held{Check: check, Number: "1", IssuedOn: w.today().AddDays(-30), ExpiresOn: w.today().AddDays(335), SeenBy: "Sam", SeenHow: "the original"})
	w.must(err)
	return id
}

// TestVolunteersDriveWhatTheyMay: a volunteer goes with their own car once licence and insurance
// were seen, and brings nothing that the register says they may not.
func TestVolunteersDriveWhatTheyMay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v := w.vera("", "food")
		n := fleet.VolunteerShift{Day: w.today(), Volunteer: v, Depot: "logistics-centre"}
		uninsured := w.Volunteer(volunteers.NewVolunteer{GivenNames: "Nell", FamilyName: "Ash", Neighbourhood: "hapi", Gives: volunteers.Gives{Vehicle: volunteering.Car}})
		if _, err := w.fleet.AddVolunteer(w.As(lead), fleet.VolunteerShift{Day: w.today(), Volunteer: uninsured.ID, Depot: "logistics-centre"}); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.MessageOf(err), "Insurance") {
			t.Errorf("without licence or insurance: %v", err)
		}
		may, err := w.fleet.Volunteers(w.As(lead), w.today())
		w.must(err)
		if len(may) != 1 || may[0].ID != v {
			t.Errorf("%d volunteers may drive", len(may))
		}
		shift, err := w.fleet.AddVolunteer(w.As(lead), n)
		w.must(err)
		if _, err := w.fleet.AddVolunteer(w.As(lead), n); fault.KindOf(err) != fault.Conflict {
			t.Errorf("twice on a day: %v", err)
		}
		if _, err := w.fleet.AddShift(w.As(lead), fleet.NewShift{Day: w.today().AddDays(1), Vehicle: shift.Vehicle, Driver: fleet.Driver{Account: "dan", Name: "Dan", Staff: true}}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("somebody else drives a volunteer's car: %v", err)
		}
		w.parcel("Amina", "WN2 3EB", nil)
		own := w.parcel("Vera", "WN2 3AD", nil) // her own household
		p, version := w.plan()
		if version.Stops() != 1 || len(version.Left) != 1 || version.Items[version.Left[0].Item].ID != string(own.ID) {
			t.Fatalf("%d stops, left %+v", version.Stops(), version.Left)
		}
		lost, err := w.register().Open(w.As(point), v)
		w.must(err)
		w.must(w.register().WithdrawCheck(w.As(point), v, heldOf(lost.Checks, "identity"), "It was somebody else's."))
		if _, err := w.Publish(w.As(lead), p.ID, p.Version); fault.KindOf(err) != fault.Conflict || fault.CodeOf(err) != "rounds.volunteer-may-not" {
			t.Errorf("published after a check was withdrawn: %v", err)
		}
		w.checked(v, "identity")
		_, err = w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		vera := w.As(access.Principal{Account: "volunteer:" + string(v), Name: "Vera Lund", Grants: []access.Grant{{Role: access.Volunteer, Volunteer: string(v)}}})
		mine, err := w.MyRounds(vera)
		w.must(err)
		if len(mine) != 1 {
			t.Fatalf("by their link they come to %d rounds of theirs", len(mine))
		}
		if _, stops, err := w.Round(vera, mine[0].ID); err != nil || len(stops) != 1 {
			t.Errorf("their round has %d stops, %v", len(stops), err)
		}

		again, err := w.register().Open(w.As(point), v)
		w.must(err)
		w.lapses(v)
		if now, _ := w.Plan(w.As(lead), p.ID); now.LeftOut != 1 {
			t.Errorf("something came off although nothing has changed: %+v", now)
		}
		w.must(w.register().WithdrawCheck(w.As(point), v, heldOf(again.Checks, "identity"), "It was somebody else's."))
		w.lapses(v)
		w.lapses(v) // what is told may be told again
		now, err := w.Plan(w.As(lead), p.ID)
		w.must(err)
		off, err := w.VersionOf(w.As(lead), now, 0)
		w.must(err)
		if now.Published != now.Current || off.Stops() != 0 || len(off.Left) != 2 || !strings.Contains(off.Left[1].Why, "may not bring it any more") {
			t.Errorf("after a check lapsed: published %d of %d, %d stops, left %+v", now.Published, now.Current, off.Stops(), off.Left)
		}
		if stops, err := w.StopsOf(w.As(lead), now); err != nil || len(stops) != 0 {
			t.Errorf("the round still has %d stops: %v", len(stops), err)
		}
		w.van(driver, fleet.Van)
		_, err = w.PlanDay(w.As(lead), w.today(), "")
		w.must(err)
		if _, later := w.solved(p.ID); later.Stops() != 2 {
			t.Errorf("%d stops once somebody else drives", later.Stops())
		}
	})
}

// lapses has rounds hear that something changed of a volunteer.
func (w *world) lapses(v volunteers.ID) {
	w.t.Helper()
	for _, one := range w.Subscriptions() {
		if one.Wants("volunteers.check-withdrawn") {
			w.must(one.Handle(w.Ctx, journal.Sealed{Entry: journal.Entry{Objects: []journal.Object{{Kind: "volunteer", ID: string(v)}}}}))
		}
	}
}

func heldOf(all []volunteers.Held, check string) ident.ID[volunteers.Held] {
	for _, h := range all {
		if h.Check == check {
			return h.ID
		}
	}
	return ""
}

// TestAShiftMoves: a driver stays longer, and the plan may use it.
func TestAShiftMoves(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.van(driver, fleet.Van)
		var from, until fleet.Clock
		w.must(from.UnmarshalText([]byte("09:00")))
		w.must(until.UnmarshalText([]byte("19:30")))
		w.must(w.fleet.ChangeShift(w.As(lead), s.ID, s.Version, from, until))
		now, err := w.fleet.Shift(w.As(lead), s.ID)
		w.must(err)
		if !now.Until.Equal(w.at(19, 30)) || len(now.Breaks) != 1 {
			t.Errorf("the shift is %+v", now)
		}
		if err := w.fleet.ChangeShift(w.As(lead), s.ID, s.Version, from, until); fault.KindOf(err) != fault.Stale {
			t.Errorf("the second of two changes: %v", err)
		}
		if err := w.fleet.ChangeShift(w.As(lead), s.ID, now.Version, until, from); fault.KindOf(err) != fault.Invalid {
			t.Errorf("ends before it begins: %v", err)
		}
	})
}
