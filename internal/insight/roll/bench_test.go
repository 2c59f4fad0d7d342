package roll_test

import (
	"fmt"
	"testing"
	"time"

	"kith/internal/insight/roll"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
)

// BenchmarkRead20000 reads 20,000 people, a tenth of whom are on a list and a third of whom
// somebody was in touch with.
func BenchmarkRead20000(b *testing.B) {
	at := clock.NewManual(morning)
	d := dbtest.NewWith(b, db.Config{Clock: at}, journal.Migrations(), places.Static().Migrations, people.Static().Migrations, assets.Static().Migrations,
		attributes.Static().Migrations, households.Static().Migrations, contacts.Static().Migrations, needs.Static().Migrations, intake.Static().Migrations)
	ctx := dbtest.Context(b)
	w := &world{now: wigan(b)}
	s := roll.New(d, w)
	for batch := range 40 {
		err := d.Write(ctx, func(tx *db.Tx) error {
			var all []people.NewRecord
			for i := range 500 {
				n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
				n.GivenNames, n.FamilyName, n.BirthDate = fmt.Sprint("Ann", i), fmt.Sprint("Test", batch), day.New(1920+i%100, 1, 1)
				n.Address = places.Address{Line1: fmt.Sprint(i, " High Street"), Postcode: "WN2 3EB"}
				all = append(all, n)
			}
			added, err := people.AddMany(tx, all)
			if err != nil {
				return err
			}
			if err := assets.Adopt(tx, assets.Asset{ID: "a", Name: "n", Owner: "o", Agreement: "g", Purpose: "p", Basis: "b", List: "shielded", KeepDays: 1}); err != nil {
				return err
			}
			for i, r := range added {
				if i%10 == 0 {
					if _, err := attributes.Note(tx, attributes.Attribute{Record: r.ID, Type: attributes.Risk, Key: "shielded", Asset: "a"}); err != nil {
						return err
					}
				}
				if i%3 == 0 {
					if err := contacts.Note(tx, contacts.Event{Record: r.ID, Direction: contacts.Out, Method: contacts.Phone, At: morning.Add(-time.Duration(i) * time.Hour), Outcome: contacts.Spoken, Source: contacts.FromLog, Purpose: "test"}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for range b.N {
		r, err := s.Now(ctx)
		if err != nil || len(r.Entries) != 20_000 {
			b.Fatal(len(r.Entries), err)
		}
	}
}
