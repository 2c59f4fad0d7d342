package volunteers_test

import (
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// TestWhatIsRecordedMovesThemOn leads somebody from the form to their first task.
func TestWhatIsRecordedMovesThemOn(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.apply()
		stands := func(want volunteers.Standing) {
			t.Helper()
			if got := b.get(v.ID).Standing; got != want {
				t.Errorf("stands as %s, want %s", got, want)
			}
		}
		if err := b.Move(b.ctx, v.ID, v.Version, volunteers.Active, ""); fault.CodeOf(err) != "volunteers.move" {
			t.Errorf("straight to work: %v", err)
		}
		b.check(v.ID, volunteers.Held{Check: "licence", IssuedOn: today, SeenBy: "Sam"})
		stands(volunteers.Checking)
		b.check(v.ID, volunteers.Held{Check: "identity", IssuedOn: today, SeenBy: "Sam"})
		stands(volunteers.Inducting)
		if err := b.Move(b.ctx, v.ID, b.get(v.ID).Version, volunteers.Active, ""); fault.CodeOf(err) != "volunteers.not-ready" {
			t.Errorf("without the induction: %v", err)
		}
		if m, err := b.PassModule(b.ctx, v.ID, "welcome", []int{1, 1}); err != nil || m.Passed {
			t.Errorf("a wrong answer: %+v, %v", m, err)
		}
		stands(volunteers.Inducting)
		if _, err := b.PassModule(b.ctx, v.ID, "welcome", []int{2, 1}); err != nil {
			t.Fatal(err)
		}
		stands(volunteers.Active)
		d, err := volunteers.DossierOf(b.db.Read(b.ctx), v.ID)
		if err != nil || len(d.Learned) != 1 || d.Learned[0].Tries != 2 || !d.Learned[0].Passed() || len(d.Checks) != 2 {
			t.Errorf("the dossier has %+v, %v", d, err)
		}
		if _, err := b.PassModule(b.ctx, v.ID, "welcome", nil); err != nil {
			t.Fatal(err)
		}
		if d, _ := volunteers.DossierOf(b.db.Read(b.ctx), v.ID); !d.Learned[0].Passed() {
			t.Error("a later try took the pass away")
		}
	})
}

func TestMovesAreGuarded(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.ready()
		move := func(to volunteers.Standing, why string) error {
			return b.Move(b.ctx, v.ID, b.get(v.ID).Version, to, why)
		}
		if err := move(volunteers.Paused, " "); fault.CodeOf(err) != "volunteers.why" {
			t.Errorf("paused without a reason: %v", err)
		}
		if err := b.Move(b.ctx, v.ID, v.Version-1, volunteers.Paused, "Away."); fault.KindOf(err) != fault.Stale {
			t.Errorf("as they were before: %v", err)
		}
		for _, to := range []volunteers.Standing{volunteers.Paused, volunteers.Reservist, volunteers.Active, volunteers.Revoked, volunteers.Checking} {
			if err := move(to, "A reason."); err != nil {
				t.Fatalf("to %s: %v", to, err)
			}
		}
		if err := b.Move(b.as(agent), v.ID, 1, volunteers.Left, "x"); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent moves them: %v", err)
		}
	})
}

func TestWhichChecksAreTaken(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.apply()
		for code, h := range map[string]volunteers.Held{
			"volunteers.no-check":    {Check: "palm", IssuedOn: today, SeenBy: "Sam"},
			"volunteers.check-date":  {Check: "identity", IssuedOn: today.AddDays(1), SeenBy: "Sam"},
			"volunteers.check-end":   {Check: "identity", IssuedOn: today, ExpiresOn: today.AddDays(-1), SeenBy: "Sam"},
			"volunteers.check-ended": {Check: "insurance", Number: "7", IssuedOn: today.AddDays(-400), ExpiresOn: today.AddDays(-1), SeenBy: "Sam", SeenHow: "The policy"},
			"volunteers.check-level": {Check: "dbs", Level: volunteering.Standard, IssuedOn: today, SeenBy: "Sam"},
			"volunteers.check-seen":  {Check: "identity", IssuedOn: today, SeenBy: " "},

			"volunteers.check-number":   {Check: "insurance", IssuedOn: today, ExpiresOn: today, SeenBy: "Sam", SeenHow: "The policy"},
			"volunteers.check-digits":   {Check: "dbs", Level: volunteering.Enhanced, Number: "12", IssuedOn: today, SeenBy: "Sam", SeenHow: "The certificate"},
			"volunteers.check-last-day": {Check: "insurance", Number: "7", IssuedOn: today, SeenBy: "Sam", SeenHow: "The policy"},
			"volunteers.check-how":      {Check: "insurance", Number: "7", IssuedOn: today, ExpiresOn: today, SeenBy: "Sam"},
		} {
			if _, err := b.RecordCheck(b.ctx, v.ID, h); fault.CodeOf(err) != code {
				t.Errorf("%s: got %v", code, err)
			}
		}
		id := b.check(v.ID, volunteers.Held{Check: "dbs", Level: volunteering.Enhanced, Number: "001234567890", IssuedOn: today, SeenBy: "Sam", SeenHow: "The certificate"})
		if err := b.WithdrawCheck(b.ctx, v.ID, id, "Somebody else's."); err != nil {
			t.Fatal(err)
		}
		if err := b.WithdrawCheck(b.ctx, v.ID, id, "Again."); fault.KindOf(err) != fault.Stale {
			t.Errorf("withdrawn twice: %v", err)
		}
		d, err := volunteers.DossierOf(b.db.Read(b.ctx), v.ID)
		if err != nil || len(d.Checks) != 1 || d.Checks[0].Withdrawn != "Somebody else's." || d.Checks[0].Number != "001234567890" {
			t.Errorf("on file is %+v, %v", d.Checks, err)
		}
	})
}

// Whoever's age is not known passes every check and module, and no further.
func TestNobodyOfUnknownAgeBecomesActive(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		n := b.offer()
		n.BornOn, n.BornUnknown, n.Standing, n.Neighbourhood = day.Date{}, "They look it up.", volunteers.Applied, "hapi"
		v, err := b.Add(b.ctx, n)
		if err != nil {
			t.Fatal(err)
		}
		b.check(v.ID, volunteers.Held{Check: "identity", IssuedOn: today, SeenBy: "Sam"})
		if _, err := b.PassModule(b.ctx, v.ID, "welcome", []int{2, 1}); err != nil {
			t.Fatal(err)
		}
		v = b.get(v.ID)
		if v.Standing != volunteers.Inducting || v.BornUnknown != "They look it up." {
			t.Fatalf("stands as %s, %q", v.Standing, v.BornUnknown)
		}
		if err := b.Move(b.ctx, v.ID, v.Version, volunteers.Active, ""); fault.CodeOf(err) != "volunteers.not-ready" || !strings.Contains(fault.MessageOf(err), "Their date of birth") {
			t.Errorf("made active by hand: %v", err)
		}
		young := v
		young.BornOn = today.AddDays(-17 * 365)
		if err := b.Change(b.ctx, young); fault.CodeOf(err) != "volunteers.too-young" {
			t.Errorf("too young: %v", err)
		}
		v.BornOn, v.BornUnknown = day.New(1985, 3, 27), ""
		if err := b.Change(b.ctx, v); err != nil {
			t.Fatal(err)
		}
		if got := b.get(v.ID).Standing; got != volunteers.Active {
			t.Errorf("once it is known they stand as %s", got)
		}
	})
}
