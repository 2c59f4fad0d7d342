package attributes_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// world is a borough with two assets and some people.
type world struct {
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

var (
	shielded = assets.Asset{
		ID: "shielded", Name: "Shielded patients", Owner: "The NHS", Agreement: "A1", Purpose: "To help.", Basis: "The notice",
		BasisEnds: day.New(2022, 6, 30), KeepDays: 28,
	}
	housing = assets.Asset{ID: "housing", Name: "Housing", Owner: "Housing", Agreement: "A2", Purpose: "To help.", Basis: "Public task", KeepDays: 28}
)

func each(t *testing.T, test func(t *testing.T, w *world)) {
	at := clock.NewManual(time.Date(2022, 6, 29, 9, 0, 0, 0, time.UTC))
	run := func(t *testing.T, d *db.DB) {
		w := &world{t: t, db: d, ctx: dbtest.Context(t), clock: at}
		at.Set(time.Date(2022, 6, 29, 9, 0, 0, 0, time.UTC))
		w.write(func(tx *db.Tx) error {
			if err := assets.Adopt(tx, shielded); err != nil {
				return err
			}
			return assets.Adopt(tx, housing)
		})
		test(t, w)
	}
	sets := []db.Migrations{journal.Migrations(), people.Static().Migrations, assets.Static().Migrations, attributes.Static().Migrations}
	t.Run("sqlite", func(t *testing.T) { run(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...)) })
	t.Run("postgres", func(t *testing.T) { run(t, dbtest.PostgresWith(t, db.Config{Clock: at}, sets...)) })
}

func (w *world) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.db.Write(w.ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) somebody() (id people.RecordID) {
	w.write(func(tx *db.Tx) error {
		r, err := people.Add(tx, people.NewRecord{Source: "test"}, nil)
		id = r.ID
		return err
	})
	return id
}

func (w *world) note(a attributes.Attribute) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error { _, err := attributes.Note(tx, a); return err })
}

// holds are the terms that hold today of a person, with their values.
func (w *world) holds(of people.RecordID) (said []string) {
	w.t.Helper()
	all, err := attributes.Of(w.db.Read(w.ctx), people.PersonID(of))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, a := range all {
		said = append(said, a.Key+" "+a.Value.String())
	}
	return said
}

func (w *world) want(of people.RecordID, want ...string) {
	w.t.Helper()
	if got := w.holds(of); !slices.Equal(got, want) {
		w.t.Errorf("on %s holds %q, want %q", day.Today(w.clock), got, want)
	}
}

// A basis that ends, the asset's or the attribute's own, makes the attribute unreadable on the
// day after, and a sweep deletes it and says so.
func TestAnEndedBasisIsReadNoMore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody()
		w.note(attributes.Attribute{Record: who, Type: attributes.Risk, Key: "shielded", Asset: "shielded"})
		w.note(attributes.Attribute{Record: who, Type: attributes.Circumstance, Key: "lives-alone", Asset: "housing"})
		w.note(attributes.Attribute{
			Record: who, Type: attributes.ServiceUsed, Key: "assisted-bins", Value: attributes.Number(2), Asset: "housing", Basis: "They agreed", BasisEnds: day.New(2022, 6, 29),
		})
		w.want(who, "assisted-bins 2", "lives-alone ", "shielded ")
		w.clock.Set(time.Date(2022, 6, 30, 22, 59, 0, 0, time.UTC)) // the last minute of the last day, in London
		w.want(who, "lives-alone ", "shielded ")
		w.clock.Set(time.Date(2022, 6, 30, 23, 0, 0, 0, time.UTC))
		w.want(who, "lives-alone ")
		history, err := attributes.HistoryOf(w.db.Read(w.ctx), people.PersonID(who))
		if err != nil || len(history) != 1 {
			t.Errorf("the history tells of %v, %v", history, err)
		}
		seen := 0
		if err := attributes.Each(w.db.Read(w.ctx), func(_ people.PersonID, all []attributes.Attribute) error { seen += len(all); return nil }); err != nil || seen != 1 {
			t.Errorf("read of everybody: %d, %v", seen, err)
		}
		if err := attributes.New(w.db).Sweep(w.ctx); err != nil {
			t.Fatal(err)
		}
		w.clock.Set(time.Date(2022, 6, 29, 9, 0, 0, 0, time.UTC)) // what was deleted does not come back
		w.want(who, "lives-alone ")
	})
}

