package rounds_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/rounds"
	"kith/internal/work/arrivals"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// post is a borough with rounds that writes to people, with a postbox.
type post struct {
	*world
	box     *postbox.Box
	journal *journal.Journal
	all     []journal.Subscription
	sender  *messages.Service
	read    int64
	phones  int
}

func written(t *testing.T, test func(t *testing.T, p *post)) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		p := &post{world: newWorld(t, h), box: postbox.New(h.Clock), journal: journal.New(h.DB, []byte("a key of tests that is 32 bytes!"), nil)}
		p.must(p.box.Start(t.Context()))
		b := boardtest.Wigan(t, fleet.Static())
		p.sender = messages.New(h.DB, b, contacts.New(h.DB, b, p.people), p.carriers(), nil)
		p.WritesBy(p.sender, func() string { return "https://help.example.org" }, func(_ context.Context, volunteer string) (string, error) {
			return "https://help.example.org/in/" + volunteer, nil
		})
		p.all = slices.Concat(p.Subscriptions(), arrivals.New(h.DB, p.fleet, p.sender).Subscriptions(), p.sender.Subscriptions())
		test(t, p)
	}, append(tables(), messages.Static().Migrations)...)
}

// carriers are a real mail server and a fake of GOV.UK Notify.
func (p *post) carriers() notify.Routes {
	key, err := notify.ParseKey(postbox.LiveKey)
	p.must(err)
	api, err := notify.NewAPI(p.box.NotifyURL, key, p.Clock)
	p.must(err)
	setup, err := notify.ParseSMTP("smtp+plain://"+p.box.MailAddr, "", "help@example.org")
	p.must(err)
	setup.Within = 5 * time.Second
	mail, err := notify.NewSMTP(setup, p.Clock)
	p.must(err)
	return notify.Routes{notify.Email: mail, notify.Text: notify.NewGOVUK(api, notify.Templates{Email: postbox.EmailTemplate, Text: postbox.TextTemplate}, "")}
}

// follow tells every subscription what happened, twice, until nothing more does.
func (p *post) follow() {
	p.t.Helper()
	for {
		p.must(p.journal.Seal(p.Ctx))
		told, err := journal.Since(p.DB.Read(p.Ctx), p.Borough(), p.read)
		p.must(err)
		if len(told) == 0 {
			return
		}
		for _, e := range told {
			p.read = e.Seq
			for _, s := range p.all {
				for range 2 {
					if s.Wants(e.Topic) {
						p.must(s.Handle(p.Ctx, e))
					}
				}
			}
		}
	}
}

// waits is somebody with a parcel, who said what is safe; it returns their number.
func (p *post) waits(given, code, language string, safe ...string) (deliveries.Delivery, phone.Number) {
	p.phones++
	number := phone.Number("+4477009001" + string(rune('0'+p.phones/10)) + string(rune('0'+p.phones%10)))
	task := p.Add(boardtest.Work{
		Given: given, Family: "Khan", Hub: "hapi", Phone: number, Interpreter: language, Safe: people.SafeContact{Asked: len(safe) > 0, Channels: safe, Texts: true},
		Address: places.Address{Line1: "4 " + given + " Lane", Town: "Hindley", Postcode: code},
	})
	return p.ready(task, nil), number
}

func (p *post) texts(to phone.Number) (bodies []string) {
	for _, a := range p.box.To(string(to)) {
		bodies = append(bodies, a.Body)
	}
	return bodies
}

