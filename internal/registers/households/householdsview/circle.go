package householdsview

import (
	"fmt"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/registers/households"
)

// home is what a home is like to reach, in a sentence or two.
func home(f households.Facts) string {
	var all []string
	if f.Floor != "" {
		all = append(all, "Floor: "+f.Floor+".")
	}
	if f.Lift != households.LiftUnknown {
		all = append(all, f.Lift.Label()+".")
	}
	if f.Entry != "" {
		all = append(all, sentence(f.Entry))
	}
	return strings.Join(all, " ")
}

// sentence ends a note with a full stop.
func sentence(note string) string {
	if strings.HasSuffix(note, ".") || strings.HasSuffix(note, "!") || strings.HasSuffix(note, "?") {
		return note
	}
	return note + "."
}

// aside is what is said behind somebody's name.
func aside(one households.Someone, relation string, today day.Date) string {
	var all []string
	if relation != "" {
		all = append(all, relation)
	}
	if age := one.Age(today); age >= 0 {
		all = append(all, fmt.Sprint(age))
	}
	if len(all) == 0 {
		return ""
	}
	return ", " + strings.Join(all, ", ")
}

// under18 marks a child.
const under18 = "under 18"

// flags are what nobody who speaks with them may miss.
func flags(one households.Someone, today day.Date) (all govuk.Badges) {
	if one.TellNothing {
		all = append(all, govuk.Badge{Text: "say nothing of them here", Colour: govuk.Red})
	}
	if one.KeptFrom {
		all = append(all, govuk.Badge{Text: "tell them nothing", Colour: govuk.Red})
	}
	if one.Child(today) {
		all = append(all, govuk.Badge{Text: under18, Colour: govuk.Orange})
	}
	return all
}

// rows are a circle line by line; what nobody has said has no line.
func rows(c households.Circle, today day.Date) (all []govuk.SummaryRow) {
	for _, h := range c.Households {
		if others := h.Others(); len(others) > 0 {
			all = append(all, govuk.SummaryRow{Key: "Lives with", Content: lodgers(others, today)})
		}
		all = append(all, homeRows(h.Facts)...)
	}
	if len(c.Carers) > 0 {
		all = append(all, govuk.SummaryRow{Key: "Cared for by", Content: cares(c.Carers, carer, today)})
	}
	if len(c.CaresFor) > 0 {
		all = append(all, govuk.SummaryRow{Key: "Cares for", Content: cares(c.CaresFor, cared, today)})
	}
	if len(c.Helpers) > 0 {
		all = append(all, govuk.SummaryRow{Key: "Also helps", Content: helpers(c.Helpers)})
	}
	return all
}

// carer and cared are the ends of a care.
func carer(c households.Care) households.Someone { return c.Carer }

func cared(c households.Care) households.Someone { return c.Cared }

// careFlags are what nobody who speaks with whoever is at the other end may miss. That a
// carer is young is said of both.
func careFlags(c households.Care, other households.Someone, today day.Date) govuk.Badges {
	all := flags(other, today)
	if c.YoungCarer(today) {
		all = slices.DeleteFunc(all, func(b govuk.Badge) bool { return b.Text == under18 && other.Record == c.Carer.Record })
		all = append(all, govuk.Badge{Text: "young carer", Colour: govuk.Orange})
	}
	if c.CannotGoOn() {
		all = append(all, govuk.Badge{Text: "cannot go on since " + c.CannotSince.Short(), Colour: govuk.Red})
	}
	return all
}

// careNotes say the rest of a care, a line each.
func careNotes(c households.Care) string {
	var all []string
	for _, note := range [][2]string{{"", c.Does}, {"If they cannot go on: ", c.Backup}, {"Ring then: ", c.Ring}} {
		if note[1] != "" {
			all = append(all, note[0]+note[1])
		}
	}
	return strings.Join(all, "\n")
}

// helps says what a helper does and whether they may be rung.
func helps(h households.Helper) string {
	text := h.Name
	if h.Relation != "" {
		text += ", " + h.Relation
	}
	if h.Does != "" {
		text += ": " + h.Does
	}
	return text
}

func homeRows(f households.Facts) (all []govuk.SummaryRow) {
	if f.NoStairs || home(f) != "" {
		all = append(all, govuk.SummaryRow{Key: "Home", Content: reach(f)})
	}
	if f.Pets != "" {
		all = append(all, govuk.SummaryRow{Key: "Pets", Text: f.Pets})
	}
	if f.Delivery != "" {
		all = append(all, govuk.SummaryRow{Key: "Deliveries", Text: f.Delivery})
	}
	return all
}