func TestWhatHoldsOnADay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody()
		w.note(attributes.Attribute{Record: who, Type: attributes.ServiceUsed, Key: "package", Asset: "housing", From: day.New(2022, 6, 30)})
		w.note(attributes.Attribute{Record: who, Type: attributes.ServiceUsed, Key: "stay", Asset: "housing", To: day.New(2022, 6, 29), Value: attributes.Text("ward 3")})
		w.want(who, "stay ward 3")
		w.clock.Advance(24 * time.Hour)
		w.want(who, "package ")
		w.write(func(tx *db.Tx) error {
			any, err := attributes.End(tx, who, "housing", "package", day.New(2022, 6, 29))
			if err == nil && !any {
				t.Error("there was nothing to end")
			}
			return err
		})
		w.want(who)
	})
}

// A load is read once it is switched on, all of it at once, and the one before it no more.
func TestALoadIsSwitchedOn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a, b := w.somebody(), w.somebody()
		stage := func(key string, of ...people.RecordID) attributes.LoadID {
			id := ident.New[attributes.Load](w.clock.Now())
			w.write(func(tx *db.Tx) error {
				if err := attributes.Open(tx, id, "shielded"); err != nil {
					return err
				}
				for _, who := range of {
					if err := attributes.Stage(tx, id, []attributes.Attribute{{Record: who, Type: attributes.Risk, Key: key, Asset: "shielded"}}); err != nil {
						return err
					}
				}
				return nil
			})
			return id
		}
		on := func(id attributes.LoadID) error {
			return w.db.Write(w.ctx, func(tx *db.Tx) error { return attributes.SwitchOn(tx, id, true) })
		}
		first := stage("week-1", a, b)
		w.want(a)
		if err := on(first); err != nil {
			t.Fatal(err)
		}
		w.want(a, "week-1 ")
		second := stage("week-2", b)
		w.want(b, "week-1 ")
		if err := on(second); err != nil {
			t.Fatal(err)
		}
		w.want(a)
		w.want(b, "week-2 ")
		if err := on(first); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the load that was replaced is switched on again: %v", err)
		}
		if err := attributes.New(w.db).Sweep(w.ctx); err != nil {
			t.Fatal(err)
		}
		w.want(b, "week-2 ")
	})
}

// Attributes stay with their record; whoever the record turns out to be has them.
func TestAttributesFollowTheRecord(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a, b := w.somebody(), w.somebody()
		w.note(attributes.Attribute{Record: b, Type: attributes.Circumstance, Key: "lives-alone", Asset: "housing"})
		analyst := access.With(w.ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Analyst}}})
		who := people.New(w.db, quiet{})
		if err := who.SamePerson(analyst, people.PersonID(a), people.PersonID(b)); err != nil {
			t.Fatal(err)
		}
		w.want(a, "lives-alone ")
		err := attributes.Each(w.db.Read(w.ctx), func(person people.PersonID, all []attributes.Attribute) error {
			if person != people.PersonID(a) || len(all) != 1 || all[0].Record != b {
				t.Errorf("of %s: %v", person, all)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := who.Separate(analyst, b); err != nil {
			t.Fatal(err)
		}
		w.want(a)
		w.want(b, "lives-alone ")
	})
}

type quiet struct{}

func (quiet) Saw(context.Context, journal.Entry) error { return nil }

func TestWhatIsNoAttribute(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.somebody()
		good := attributes.Attribute{Record: who, Type: "service", Key: "a-b", Asset: "housing"}
		for name, spoil := range map[string]func(a *attributes.Attribute){
			"no record": func(a *attributes.Attribute) { a.Record = "" },
			"no asset":  func(a *attributes.Attribute) { a.Asset = "" },
			"no type":   func(a *attributes.Attribute) { a.Type = "thing" },
			"no key":    func(a *attributes.Attribute) { a.Key = "Lives Alone" },
			"backwards": func(a *attributes.Attribute) { a.From, a.To = day.New(2022, 2, 2), day.New(2022, 2, 1) },
		} {
			a := good
			spoil(&a)
			err := w.db.Write(w.ctx, func(tx *db.Tx) error { _, err := attributes.Note(tx, a); return err })
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.note(good)
		w.want(who, "a-b ")
	})
}