// account is somebody who signs in and drives.
func (p *post) account(id, mail string) {
	p.must(p.DB.Write(p.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO accounts_account (borough_id, id, name, email, email_folded, title, password, added_at, version) VALUES (?,?,?,?,?,?,?,?,?)`,
			tx.Borough(), id, "Dan Driver", mail, mail, "", "", tx.Now(), 1)
		return err
	}))
}

// TestWhoWaitsIsToldWhen goes from the first plan to one that was changed after it was
// published.
func TestWhoWaitsIsToldWhen(t *testing.T) {
	written(t, func(t *testing.T, p *post) {
		_, amina := p.waits("Amina", "WN2 3EB", "", "text")
		_, bashir := p.waits("Bashir", "WN2 3AA", "Urdu", "text")
		_, carol := p.waits("Carol", "WN2 3AB", "")
		p.account(driver.Account, "dan@example.org")
		p.van(driver, fleet.Van)
		plan, _ := p.plan()
		plan, err := p.Publish(p.As(lead), plan.ID, plan.Version)
		p.must(err)
		p.follow()
		p.follow()
		got := p.texts(amina)
		if len(got) != 1 || !strings.Contains(got[0], "your delivery comes on Tuesday 7 April, ") {
			t.Fatalf("Amina is told %q", got)
		}
		if got := p.texts(bashir); len(got) != 1 || !strings.Contains(got[0], "کے درمیان") {
			t.Errorf("Bashir is told %q", got)
		}
		if got := p.texts(carol); len(got) != 0 {
			t.Errorf("Carol, whom nobody asked what is safe, is told %q", got)
		}
		mail := p.box.To("dan@example.org")
		if len(mail) != 1 || !strings.Contains(mail[0].Body, "your round on Tuesday 7 April is ready") || !strings.Contains(mail[0].Body, "https://help.example.org/rounds") {
			t.Fatalf("the driver has %+v", mail)
		}
		for _, a := range p.box.Arrived() {
			for _, secret := range []string{"Khan", "Lane", "WN2", "7K3D"} {
				if strings.Contains(a.Body+a.Subject, secret) {
					t.Errorf("%s is told %q", a.To, a.Body)
				}
			}
		}
		p.late(plan, amina, bashir)
	})
}

// late publishes the same plan with more on it: whose time does not move is told nothing, and
// who was told and is taken off is told that.
func (p *post) late(plan rounds.Plan, amina, bashir phone.Number) {
	p.t.Helper()
	_, dora := p.waits("Dora", "WN2 3AD", "", "text")
	p.plan()
	again := func() {
		plan, err := p.Plan(p.As(lead), plan.ID)
		p.must(err)
		_, err = p.Publish(p.As(lead), plan.ID, plan.Version)
		p.must(err)
		p.follow()
	}
	again()
	if n := len(p.texts(dora)); n != 1 {
		p.t.Errorf("Dora has %d texts", n)
	}
	if n := len(p.box.To("dan@example.org")); n != 2 {
		p.t.Errorf("the driver has %d mails, want one that the round has changed", n)
	}
	plan, err := p.Plan(p.As(lead), plan.ID)
	p.must(err)
	v, err := p.VersionOf(p.As(lead), plan, 0)
	p.must(err)
	_, err = p.Adjust(p.As(lead), plan.ID, plan.Version, rounds.Change{Ref: v.Items[0].Ref, Off: true})
	p.must(err)
	p.solved(plan.ID)
	again()
	if got := p.texts(amina); !strings.Contains(got[len(got)-1], "does not come on Tuesday 7 April after all") {
		p.t.Errorf("who was told and is taken off is told %q", got)
	}
	plan, err = p.Plan(p.As(lead), plan.ID)
	p.must(err)
	before := len(p.texts(bashir))
	_, err = p.Adjust(p.As(lead), plan.ID, plan.Version, rounds.Change{Ref: v.Items[1].Ref, Wide: deliveries.Evening})
	p.must(err)
	p.solved(plan.ID)
	again()
	if after := p.texts(bashir); len(after) != before+1 {
		p.t.Errorf("whose time moved by hours has %d texts, and had %d: %q", len(after), before, after)
	}
}

// TestWhoMustNotBeTold: nothing is written of what is kept from somebody.
func TestWhoMustNotBeTold(t *testing.T) {
	written(t, func(t *testing.T, p *post) {
		hidden, number := p.waits("Amina", "WN2 3EB", "", "text", "email")
		p.must(p.people.Mark(p.As(point), people.PersonID(hidden.Record), nil, []people.Label{people.AddressWithheld}))
		p.must(p.NameDriver(p.As(point), hidden.ID, fleet.Driver{Account: driver.Account, Name: driver.Name}, "She cannot come."))
		secret := p.Add(boardtest.Work{
			Given: "Sara", Family: "Khan", Hub: "hapi", Phone: "+447700900177", Safe: people.SafeContact{Asked: true, Channels: []string{"text"}, Texts: true},
			Address: places.Address{Line1: "1 High Street", Town: "Hindley", Postcode: "WN2 3AA"}, Decision: needs.Result{Labels: []needs.Label{needs.Hidden}},
			Task: tasks.NewTask{Labels: []needs.Label{needs.Hidden}},
		})
		p.ready(secret, nil)
		p.van(driver, fleet.Van)
		plan, v := p.plan()
		if v.Stops() != 2 {
			t.Fatalf("%d stops", v.Stops())
		}
		_, err := p.Publish(p.As(lead), plan.ID, plan.Version)
		p.must(err)
		p.follow()
		if got := append(p.texts(number), p.texts("+447700900177")...); len(got) != 0 {
			t.Errorf("told: %q", got)
		}
	})
}

// TestAVolunteerHasALinkOfTheirOwn: who does not sign in comes in by it.
func TestAVolunteerHasALinkOfTheirOwn(t *testing.T) {
	written(t, func(t *testing.T, p *post) {
		v := p.vera("vera@example.org", "food")
		p.waits("Amina", "WN2 3EB", "")
		_, err := p.fleet.AddVolunteer(p.As(lead), fleet.VolunteerShift{Day: p.today(), Volunteer: v, Depot: "logistics-centre"})
		p.must(err)
		plan, _ := p.plan()
		_, err = p.Publish(p.As(lead), plan.ID, plan.Version)
		p.must(err)
		p.follow()
		if mail := p.box.To("vera@example.org"); len(mail) != 1 || !strings.Contains(mail[0].Body, "https://help.example.org/in/"+string(v)) {
			t.Errorf("she has %+v", mail)
		}
	})
}
