package doorstep_test

import (
	"bytes"
	"encoding/json"
	"image"
	_ "image/jpeg"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/doorstep/doorsteptest"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

var lead, local, point, driver, other = doorsteptest.Lead, doorsteptest.Local, doorsteptest.Point, doorsteptest.Driver, doorsteptest.Other

type street struct{ *doorsteptest.Street }

func each(t *testing.T, test func(t *testing.T, w street)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) { test(t, street{doorsteptest.On(t, h)}) }, doorsteptest.Tables()...)
}

// outcome is what the driver's phone wrote down.
func (w street) outcome(key string, o doorstep.Written) doorstep.Sealed {
	return doorsteptest.Seal(w.T, w.Doors, driver.Account, "outcome", key, o)
}

func (w street) send(want doorstep.Receipt, e doorstep.Sealed) {
	w.T.Helper()
	got, err := w.Doors.Receive(w.As(driver), e)
	if err != nil || got != want {
		w.T.Errorf("%s: %q %v, want %q", e.Key, got, err, want)
	}
}

// TestWhatAPhoneTakesAlong holds what leaves the building, and until when.
func TestWhatAPhoneTakesAlong(t *testing.T) {
	each(t, func(t *testing.T, w street) {
		hidden := w.Parcel("Zara")
		w.Must(w.People.Mark(w.As(point), people.PersonID(hidden.Record), nil, []people.Label{people.AddressWithheld}))
		w.Must(w.Rounds.NameDriver(w.As(point), hidden.ID, fleet.Driver{Account: driver.Account, Name: driver.Name}, "She cannot come."))
		_, r, _ := w.Afternoon("Amina")
		all, err := w.Doors.Take(w.As(driver))
		w.Must(err)
		if len(all) != 1 || len(all[0].Stops) != 2 || !all[0].Wiped.Equal(r.UntilAt.Add(doorstep.Grace)) {
			t.Fatalf("took %+v", all)
		}
		said, err := json.Marshal(all)
		w.Must(err)
		for _, word := range []string{"Zara", "WN2 3EB"} {
			if bytes.Contains(said, []byte(word)) {
				t.Errorf("a withheld %q leaves on the phone", word)
			}
		}
		for _, stop := range all[0].Stops {
			if !stop.Hidden && (len(stop.Address) == 0 || len(stop.Door) == 0) {
				t.Errorf("taken without address or what to keep to: %+v", stop)
			}
		}
		if last := w.Seen[len(w.Seen)-1]; last.Verb != "took a round along on a phone" || len(last.Objects) != 2 {
			t.Errorf("noted %+v", last)
		}
		if mine, err := w.Doors.Take(w.As(other)); err != nil || len(mine) != 0 {
			t.Errorf("another driver takes %+v %v", mine, err)
		}
	})
}

