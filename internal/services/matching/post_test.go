package matching_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

// post is a world that writes to volunteers.
type post struct {
	*world
	box      *postbox.Box
	sender   *messages.Service
	accounts *accounts.Service
}

func eachPost(t *testing.T, test func(t *testing.T, p *post)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		w, b := newWorld(t, h), boardtest.Wigan(t, protocols.Static())
		p := &post{world: w, box: postbox.New(h.Clock), accounts: accounts.New(h.DB)}
		w.must(p.box.Start(t.Context()))
		key, err := notify.ParseKey(postbox.LiveKey)
		w.must(err)
		api, err := notify.NewAPI(p.box.NotifyURL, key, h.Clock)
		w.must(err)
		govuk := notify.NewGOVUK(api, notify.Templates{Email: postbox.EmailTemplate, Text: postbox.TextTemplate}, "")
		p.sender = messages.New(h.DB, b, contacts.New(h.DB, b, people.New(h.DB, unwatched{})), notify.Routes{notify.Email: govuk, notify.Text: govuk}, nil)
		p.LetsInBy(p.accounts)
		p.WritesBy(p.sender, func() string { return "https://help.example.org" })
		test(t, p)
	}, append(sets(), messages.Static().Migrations, imports.Migrations())...)
}

// sent sends what is due and returns the words of what arrived.
func (p *post) sent() (all []string) {
	p.t.Helper()
	p.must(p.sender.SendDue(p.Ctx))
	for _, a := range p.box.Arrived() {
		all = append(all, a.Body)
	}
	p.box.Empty()
	return all
}

var link = regexp.MustCompile(`https://help\.example\.org/helping/enter/([\w-]+)`)

func TestAnOfferGoesByTextWithALinkThatWorksOnce(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		p.volunteer("Jean", nil)
		p.ask(p.parcel("Amina", nil))
		got := p.sent()
		if len(got) != 1 || !strings.Contains(got[0], "can you help?") || !strings.Contains(got[0], "WN2 3") || strings.Contains(got[0], "Amina") || strings.Contains(got[0], "Mill Lane") {
			t.Fatalf("arrived: %q", got)
		}
		token := link.FindStringSubmatch(got[0])
		if token == nil {
			t.Fatalf("no link in %q", got[0])
		}
		if _, err := p.accounts.EnterByPass(p.Ctx, token[1]); err != nil {
			t.Error(err)
		}
		if _, err := p.accounts.EnterByPass(p.Ctx, token[1]); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the link works twice: %v", err)
		}
		kept, err := p.sender.List(p.As(point))
		p.must(err)
		for _, m := range kept {
			if strings.Contains(m.Body, token[1]) {
				t.Error("the link is kept")
			}
		}
	})
}

func TestAnOfferThatWasTakenIsNotSent(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		p.volunteer("Jean", nil)
		task := p.parcel("Amina", nil)
		p.ask(task)
		p.must(p.Tasks.Claim(p.As(hub), tasks.Choice{ID: task.ID, Version: p.Task(task.ID).Version}))
		if got := p.sent(); len(got) != 0 {
			t.Errorf("it is sent all the same: %q", got)
		}
	})
}

func TestAskingForALinkReachesWhoeverIsKnown(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		jean := p.volunteer("Jean", nil)
		p.must(p.AskLink(p.Ctx, jean.Phone, ""))
		p.must(p.AskLink(p.Ctx, jean.Phone, "")) // pressed twice
		p.must(p.AskLink(p.Ctx, "+447700900999", ""))
		if got := p.sent(); len(got) != 1 || link.FindString(got[0]) == "" {
			t.Errorf("arrived: %q", got)
		}
		p.leave(jean)
		p.Clock.Advance(time.Hour)
		p.must(p.AskLink(p.Ctx, jean.Phone, ""))
		if got := p.sent(); len(got) != 0 {
			t.Errorf("who left is sent: %q", got)
		}
	})
}

func TestTheWeekIsThankedForOnce(t *testing.T) {
	eachPost(t, func(t *testing.T, p *post) {
		jean := p.volunteer("Jean", func(n *volunteers.NewVolunteer) { n.Email = "jean@example.org" })
		p.volunteer("Idle", func(n *volunteers.NewVolunteer) { n.Phone, n.Email = "", "idle@example.org" })
		ada := p.volunteer("Ada", func(n *volunteers.NewVolunteer) {
			n.Phone, n.Email, n.Home.Address = "+441942496000", "", places.Address{Line1: "4 Moss Street", Town: "Hindley", Postcode: "WN2 4AA"}
		})
		for name, v := range map[string]volunteers.Volunteer{"Amina": jean, "Bela": ada} {
			task := p.parcel(name, nil)
			p.must(p.Tasks.Assign(p.As(hub), tasks.Choice{ID: task.ID, Version: task.Version}, helper1(v)))
			p.must(p.Tasks.RecordOutcome(p.As(hub), tasks.Choice{ID: task.ID, Version: p.Task(task.ID).Version}, tasks.Outcome{Code: "done"}))
		}
		p.sent()
		p.must(p.ThankWeekly(p.Ctx)) // it is Tuesday
		if got := p.sent(); len(got) != 0 {
			t.Errorf("on a Tuesday: %q", got)
		}
		p.Clock.Advance(5*24*time.Hour + 8*time.Hour) // Sunday, half past five
		p.must(p.ThankWeekly(p.Ctx))
		p.must(p.ThankWeekly(p.Ctx))
		if got := p.sent(); len(got) != 1 || !strings.Contains(got[0], "thank you for your help this week") {
			t.Errorf("on Sunday: %q", got)
		}
		waiting, err := p.sender.List(p.As(hub), messages.ToPrint)
		p.must(err)
		if len(waiting) != 1 || waiting[0].To.ID != string(ada.ID) { // she has neither mobile nor email
			t.Fatalf("to print: %+v", waiting)
		}
		printed, err := p.sender.PrintQueued(p.As(hub), waiting[0].ID)
		p.must(err)
		if !strings.Contains(printed.Text, "Thank you for the help you gave") || !slices.Contains(printed.Letter.Address, "4 Moss Street") {
			t.Errorf("the letter to %v says %q", printed.Letter.Address, printed.Text)
		}
	})
}
