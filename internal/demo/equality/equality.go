// Package equality makes the part of the demo borough that asks whom the response did not reach:
// who lives here, by tables that are invented and say so, what lists say of those who were
// helped, and what is tracked into recovery.
package equality

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/census"
	"kith/internal/insight/priorities"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
)

// World is what there is before.
type World struct {
	DB         *db.DB
	Blueprint  *blueprint.Blueprint
	Census     *census.Service
	Priorities *priorities.Service
	Helped     func(r db.Reader, during feature.Period) ([]feature.Row, error) // whom the response helped
	Count      func(ctx context.Context) error                                 // counts the figures
	Clock      *clock.Manual
	Now        time.Time
}

// source is what every invented table says of itself.
const source = "Invented for this demonstration. It is no census"

// invented is how many of a thousand people are of each choice of a question. They are round
// numbers of no place.
var invented = []struct {
	question string
	people   []line
}{
	{"sex", []line{{"Female", 500, 690}, {"Male", 500, 310}}},
	{"ethnic_group", []line{
		{"Asian, Asian British or Asian Welsh", 120, 40},
		{"Black, Black British, Black Welsh, Caribbean or African", 60, 50},
		{"Mixed or Multiple ethnic groups", 40, 45},
		{"White", 750, 835},
		{"Other ethnic group", 30, 30},
	}},
}

// line is a choice: of a thousand who live here, and of a thousand who were helped.
type line struct {
	name          string
	lives, helped int
}

// borough is how many people the invented tables say live here.
const borough = 300_000

// Make makes it, as somebody who manages the borough. Figures are counted once in between: a
// priority says how it stands.
func Make(ctx context.Context, w World) error {
	w.Clock.Set(w.Now.Add(-15 * time.Minute))
	if err := w.said(ctx); err != nil {
		return err
	}
	for _, t := range invented {
		if err := w.lives(ctx, t.question, t.people); err != nil {
			return err
		}
	}
	if err := w.Count(ctx); err != nil {
		return err
	}
	return w.track(ctx)
}

// lives puts an invented table into use.
func (w World) lives(ctx context.Context, question string, all []line) error {
	if _, asked := blueprint.Part[*answers.Equality](w.Blueprint).Find(question); !asked {
		return nil
	}
	var b strings.Builder
	b.WriteString("area code,category,count\n")
	code := blueprint.Part[*places.Areas](w.Blueprint).LAD
	fmt.Fprintf(&b, "%s,Total,%d\n", code, borough)
	for _, l := range all {
		fmt.Fprintf(&b, "%s,%q,%d\n", code, l.name, l.lives*borough/1000)
	}
	about := census.About{Question: question, Source: source, AsAt: day.Of(w.Now).AddDays(-60), Invented: true}
	text := b.String()
	t, err := w.Census.TakeIn(ctx, about, imports.File{Name: "invented-" + question + ".csv", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
	if err != nil {
		return err
	}
	choices := make([]string, len(t.Categories))
	for i, c := range t.Categories {
		choices[i] = c.Choice
	}
	_, err = w.Census.Use(ctx, t.ID, choices)
	return err
}

// says is the list that says sex and ethnic group of some of those who were helped.
const says = assets.ID("adult-social-care")

// said notes what the list says of nine in ten of those who were helped.
func (w World) said(ctx context.Context) error {
	rows, err := w.Helped(w.DB.Read(ctx), feature.Period{Until: w.Now.UTC()})
	if err != nil {
		return err
	}
	known := map[string]bool{}
	return w.DB.Write(ctx, func(tx *db.Tx) error {
		clear(known)
		for _, row := range rows {
			if known[row.Who] || draw(row.Who, "said") >= 900 {
				continue
			}
			known[row.Who] = true
			for _, t := range invented {
				a := attributes.Attribute{
					Record: people.RecordID(row.Who), Type: attributes.Circumstance, Key: strings.ReplaceAll(t.question, "_", "-"),
					Value: attributes.Text(pick(t.people, draw(row.Who, t.question))), Asset: says, Source: string(says),
				}
				if _, err := attributes.Note(tx, a); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func pick(all []line, of int) string {
	for _, l := range all {
		if of -= l.helped; of < 0 {
			return l.name
		}
	}
	return all[len(all)-1].name
}

// draw is a number below a thousand, the same each time for somebody and a question.
func draw(who, question string) int {
	sum := fnv.New32a()
	_, _ = fmt.Fprint(sum, who, question) // never fails
	return int(sum.Sum32() % 1000)
}

// track names what is to be reached in recovery.
func (w World) track(ctx context.Context) error {
	for _, one := range []struct {
		priorities.Wish
		note string
	}{
		{priorities.Wish{
			Name: "Reach more men who live alone", Why: "Men ask later, and often only once somebody rings for them.", Owner: "Mo Rahman, Deal for Communities lead",
			Measure: "reach/sex/male", Target: 80, Due: day.Of(w.Now).AddDays(90),
		}, "Two men's sheds and a rugby club put up a card with the number. Callers ask who told them of us."},
		{priorities.Wish{
			Name: "Reach Asian families before a crisis", Why: "Few ask, and those who do ask late. Letters went out in English alone.", Owner: "Alex Hartley, coordination",
			Measure: "reach/ethnic_group/asian", Target: 80, Due: day.Of(w.Now).AddDays(60),
		}, "Letters are out in Urdu. The mosque in Leigh holds a desk on Fridays."},
		{priorities.Wish{
			Name: "Help the most deprived areas as often as others", Why: "Need is greater there than anywhere else.", Owner: "Chris Fairclough, director",
			Measure: "reach/deprivation/1", Target: 100,
		}, ""},
	} {
		id, err := w.Priorities.Name(ctx, "", 0, one.Wish)
		if err != nil {
			return err
		}
		if one.note != "" {
			if err := w.Priorities.Note(ctx, id, one.note); err != nil {
				return err
			}
		}
	}
	return nil
}