// TestOutcomesFromADoorstep are sent late, twice, moved about, and by the wrong people.
func TestOutcomesFromADoorstep(t *testing.T) {
	each(t, func(t *testing.T, w street) {
		p, r, stops := w.Afternoon("Amina", "Bashir", "Carol")
		w.Clock.Advance(20 * time.Minute)
		at := w.Clock.Now()
		w.Clock.Advance(3 * time.Hour)
		first := w.outcome("a", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.NoReply, Unopened: true, At: at})
		for _, who := range []access.Principal{other, lead, {Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}, {Account: "police", Grants: []access.Grant{{Role: access.Partner}}}, {}} {
			if _, err := w.Doors.Receive(w.As(who), first); err == nil || who.SignedIn() && fault.CodeOf(err) != "rounds.another's" {
				t.Errorf("%q sends what the driver wrote: %v", who.Account, err)
			}
		}
		forged := doorsteptest.Seal(t, w.Doors, other.Account, "outcome", "f", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.Handed})
		if _, err := w.Doors.Receive(w.As(other), forged); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("of a stop that was never theirs: %v", err)
		}
		w.send(doorstep.Recorded, first) // nobody pressed that the round set out
		w.send(doorstep.Recorded, first)
		if len(w.Checks) != 1 {
			t.Errorf("%d checks of one door, sent twice", len(w.Checks))
		}
		r, now := w.Stops(p)
		if r.State != rounds.RoundOut || !r.LeftAt.Equal(at) || !now[0].SaidAt.Equal(at) || now[0].SaidBy != driver.Account {
			t.Errorf("the round is %+v, the stop %+v", r, now[0])
		}
		p, _ = w.Plan() // every stop is written anew, on the same round
		_, err := w.Rounds.Publish(w.As(lead), p.ID, p.Version)
		w.Must(err)
		w.send(doorstep.Recorded, w.outcome("b", doorstep.Written{Stop: stops[1].ID, Outcome: rounds.Handed, At: at}))
		r, _ = w.Stops(p)
		w.Must(w.Rounds.Return(w.As(driver), r.ID, r.Version))
		w.send(doorstep.Recorded, w.outcome("c", doorstep.Written{Stop: stops[2].ID, Outcome: rounds.Neighbour, Received: "number 6", At: at}))
		if n, err := w.Doors.CountUnsettled(w.As(lead)); err != nil || n != 0 {
			t.Errorf("%d to settle: %v", n, err)
		}
		broken := w.outcome("d", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.Handed})
		broken.Key = "e"
		if _, err := w.Doors.Receive(w.As(driver), broken); fault.KindOf(err) != fault.Invalid {
			t.Errorf("under another key: %v", err)
		}
	})
}

// TestAConflictIsSettled takes stops from under a driver and has the hub decide.
func TestAConflictIsSettled(t *testing.T) {
	each(t, func(t *testing.T, w street) {
		p, r, stops := w.Afternoon("Amina", "Bashir", "Carol")
		w.Must(w.Rounds.Leave(w.As(driver), r.ID, r.Version))
		w.Clock.Advance(20 * time.Minute)
		at := w.Clock.Now()
		w.Must(w.Doors.Record(w.As(lead), doorstep.Said{Stop: stops[0].ID, Version: stops[0].Version, Outcome: rounds.NoReply, Key: "by-phone"}))
		gone := stops[1]
		_, v := w.Plan()
		p, err := w.Rounds.Plan(w.As(lead), p.ID)
		w.Must(err)
		for _, i := range v.Items {
			if i.Ref == gone.Ref {
				_, err := w.Rounds.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: i.Ref, Off: true})
				w.Must(err)
			}
		}
		p, _ = w.Solved(p.ID)
		_, err = w.Rounds.Publish(w.As(lead), p.ID, p.Version)
		w.Must(err)
		w.send(doorstep.ToSettle, w.outcome("said-already", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.Handed, At: at}))
		off := w.outcome("taken-off", doorstep.Written{Stop: gone.ID, Outcome: rounds.NoReply, Concern: "Milk on the step.", At: at})
		began := len(w.Checks)
		w.send(doorstep.ToSettle, off)
		w.send(doorstep.ToSettle, off)
		if len(w.Checks) != began+1 {
			t.Errorf("%d checks began of what waits to be settled", len(w.Checks)-began)
		}
		w.send(doorstep.ToSettle, w.outcome("no-word", doorstep.Written{Stop: stops[2].ID, Outcome: rounds.Refused, At: at}))
		w.settleAll(gone)
		if len(w.Checks) != began+1 {
			t.Error("accepting began the check again")
		}
		if _, now := w.Stops(p); len(now) != 3 || now[1].State != rounds.NoReply && now[0].State != rounds.NoReply {
			t.Errorf("the stops are %+v", now)
		}
	})
}

