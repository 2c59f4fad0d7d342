package volunteers_test

import (
	"context"
	"testing"

	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteering/volunteeringtest"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
)

// bureau is a borough of its own with the sound rules.
type bureau struct {
	*volunteers.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	rules *volunteering.Rules
	clock *clock.Manual
}

type shelf struct{ b *blueprint.Blueprint }

func (s shelf) Current(context.Context) (*blueprint.Blueprint, error) { return s.b, nil }

// streets route the postcodes of the tests.
type streets struct{}

func (streets) Route(_ context.Context, given string) (places.Routing, error) {
	switch given {
	case "WN2 3EB":
		return places.Routing{Given: given, Postcode: "WN2 3EB", Standing: places.Inside, Neighbourhood: "hapi", At: &grid.Point{Lat: 53.53, Lon: -2.58}}, nil
	case "BL1 1AA":
		return places.Routing{Postcode: "BL1 1AA", Standing: places.Outside, Authority: &places.Authority{Name: "Bolton", Phone: "01204 333333"}}, nil
	case "EH1 1AA":
		return places.Routing{Postcode: "EH1 1AA", Standing: places.Outside}, nil
	case "WN9 9ZZ":
		return places.Routing{Postcode: "WN9 9ZZ", Standing: places.Unknown}, nil
	}
	return places.Routing{Given: given, Standing: places.Malformed}, nil
}

func inBureau(t *testing.T, test func(t *testing.T, b *bureau)) {
	run := func(t *testing.T, open func(db.Config) *db.DB) {
		at := clock.NewManual(today.At(9, 0))
		print := volunteeringtest.Load(t)
		d := open(db.Config{Clock: at})
		test(t, &bureau{
			Service: volunteers.New(d, shelf{print}, streets{}), t: t, db: d, clock: at,
			ctx: access.With(dbtest.Context(t), central), rules: volunteering.Of(print),
		})
	}
	t.Run("sqlite", func(t *testing.T) { run(t, func(c db.Config) *db.DB { return dbtest.NewWith(t, c, sets...) }) })
	t.Run("postgres", func(t *testing.T) { run(t, func(c db.Config) *db.DB { return dbtest.PostgresWith(t, c, sets...) }) })
}

func (b *bureau) write(do func(tx *db.Tx) error) {
	b.t.Helper()
	if err := b.db.Write(b.ctx, do); err != nil {
		b.t.Fatal(err)
	}
}

// Saw is told what is read.
func (b *bureau) Saw(context.Context, journal.Entry) error { return nil }

func (b *bureau) as(p access.Principal) context.Context { return access.With(b.ctx, p) }

// offer is Jean's, who may do all that needs no more than joining.
func (b *bureau) offer() volunteers.NewVolunteer {
	return volunteers.NewVolunteer{
		GivenNames: "Jean", FamilyName: "Taylor", BornOn: day.New(1985, 3, 27), Phone: "+447700900123", Email: "jean@example.org",
		Home:       volunteers.Home{Address: places.Address{Line1: "12 Moss Street", Postcode: "WN2 3EB"}},
		Activities: []string{"food", "call", "visit", "lift"}, Gives: volunteers.Gives{Vehicle: volunteering.Car}, Agreed: b.rules.Principles.Version,
	}
}

func (b *bureau) apply() volunteers.Volunteer {
	b.t.Helper()
	v, err := b.Apply(b.ctx, volunteers.Application{NewVolunteer: b.offer(), Key: "form-1"})
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// ready is Jean once checked and inducted.
func (b *bureau) ready() volunteers.Volunteer {
	b.t.Helper()
	v := b.apply()
	b.check(v.ID, volunteers.Held{Check: "identity", IssuedOn: today, SeenBy: "Sam"})
	if _, err := b.PassModule(b.ctx, v.ID, "welcome", []int{2, 1}); err != nil {
		b.t.Fatal(err)
	}
	return b.get(v.ID)
}

func (b *bureau) check(id volunteers.ID, h volunteers.Held) volunteers.HeldID {
	b.t.Helper()
	held, err := b.RecordCheck(b.ctx, id, h)
	if err != nil {
		b.t.Fatal(err)
	}
	return held
}

func (b *bureau) get(id volunteers.ID) volunteers.Volunteer {
	b.t.Helper()
	v, err := b.Get(b.ctx, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// resident is a record of somebody helped.
func (b *bureau) resident(n people.NewRecord) (id people.RecordID) {
	b.write(func(tx *db.Tx) error {
		r, err := people.Add(tx, n, nil)
		id = r.ID
		return err
	})
	return id
}

func TestWhoMayApply(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		for code, change := range map[string]func(*volunteers.Application){
			"volunteers.too-young":   func(a *volunteers.Application) { a.BornOn = day.New(2008, 12, 1) },
			"volunteers.born":        func(a *volunteers.Application) { a.BornOn = day.Date{} },
			"volunteers.outside":     func(a *volunteers.Application) { a.Home.Postcode = "BL1 1AA" },
			"volunteers.postcode":    func(a *volunteers.Application) { a.Home.Postcode = "moss street" },
			"volunteers.no-activity": func(a *volunteers.Application) { a.Activities = []string{"food", "yoga"} },
			"volunteers.principles":  func(a *volunteers.Application) { a.Agreed = day.New(2020, 4, 1) },
			"volunteers.no-contact":  func(a *volunteers.Application) { a.Phone, a.Email = "", "" },
			"volunteers.no-name":     func(a *volunteers.Application) { a.GivenNames = " " },
		} {
			a := volunteers.Application{NewVolunteer: b.offer(), Key: code}
			change(&a)
			if _, err := b.Apply(b.ctx, a); fault.CodeOf(err) != code || fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: got %v", code, err)
			}
		}
		eighteen := volunteers.Application{NewVolunteer: b.offer(), Key: "18"}
		eighteen.BornOn = day.New(2008, 11, 30)
		if _, err := b.Apply(b.ctx, eighteen); err != nil {
			t.Errorf("who is 18 today: %v", err)
		}
	})
}

