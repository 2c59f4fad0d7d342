package census

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
)

const topic = "census.table"

// TakeIn takes a table in as a draft, with a guess at which of our groups each category is.
// Nothing is held against it before [Service.Use]. A file that is not sound is [fault.Invalid],
// and nothing of it is kept.
func (s *Service) TakeIn(ctx context.Context, about About, from imports.File) (t Table, err error) {
	defer fault.Wrap(&err, "take in a census table")
	if err := access.Check(ctx, "", takers...); err != nil {
		return Table{}, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Table{}, err
	}
	q, err := asked(b, about.Question)
	if err != nil {
		return Table{}, err
	}
	if about.AsAt.After(day.Of(s.db.Read(ctx).Now())) {
		return Table{}, invalid("The day it was counted is still to come. Write the day of the census.")
	}
	f, err := read(from)
	if err != nil {
		return Table{}, err
	}
	if t, err = tableOf(f, b.Borough().Name, blueprint.Part[*places.Areas](b)); err != nil {
		return Table{}, err
	}
	t.About, t.State, t.File = about, Draft, from.Name
	for i := range t.Categories {
		t.Categories[i].Choice = within(t.Categories, i, Guess(q, t.Categories[i].Name))
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		t.ID, t.TakenAt, t.TakenBy, t.ByName = ident.New[Table](tx.Now()), tx.Now(), tx.Actor(), access.From(ctx).Name
		if err := insertTable(tx, t); err != nil {
			return err
		}
		return s.record(tx, t, "handed in a census table")
	})
	return t, err
}

func (s *Service) record(tx *db.Tx, t Table, verb string) error {
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Objects: []journal.Object{{Kind: "census table", ID: string(t.ID)}},
		Data: map[string]any{"question": t.Question, "source": t.Source, "as_at": t.AsAt.String(), "invented": t.Invented},
	})
}

// within leaves a category out that stands within another one of the table: "White: Irish"
// where there is "White".
func within(all []Category, i int, guess string) string {
	for _, c := range all {
		if strings.HasPrefix(all[i].Name, c.Name+":") {
			return ""
		}
	}
	return guess
}

func asked(b *blueprint.Blueprint, id string) (answers.Question, error) {
	q, found := blueprint.Part[*answers.Equality](b).Find(id)
	if !found {
		return q, fault.New(fault.NotFound, "census.no-question", "The borough asks no such question. Choose one of equality.yaml.")
	}
	return q, nil
}

// tableOf adds up the counts that are the borough's: its own line, or else those of its wards.
// Areas are known by their codes, or by their names where the file has no codes.
func tableOf(f file, borough string, areas *places.Areas) (t Table, err error) {
	own, wards := strings.ToLower(areas.LAD), wardsOf(areas)
	codes := map[string]string{strings.ToLower(borough): own}
	for code, name := range wards {
		codes[strings.ToLower(name)] = code
	}
	sums := map[string]map[string]int64{} // by area and category
	for _, c := range f.all {
		area := strings.ToLower(c.area)
		area = cmp.Or(codes[area], area)
		if sums[area] == nil {
			sums[area] = map[string]int64{}
		}
		sums[area][c.category] = c.people
	}
	use := []string{own}
	t.Of = "the borough, " + areas.LAD
	if sums[own] == nil {
		if use, err = allWards(sums, wards, areas.LAD); err != nil {
			return t, err
		}
		t.Of = fmt.Sprintf("its %d wards", len(use))
	}
	for area := range sums {
		if _, ward := wards[area]; area != own && !ward {
			t.Others++
		}
	}
	var people int64
	for _, name := range f.categories {
		c := Category{Name: name}
		for _, area := range use {
			c.People += sums[area][name]
		}
		people += c.People
		t.Categories = append(t.Categories, c)
	}
	if people == 0 {
		return t, invalid("By the file nobody lives in the borough: every count of %s is 0. Export the table again.", t.Of)
	}
	return t, nil
}

// wardsOf are the wards in force, by code in small letters.
func wardsOf(areas *places.Areas) map[string]string {
	all := map[string]string{}
	for _, h := range areas.Neighbourhoods {
		for _, w := range h.Wards {
			if w.To.IsZero() {
				all[strings.ToLower(w.Code)] = w.Name
			}
		}
	}
	return all
}

// allWards are the borough's wards, where the file has each of them.
func allWards(sums map[string]map[string]int64, wards map[string]string, own string) (use []string, err error) {
	var lacking []string
	for code, name := range wards {
		if sums[code] == nil {
			lacking = append(lacking, name)
			continue
		}
		use = append(use, code)
	}
	slices.Sort(lacking)
	slices.Sort(use)
	switch {
	case len(use) == 0:
		return nil, invalid("The file knows neither the borough (%s) nor its wards. It has %d other areas. Export the table for this borough.", own, len(sums))
	case len(lacking) > 0:
		return nil, invalid("The file has no line for the borough (%s), and of its wards it lacks %s. Export the table for the borough as a whole.", own, strings.Join(lacking, ", "))
	}
	return use, nil
}
