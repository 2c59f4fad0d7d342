package medicines_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/services/medicines"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func TestMayCarry(t *testing.T) {
	both, staffOnly := []needs.Doer{needs.Volunteer, needs.Staff}, []needs.Doer{needs.Staff}
	for _, c := range []struct {
		controlled    medicines.Controlled
		allowed, want []needs.Doer
	}{
		{medicines.Unknown, both, staffOnly},
		{medicines.IsControlled, both, staffOnly},
		{medicines.NotControlled, both, both},
		{medicines.NotControlled, staffOnly, staffOnly},
		{medicines.NotControlled, nil, staffOnly},
		{"perhaps", both, staffOnly},
	} {
		if got := medicines.MayCarry(c.controlled, c.allowed); !slices.Equal(got, c.want) {
			t.Errorf("%q, when %v may: %v, want %v", c.controlled, c.allowed, got, c.want)
		}
	}
}

func TestLifecycle(t *testing.T) {
	const no = medicines.State("")
	table := map[medicines.Action]map[medicines.State]medicines.State{
		medicines.Hear:   {medicines.AtPharmacy: medicines.AtPharmacy, medicines.Back: medicines.Back},
		medicines.Fetch:  {medicines.AtPharmacy: medicines.WithUs, medicines.Back: medicines.WithUs},
		medicines.Hand:   {medicines.WithUs: medicines.HandedOver},
		medicines.Return: {medicines.WithUs: medicines.Back},
	}
	for _, a := range medicines.Actions() {
		for _, from := range medicines.States() {
			want := table[a][from]
			got, err := medicines.Next(from, a)
			if want == no && (fault.KindOf(err) != fault.Conflict || from.Can(a)) || want != no && (err != nil || got != want || !from.Can(a)) {
				t.Errorf("%s when %s leads to %s, %v; want %q", a, from, got, err, want)
			}
		}
	}
}

// Until the pharmacy says no, a volunteer is refused, whatever triage thought.
func TestAVolunteerIsRefusedUntilThePharmacySaysNo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task(needs.Volunteer, needs.Staff)
		err := w.give(task, volunteer)
		w.wants(err, fault.Invalid)
		if !strings.Contains(fault.MessageOf(err), "Ask the pharmacy first") {
			t.Errorf("says %q", fault.MessageOf(err))
		}
		w.hear(task, medicines.IsControlled)
		w.wants(w.give(task, volunteer), fault.Invalid)
		w.must(w.give(task, staff))
		w.hear(task, medicines.NotControlled)
		w.must(w.give(task, volunteer))
		if now := w.Task(task.ID); now.State != tasks.Assigned || now.Assignee != volunteer {
			t.Errorf("it is %s, with %v", now.State, now.Assignee)
		}
	})
}

// A volunteer who said yes before the pharmacy said that it is controlled has it no longer.
func TestWhatThePharmacySaysTakesItFromAVolunteer(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, c := range []medicines.Controlled{medicines.IsControlled, medicines.Unknown} {
			task := w.task(needs.Staff)
			w.hear(task, medicines.NotControlled)
			w.must(w.give(task, volunteer))
			w.must(w.Tasks.Accept(w.As(hub), tasks.Choice{ID: task.ID, Version: w.Task(task.ID).Version}))
			w.hear(task, c)
			if now := w.Task(task.ID); now.State != tasks.Open || !now.Assignee.IsZero() || !slices.Equal(now.WhoMay, []needs.Doer{needs.Staff}) || w.need(task).State != needs.NeedOpen {
				t.Errorf("%q: it is %s, with %v, for %v", c, now.State, now.Assignee, now.WhoMay)
			}
			if p := w.now(task); c == medicines.Unknown && (p.SaidBy != "" || !p.SaidAt.IsZero()) || c != medicines.Unknown && (p.SaidBy != "Priya, pharmacist" || p.SaidAt.IsZero() || p.HeardBy != hub.Account) {
				t.Errorf("%q: said by %q at %s, heard by %q", c, p.SaidBy, p.SaidAt, p.HeardBy)
			}
		}
	})
}