// TestWhatTheHubRecordedWronglyOfALoad is put right by what the driver sent: the load for a
// group stands as it was at the door, either way round.
func TestWhatTheHubRecordedWronglyOfALoad(t *testing.T) {
	for _, c := range []struct {
		hub, door rounds.StopState
		want      deliveries.State
	}{{rounds.Handed, rounds.Refused, deliveries.Back}, {rounds.NoReply, rounds.Handed, deliveries.Delivered}} {
		each(t, func(t *testing.T, w street) {
			b, err := w.Fleet.AddBulk(w.As(lead), fleet.NewBulk{
				What: "PPE", Depot: "logistics-centre", To: "Sunny Bank", Postcode: "WN2 3EB", Neighbourhood: "hapi",
				Load: deliveries.Load{Boxes: 1, Grams: 1000}, Window: deliveries.Window{Day: day.Of(w.Clock.Now()), Part: deliveries.AnyTime},
			})
			w.Must(err)
			_, r, stops := w.Afternoon()
			w.Must(w.Rounds.Leave(w.As(driver), r.ID, r.Version))
			w.Clock.Advance(20 * time.Minute)
			w.Must(w.Doors.Record(w.As(lead), doorstep.Said{Stop: stops[0].ID, Version: stops[0].Version, Outcome: c.hub, Key: "by-phone"}))
			w.send(doorstep.ToSettle, w.outcome("door", doorstep.Written{Stop: stops[0].ID, Outcome: c.door, Note: "Too much of it.", At: w.Clock.Now()}))
			all, err := w.Doors.Quarrels(w.As(lead))
			w.Must(err)
			w.Must(w.Doors.Accept(w.As(lead), all[0].Key, all[0].Version))
			if now, err := fleet.BulkByID(w.DB.Read(w.Ctx), b.ID); err != nil || now.State != c.want {
				t.Errorf("recorded %s at the hub and %s at the door, it is %s (%v)", c.hub, c.door, now.State, err)
			}
		})
	}
}

func (w street) settleAll(gone rounds.Stop) {
	w.T.Helper()
	if all, err := w.Doors.Quarrels(w.As(local)); err != nil || len(all) != 0 {
		w.T.Errorf("another hub sees %+v %v", all, err)
	}
	if _, err := w.Doors.Quarrels(w.As(driver)); fault.KindOf(err) != fault.Forbidden {
		w.T.Errorf("a driver settles: %v", err)
	}
	all, err := w.Doors.Quarrels(w.As(lead))
	w.Must(err)
	if len(all) != 3 {
		w.T.Fatalf("to settle are %+v", all)
	}
	for _, q := range all {
		if q.Since == "" || q.Line.Name == "" || q.Driver.Name != driver.Name {
			w.T.Errorf("not told who, whom or what changed: %+v", q)
		}
		if err := w.Doors.Accept(w.As(local), q.Key, q.Version); fault.KindOf(err) != fault.NotFound {
			w.T.Errorf("another hub accepts: %v", err)
		}
		err := w.Doors.Accept(w.As(lead), q.Key, q.Version)
		switch q.Key {
		case "taken-off":
			w.Must(err)
			d, err := deliveries.StopIn(w.DB.Read(w.Ctx), deliveries.ID(gone.Ref.ID))
			w.Must(err)
			if d.State != deliveries.Back {
				w.T.Errorf("the load is %s", d.State)
			}
			if err := w.Doors.Accept(w.As(lead), q.Key, q.Version); fault.KindOf(err) != fault.Stale {
				w.T.Errorf("settled twice: %v", err)
			}
		default: // what came back cannot have been handed over, and a refusal needs why
			if k := fault.KindOf(err); k != fault.Conflict && k != fault.Invalid {
				w.T.Errorf("%s accepted: %v", q.Key, err)
			}
			if q.Key == "said-already" && fault.CodeOf(err) != "doorstep.came-back" {
				w.T.Errorf("what to do instead is not said: %v", err)
			}
			if err := w.Doors.SetAside(w.As(lead), q.Key, q.Version, " "); fault.KindOf(err) != fault.Invalid {
				w.T.Errorf("set aside with no reason: %v", err)
			}
			w.Must(w.Doors.SetAside(w.As(lead), q.Key, q.Version, "She rang: nobody was there."))
		}
	}
	if n, err := w.Doors.CountUnsettled(w.As(lead)); err != nil || n != 0 {
		w.T.Errorf("%d are left: %v", n, err)
	}
}

