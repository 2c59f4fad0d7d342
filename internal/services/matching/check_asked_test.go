package matching_test

import (
	"slices"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
	"kith/internal/registers/messages"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardtest"
)

// told hands every entry of the journal to what follows it, twice, as it may happen.
func (p *post) told() {
	p.t.Helper()
	p.must(journal.New(p.DB, []byte("a key of tests that is 32 bytes!"), nil).Seal(p.Ctx))
	all, err := journal.Since(p.DB.Read(p.Ctx), p.Borough(), 0)
	p.must(err)
	for _, e := range all {
		for _, s := range p.Subscriptions() {
			for range 2 {
				if s.Wants(e.Topic) {
					p.must(s.Handle(p.Ctx, e))
				}
			}
		}
	}
}

func (p *post) bureau() *volunteers.Service {
	return volunteers.New(p.DB, boardtest.Wigan(p.t, more()...), nil)
}

func (p *post) recordIdentity(v volunteers.Volunteer) {
	p.t.Helper()
	_, err := p.bureau().RecordCheck(p.As(hub), v.ID, volunteers.Held{Check: "identity", Number: "1", IssuedOn: day.Of(p.Clock.Now()), SeenBy: "Sam", SeenHow: "both papers"})
	p.must(err)
}

func TestWhoIsAskedForACheckIsToldWhichAndWhatToBring(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		jean := p.volunteer("Jean", nil)
		piotr := p.volunteer("Piotr", func(n *volunteers.NewVolunteer) { n.Phone, n.Email, n.Speaks = "", "piotr@example.org", "pl" })
		for _, v := range []volunteers.Volunteer{jean, piotr, jean} {
			p.must(p.bureau().AskFor(p.As(hub), v.ID, "identity"))
		}
		p.told()
		got := p.sent()
		if len(got) != 2 || !strings.Contains(got[0]+got[1], "a name and address check. Bring one paper with your photo") || !strings.Contains(got[0]+got[1], "Przynieś jeden dokument") {
			t.Fatalf("arrived: %q", got)
		}
		p.told()
		if got := p.sent(); len(got) != 0 {
			t.Errorf("they are told twice: %q", got)
		}
		p.recordIdentity(jean)
		p.must(p.bureau().AskFor(p.As(hub), jean.ID, "identity"))
		p.told()
		if got := p.sent(); len(got) != 1 {
			t.Errorf("of another year they are told: %q", got)
		}
	})
}

func TestACheckThatCameMeanwhileIsNotAskedFor(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		jean := p.volunteer("Jean", nil)
		p.must(p.bureau().AskFor(p.As(hub), jean.ID, "identity"))
		p.told()
		p.recordIdentity(jean)
		if got := p.sent(); len(got) != 0 {
			t.Errorf("it is sent all the same: %q", got)
		}
	})
}

func TestWhoLeftIsNotAskedForAnything(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		jean, ada := p.volunteer("Jean", nil), p.volunteer("Ada", nil)
		p.must(p.bureau().AskFor(p.As(hub), jean.ID, "identity"))
		p.leave(jean)
		p.leave(ada)
		if err := p.bureau().AskFor(p.As(hub), ada.ID, "identity"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("who left is asked: %v", err)
		}
		p.told()
		if got := p.sent(); len(got) != 0 {
			t.Errorf("who left is written to: %q", got)
		}
	})
}

// Who has neither mobile nor email is asked by a letter, which waits for their hub to print it.
func TestWhoHasNoPhoneAndNoEmailIsAskedByALetter(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		ada := p.volunteer("Ada", func(n *volunteers.NewVolunteer) {
			n.Phone, n.Email, n.Home.Address = "+441942496000", "", places.Address{Line1: "4 Moss Street", Town: "Hindley", Postcode: "WN2 3EB"}
		})
		nobody := p.volunteer("Nobody", func(n *volunteers.NewVolunteer) { n.Phone, n.Email, n.Home.Address = "", "", places.Address{} })
		for _, v := range []volunteers.Volunteer{ada, nobody} {
			p.must(p.bureau().AskFor(p.As(hub), v.ID, "identity"))
		}
		p.told()
		if got := p.sent(); len(got) != 0 {
			t.Fatalf("sent: %q", got)
		}
		waiting, err := p.sender.List(p.As(hub), messages.ToPrint)
		p.must(err)
		if len(waiting) != 1 || waiting[0].To.ID != string(ada.ID) {
			t.Fatalf("to print: %+v", waiting)
		}
		printed, err := p.sender.PrintQueued(p.As(hub), waiting[0].ID)
		p.must(err)
		if !strings.Contains(printed.Text, "Bring one paper with your photo") || !slices.Contains(printed.Letter.Address, "4 Moss Street") || len(printed.PDF) == 0 {
			t.Errorf("the letter to %v says %q", printed.Letter.Address, printed.Text)
		}
		asked, err := p.AskedOf(p.As(hub), ada.ID)
		if err != nil || asked["identity"].State != messages.ToPrint {
			t.Errorf("of her letter the hub is told %+v, %v", asked, err)
		}
		if asked, err = p.AskedOf(p.As(hub), nobody.ID); err != nil || asked["identity"].State != messages.NotSafe || asked["identity"].Reason == "" {
			t.Errorf("of whom nothing is known the hub is told %+v, %v", asked, err)
		}
		if _, err := p.AskedOf(p.As(other), ada.ID); fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Forbidden {
			t.Errorf("another hub is told: %v", err)
		}
		if unsafe, err := p.sender.List(p.As(hub), messages.NotSafe); err != nil || len(unsafe) != 1 || unsafe[0].To.ID != string(nobody.ID) {
			t.Errorf("of whom nothing is known stands %+v, %v", unsafe, err)
		}
	})
}