func TestApplyingRegistersAndAllocates(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		v := b.apply()
		if v.Neighbourhood != "hapi" || v.Standing != volunteers.Applied || !v.OnDuty || v.Registration == "" || v.Home.Easting < 300_000 || v.Home.Northing < 300_000 {
			t.Errorf("registered %+v", v)
		}
		if got := b.get(v.ID); got.Name() != "Jean Taylor" || got.BornOn != day.New(1985, 3, 27) || got.Home != v.Home || got.Agreed.Version != b.rules.Principles.Version || !got.Drives() {
			t.Errorf("the register has %+v", got)
		}
		if again := b.apply(); again.ID != v.ID {
			t.Errorf("the same form registered %s and %s", v.ID, again.ID)
		}
		unknown := volunteers.Application{NewVolunteer: b.offer(), Key: "2"}
		unknown.GivenNames, unknown.BornOn, unknown.Home.Postcode = "Alan", day.New(1970, 1, 1), "WN9 9ZZ"
		if v, err := b.Apply(b.ctx, unknown); err != nil || v.Neighbourhood != "" {
			t.Errorf("a postcode nobody knows: %q, %v", v.Neighbourhood, err)
		}
	})
}

// TestTheSamePersonTwice: the same phone, email or home, with the same name or day of birth,
// is the same person; a household may share a phone.
func TestTheSamePersonTwice(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		b.apply()
		for name, c := range map[string]struct {
			change  func(*volunteers.Application)
			already bool
		}{
			"the same": {func(*volunteers.Application) {}, true},
			"another phone, the same email": {func(a *volunteers.Application) {
				a.Phone, a.Home.Line1, a.Email = "+447700900555", "1 Elm Road", "JEAN@example.org"
			}, true},
			"another name, the same birthday": {func(a *volunteers.Application) { a.GivenNames = "Jeanie" }, true},
			"the same name in the same house": {func(a *volunteers.Application) { a.Phone, a.Email, a.Home.Line1 = "+447700900555", "", "12, Moss St." }, true},
			"a husband on the same phone":     {func(a *volunteers.Application) { a.GivenNames, a.BornOn = "Tom", day.New(1983, 1, 9) }, false},
			"a namesake elsewhere": {func(a *volunteers.Application) {
				a.Phone, a.Email, a.Home.Line1 = "+447700900777", "other@example.org", "90 Elm Road"
			}, false},
		} {
			a := volunteers.Application{NewVolunteer: b.offer(), Key: name}
			c.change(&a)
			if _, err := b.Apply(b.ctx, a); (fault.CodeOf(err) == "volunteers.already") != c.already || err != nil && !c.already {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAResidentWhoVolunteersIsTheirOwnRecord(t *testing.T) {
	inBureau(t, func(t *testing.T, b *bureau) {
		own := b.resident(people.NewRecord{Described: people.Described{GivenNames: "Jean", FamilyName: "Taylor", BirthDate: day.New(1985, 3, 27), Phone: "+447700900123"}})
		b.resident(people.NewRecord{Described: people.Described{GivenNames: "Joan", FamilyName: "Taylor", BirthDate: day.New(1985, 3, 27), Phone: "+447700900123"}})
		if v := b.apply(); v.Record != own {
			t.Errorf("joined to %q, want %q", v.Record, own)
		}
	})
}
