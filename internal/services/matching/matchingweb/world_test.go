package matchingweb_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
	"kith/internal/services/matching/matchingweb"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

var (
	hub   = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	other = access.Principal{Account: "other", Name: "Lee Other", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	point = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	agent = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
)

// borough is Wigan with the pages of matching.
type borough struct {
	Site  *webtest.Site // as volunteers come in
	Staff *webtest.Site
	*boardtest.Hub
	t        *testing.T
	matching *matching.Service
	accounts *accounts.Service
	rules    *volunteering.Rules
	worries  []protocols.CheckOn
	book     boardtest.Blueprint
}

func start(t *testing.T) *borough {
	h := boardtest.New(t, places.Static().Migrations, matching.Static().Migrations)
	b := &borough{Hub: h, t: t, book: boardtest.Wigan(t, protocols.Static()), accounts: accounts.New(h.DB)}
	b.rules = volunteering.Of(b.book.Blueprint)
	b.matching = matching.New(h.DB, b.book, h.Tasks, volunteers.New(h.DB, b.book, nil), b)
	b.matching.LetsInBy(b.accounts)
	b.matching.WorriesTo(b)
	h.Tasks.WatchedBy(b.matching)
	b.Site = webtest.New(t, h.Borough(), h.Clock, b.accounts.Principal)
	b.Staff = webtest.New(t, h.Borough(), h.Clock, nil)
	b.Staff.Mount(matchingweb.Pages(b.matching, b))
	b.Site.Mount(matchingweb.VolunteerPages(b.matching, b.accounts, b))
	return b
}

func (b *borough) Saw(context.Context, journal.Entry) error { return nil }

func (b *borough) Check(_ context.Context, c protocols.CheckOn) (protocols.Run, bool, error) {
	b.worries = append(b.worries, c)
	return protocols.Run{}, false, nil
}

func (b *borough) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (b *borough) Volunteering(context.Context) (*volunteering.Rules, error) { return b.rules, nil }
func (b *borough) AccountName(_ context.Context, id string) string           { return id }
func (b *borough) Now() time.Time                                            { return b.Clock.Now() }

func (b *borough) SignOut(ctx context.Context, token string) error {
	return b.accounts.SignOut(ctx, token)
}

// volunteer is somebody with every check and module.
func (b *borough) volunteer(given string, more func(*volunteers.NewVolunteer)) volunteers.Volunteer {
	b.t.Helper()
	n := volunteers.NewVolunteer{
		GivenNames: given, FamilyName: "Taylor", BornOn: day.New(1985, 3, 27), Email: given + "@example.org", Neighbourhood: "hapi",
		Activities: []string{"food", "comfort-call", "pets"}, Agreed: b.rules.Principles.Version,
		Gives: volunteers.Gives{Vehicle: volunteering.Car, Reach: 3000, PerWeek: 3, PerMonth: 9},
	}
	if more != nil {
		more(&n)
	}
	v := b.Volunteer(n)
	today := day.Of(b.Clock.Now())
	b.must(b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		for _, c := range b.rules.Checks {
			for range c.Times() {
				if _, err := volunteers.AddCheck(tx, b.rules, v.ID, volunteers.Held{Check: c.ID, Level: c.Level, IssuedOn: today.AddDays(-30), SeenBy: "Sam", SeenHow: "the original"}); err != nil {
					return err
				}
			}
		}
		for _, m := range b.rules.Modules {
			if err := volunteers.AddLearned(tx, b.rules, v.ID, volunteers.Learned{Module: m.ID, Tries: 1, PassedAt: tx.Now()}); err != nil {
				return err
			}
		}
		return nil
	}))
	return v
}

func (b *borough) parcel(given string, more func(*boardtest.Work)) tasks.Task {
	b.t.Helper()
	work := boardtest.Work{
		Given: given, Family: "Khan", Hub: "hapi", Phone: "+441632960123", Due: 48 * time.Hour,
		Address: places.Address{Line1: "4 Mill Lane", Town: "Hindley", Postcode: "WN2 3EB"}, Task: tasks.NewTask{WhoMay: []needs.Doer{needs.Volunteer, needs.Staff}},
	}
	if more != nil {
		more(&work)
	}
	return b.Add(work)
}

func (b *borough) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}