func TestFromThePharmacyToTheDoor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task(needs.Staff)
		if p := w.now(task); p.State != medicines.AtPharmacy || p.Controlled != medicines.Unknown || p.Version != 0 {
			t.Errorf("before anybody asked it is %+v", p)
		}
		w.hear(task, medicines.NotControlled)
		w.must(w.give(task, volunteer))
		w.wants(w.FetchedIt(w.As(hub), w.choice(task), medicines.Fetched{From: "Priya"}), fault.Invalid)
		w.must(w.FetchedIt(w.As(hub), w.choice(task), medicines.Fetched{From: "Priya", By: "Jo Volunteer", Sealed: true}))
		w.wants(w.Hear(w.As(hub), w.choice(task), said(medicines.IsControlled)), fault.Conflict)
		w.wants(w.ReturnedIt(w.As(hub), w.choice(task), medicines.Returned{To: "Priya"}), fault.Invalid)
		w.must(w.ReturnedIt(w.As(hub), w.choice(task), medicines.Returned{To: "Priya", Why: "Nobody opened."}))
		if now := w.Task(task.ID); !now.State.Open() || now.Attempts != 1 {
			t.Errorf("after nobody opened the work is %s, tried %d times", now.State, now.Attempts)
		}
		w.must(w.FetchedIt(w.As(hub), w.choice(task), medicines.Fetched{From: "Priya", By: "Jo Volunteer", Sealed: true}))
		w.wants(w.HandedIt(w.As(hub), w.choice(task), medicines.Handed{To: "Amina"}), fault.Invalid)
		w.must(w.HandedIt(w.As(hub), w.choice(task), medicines.Handed{To: "Amina Khan", Checked: "Said her date of birth", Sealed: true}))
		if p := w.now(task); p.State != medicines.HandedOver || p.Handed.At.IsZero() || p.Returned != (medicines.Returned{}) {
			t.Errorf("it is %+v", p)
		}
		if now := w.Task(task.ID); now.Outcome != "done" || w.need(task).State != needs.NeedMet {
			t.Errorf("the work is %s, %q", now.State, now.Outcome)
		}
	})
}

func TestWhatIsWrongWithWhatThePharmacySaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task(needs.Staff)
		for name, spoil := range map[string]func(*medicines.Heard){
			"no pharmacy":     func(h *medicines.Heard) { h.Pharmacy.Name = " " },
			"nobody said so":  func(h *medicines.Heard) { h.SaidBy = "" },
			"cash":            func(h *medicines.Heard) { h.Payment = "cash" },
			"another proof":   func(h *medicines.Heard) { h.Proof = []medicines.Proof{"passport"} },
			"something else":  func(h *medicines.Heard) { h.Controlled = "perhaps" },
			"ready next year": func(h *medicines.Heard) { h.Pharmacy.ReadyOn = day.Of(w.Clock.Now()).AddDays(90) },
		} {
			h := said(medicines.NotControlled)
			spoil(&h)
			if err := w.Hear(w.As(hub), w.choice(task), h); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		seen := w.choice(task)
		w.hear(task, medicines.NotControlled)
		w.wants(w.Hear(w.As(hub), seen, said(medicines.IsControlled)), fault.Stale)
	})
}

