package volunteers_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/registers/volunteers"
)

// proves looks a number up as anybody may, signed in or not.
func (b *bureau) proves(number ident.Reference) (volunteers.Proof, bool) {
	b.t.Helper()
	p, valid, err := b.Proves(b.as(access.Principal{}), number)
	if err != nil {
		b.t.Fatal(err)
	}
	return p, valid
}

// moves changes where somebody stands.
func (b *bureau) moves(id volunteers.ID, to ...volunteers.Standing) {
	b.t.Helper()
	for _, next := range to {
		v := b.get(id)
		if v.Standing == next {
			continue
		}
		if err := b.Move(b.ctx, id, v.Version, next, "for the test"); err != nil {
			b.t.Fatalf("to %s: %v", next, err)
		}
	}
}

// lettered is Jean with a letter.
func (b *bureau) lettered() volunteers.Paper {
	b.t.Helper()
	v := b.ready()
	p, err := b.Letter(b.ctx, v.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

func TestALetterProvesWhatSomebodyMayDoToday(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		paper := b.lettered()
		if len(paper.May) != 1 || paper.May[0].ID != "food" || paper.Until != day.New(2027, time.November, 29) {
			t.Errorf("the letter says %v, until %s", paper.May, paper.Until)
		}
		p, valid := b.proves(paper.Registration)
		if !valid || p.FirstName != "Jean" || !slices.Equal(p.May, []string{"Bring food"}) || p.Until != paper.Until {
			t.Errorf("it proves %+v, %v", p, valid)
		}
		if again, err := b.Letter(b.ctx, paper.ID); err != nil || again.Registration != paper.Registration {
			t.Errorf("the second letter has %q, %v", again.Registration, err)
		}
	})
}

// Each of these takes the proof away at once, and some give it back.
func TestWhatTakesTheProofAway(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		paper := b.lettered()
		want := func(when string, valid bool) {
			t.Helper()
			if _, got := b.proves(paper.Registration); got != valid {
				t.Errorf("%s: it counts: %v", when, got)
			}
		}
		want("at first", true)
		b.moves(paper.ID, volunteers.Paused)
		want("paused", false)
		if _, err := b.Letter(b.ctx, paper.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("paused, a letter was printed: %v", err)
		}
		b.moves(paper.ID, volunteers.Active)
		want("resumed", true)
		b.clock.Set(paper.Until.At(23, 0))
		want("on its last day", true)
		b.clock.Set(paper.Until.AddDays(1).At(1, 0))
		want("the day after", false)
		if _, err := b.Letter(b.ctx, paper.ID); err != nil {
			t.Fatal(err)
		}
		want("with a new letter", true)
		b.moves(paper.ID, volunteers.Revoked)
		want("revoked", false)
	})
}

func TestACheckThatEndsEndsTheLetter(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.apply()
		soon := today.AddDays(40)
		held := b.check(v.ID, volunteers.Held{Check: "identity", IssuedOn: today, ExpiresOn: soon, SeenBy: "Sam"})
		if _, err := b.PassModule(b.ctx, v.ID, "welcome", []int{2, 1}); err != nil {
			t.Fatal(err)
		}
		paper, err := b.Letter(b.ctx, v.ID)
		if err != nil || paper.Until != soon {
			t.Errorf("the letter ends on %s, %v", paper.Until, err)
		}
		if err := b.WithdrawCheck(b.ctx, v.ID, held, "it was another's"); err != nil {
			t.Fatal(err)
		}
		if _, valid := b.proves(paper.Registration); valid {
			t.Error("with the check withdrawn it counts")
		}
		if _, err := b.Letter(b.ctx, v.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("with the check withdrawn a letter was printed: %v", err)
		}
	})
}

func TestWhoHasNoLetter(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.apply()
		if _, valid := b.proves(v.Registration); valid {
			t.Error("whoever has only applied proves something")
		}
		if _, valid := b.proves("2222-222"); valid {
			t.Error("a number of nobody proves something")
		}
		if _, err := b.Letter(b.ctx, v.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("whoever has only applied gets a letter: %v", err)
		}
		if _, err := b.Letter(b.as(access.Principal{}), v.ID); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("anybody gets a letter: %v", err)
		}
	})
}

func TestThePhotoIsOnTheCardAndSeenByWhoeverChecks(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		paper := b.lettered()
		if p, _ := b.proves(paper.Registration); p.Photo != nil || paper.Photo != nil {
			t.Error("there is a photo that nobody took")
		}
		var file bytes.Buffer
		if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 60, 80))); err != nil {
			t.Fatal(err)
		}
		if err := b.SetPhoto(b.ctx, paper.ID, file.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := b.SetPhoto(b.ctx, paper.ID, []byte("a letter")); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a letter is taken for a photo: %v", err)
		}
		again, err := b.Letter(b.ctx, paper.ID)
		p, _ := b.proves(paper.Registration)
		if err != nil || len(again.Photo) == 0 || !bytes.Equal(p.Photo, again.Photo) {
			t.Errorf("the card has %d bytes, who checks sees %d, %v", len(again.Photo), len(p.Photo), err)
		}
		for range 2 {
			if err := b.RemovePhoto(b.ctx, paper.ID); err != nil {
				t.Fatal(err)
			}
		}
		if p, valid := b.proves(paper.Registration); p.Photo != nil || !valid {
			t.Error("the photo is still seen")
		}
		if _, err := b.Photo(b.as(access.Principal{}), paper.ID); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("anybody sees the photo: %v", err)
		}
	})
}