// TestAPhotoTellsNothingOfWhere sends a photo as a camera writes it.
func TestAPhotoTellsNothingOfWhere(t *testing.T) {
	each(t, func(t *testing.T, w street) {
		_, _, stops := w.Afternoon("Amina")
		file := doorsteptest.Camera(t)
		e := doorsteptest.Seal(t, w.Doors, driver.Account, "photo", "p", doorstep.Snapped{Stop: stops[0].ID, Of: "a", JPEG: file, At: w.Clock.Now()})
		if err := w.Doors.ReceivePhoto(w.As(other), e); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("another driver sends it: %v", err)
		}
		w.Must(w.Doors.ReceivePhoto(w.As(driver), e))
		w.Must(w.Doors.ReceivePhoto(w.As(driver), e))
		all, err := w.Doors.PhotosOf(w.As(lead), stops[0].ID)
		w.Must(err)
		if len(all) != 1 {
			t.Fatalf("%d photos", len(all))
		}
		noted := len(w.Seen)
		kept, err := w.Doors.PhotoOf(w.As(lead), "p")
		w.Must(err)
		if bytes.Contains(kept.JPEG, []byte("Exif")) || bytes.Contains(kept.JPEG, []byte("GPSCANARY")) || len(w.Seen) != noted+1 {
			t.Error("it tells where it was taken, or nobody noted who looked")
		}
		if size, _, err := image.DecodeConfig(bytes.NewReader(kept.JPEG)); err != nil || size.Width != 1280 {
			t.Errorf("the picture is %+v %v", size, err)
		}
		for _, who := range []access.Principal{other, local, {Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}, {Account: "police", Grants: []access.Grant{{Role: access.Partner}}}} {
			if _, err := w.Doors.PhotoOf(w.As(who), "p"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s looks at it: %v", who.Account, err)
			}
		}
		for _, key := range []string{"2", "3", "4", "5", "6"} {
			w.Must(w.Doors.ReceivePhoto(w.As(driver), doorsteptest.Seal(t, w.Doors, driver.Account, "photo", key, doorstep.Snapped{Stop: stops[0].ID, JPEG: file})))
		}
		if err := w.Doors.ReceivePhoto(w.As(driver), doorsteptest.Seal(t, w.Doors, driver.Account, "photo", "7", doorstep.Snapped{Stop: stops[0].ID, JPEG: file})); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a seventh photo of one stop: %v", err)
		}
		for name, sent := range map[string][]byte{"text": []byte("GIF89a, no photo"), "empty": nil, "bomb": bomb()} {
			err := w.Doors.ReceivePhoto(w.As(driver), doorsteptest.Seal(t, w.Doors, driver.Account, "photo", name, doorstep.Snapped{Stop: stops[0].ID, JPEG: sent}))
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s is kept: %v", name, err)
			}
		}
		w.Must(w.People.Mark(w.As(point), people.PersonID(stops[0].Record), nil, []people.Label{people.AddressWithheld}))
		if _, err := w.Doors.PhotoOf(w.As(lead), "p"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("it shows a door that is withheld by now: %v", err)
		}
		if err := w.Doors.ReceivePhoto(w.As(driver), doorsteptest.Seal(t, w.Doors, driver.Account, "photo", "q", doorstep.Snapped{Stop: stops[0].ID, JPEG: file})); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a photo of such a door is kept: %v", err)
		}
		w.Clock.Advance(doorstep.PhotoKept + time.Minute)
		w.Must(w.Doors.Sweep(w.Ctx))
		if all, err := w.Doors.PhotosOf(w.As(lead), stops[0].ID); err != nil || len(all) != 0 {
			t.Errorf("kept too long: %v %v", all, err)
		}
	})
}

// bomb says that it is enormous.
func bomb() []byte {
	head := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0}
	return append(head, 0xff, 0xd9)
}