// Once it is heard what it is, the need goes to the trust alone: no hub has it, its board and
// lists name nothing, and nothing of it is kept.
func TestSubstitutionGoesStraightToTheTrust(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task(needs.Staff)
		w.hear(task, medicines.NotControlled)
		w.must(w.give(task, volunteer))
		w.must(w.IsSubstitution(w.As(hub), w.choice(task)))
		n, now := w.need(task), w.Task(task.ID)
		if n.Neighbourhood != "" || n.Decision.StraightTo != "substance-misuse-trust" || n.Named(hub) || !n.Named(point) || n.State != needs.NeedOpen {
			t.Errorf("the need is %+v", n)
		}
		if now.Kind != tasks.Refer || now.Neighbourhood != "" || now.Category != "" || !now.Assignee.IsZero() || now.Destination != "substance-misuse-trust" || now.Named(hub) {
			t.Errorf("the work is %+v", now)
		}
		if _, _, err := w.Of(w.As(hub), task.Need); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the hub is told %v", err)
		}
		if _, _, err := w.Of(w.As(point), task.Need); fault.KindOf(err) != fault.NotFound {
			t.Errorf("it is still a prescription: %v", err)
		}
		for _, who := range []access.Principal{hub, point} {
			if all, err := w.Open(w.As(who), nil, 9); err != nil || len(all) != 0 {
				t.Errorf("%s lists %+v, %v", who.Name, all, err)
			}
		}
		w.wants(w.IsSubstitution(w.As(hub), medicines.Choice{Need: task.Need}), fault.NotFound)
		w.wants(w.give(task, volunteer), fault.Forbidden)
		for _, e := range w.reads.seen {
			if text, _ := json.Marshal(e); strings.Contains(string(text), "ubst") {
				t.Errorf("the journal names it: %s", text)
			}
		}
	})
}

func TestWhoMayFollow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task(needs.Staff)
		for _, who := range []access.Principal{
			other, {}, {Account: "van", Grants: []access.Grant{{Role: access.LogisticsLead}}}, {Account: "money", Grants: []access.Grant{{Role: access.Finance}}},
		} {
			_, _, err := w.Of(w.As(who), task.Need)
			w.wants(err, fault.NotFound)
			w.wants(w.Hear(w.As(who), medicines.Choice{Need: task.Need}, said(medicines.NotControlled)), fault.NotFound)
			if all, _ := w.Open(w.As(who), nil, 9); len(all) != 0 {
				t.Errorf("%q is told of %d", who.Account, len(all))
			}
		}
		all, err := w.Open(w.As(hub), nil, 9)
		if err != nil || len(all) != 1 || all[0].Who != "Amina K." || all[0].Waits(w.Clock.Now()) != "Ring the pharmacy" || all[0].Prescription.Hub != "hapi" {
			t.Errorf("the hub lists %+v, %v", all, err)
		}
	})
}

func TestThePatientsDetails(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task := w.task(needs.Staff)
		patient, err := w.PatientOf(w.As(hub), task.Need)
		if err != nil || patient.Name != "Amina Noor Khan" || len(patient.Address) == 0 {
			t.Errorf("the sheet says %+v, %v", patient, err)
		}
		if last := w.reads.seen[len(w.reads.seen)-1]; last.Topic != "medicines.printed" {
			t.Errorf("the journal is told %+v", last)
		}
		w.mark(task, people.AddressWithheld)
		if patient, err = w.PatientOf(w.As(hub), task.Need); err != nil || patient.Address != nil {
			t.Errorf("of a withheld address it says %+v, %v", patient, err)
		}
		restricted := w.task(needs.Staff)
		w.mark(restricted, people.Restricted)
		_, err = w.PatientOf(w.As(hub), restricted.Need)
		w.wants(err, fault.Conflict)
	})
}

func TestAMedicineThatIsOnTheWayTooLongIsLate(t *testing.T) {
	p := medicines.Prescription{State: medicines.WithUs, Fetched: medicines.Fetched{At: time.Date(2020, 4, 7, 9, 0, 0, 0, time.UTC)}}
	for minutes, late := range map[int]bool{0: false, 120: false, 121: true} {
		if p.Late(p.Fetched.At.Add(time.Duration(minutes)*time.Minute)) != late {
			t.Errorf("after %d minutes late is %v", minutes, !late)
		}
	}
}
