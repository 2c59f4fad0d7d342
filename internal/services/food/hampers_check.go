package food

import (
	"kith/internal/blueprint"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// askDiet is the question whose answers are diets and allergies. A borough words it as it
// likes but keeps its id.
const askDiet = "food_diet"

// HampersSection is hampers.yaml. A borough without the file takes no orders and gives no
// vouchers.
func HampersSection() blueprint.Section {
	return blueprint.Section{
		Name: "hampers and vouchers", File: "hampers.yaml", Optional: true,
		New:   func() any { return &Hampers{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Hampers).check(c) },
	}
}

func (h *Hampers) check(c *blueprint.Checker) {
	var ids, options []string
	for _, one := range h.Hampers {
		ids = append(ids, one.ID)
	}
	for _, one := range h.Options {
		options = append(options, one.ID)
	}
	c.Once("hamper", ids, func(i int) string { return blueprint.At("hampers", i, "id") })
	c.Once("option", options, func(i int) string { return blueprint.At("options", i, "id") })
	for i, one := range h.Hampers {
		one.check(c, i, options)
	}
	h.checkNeeds(c)
	h.checkRoutes(c)
	h.checkAnswers(c)
}

func (h *Hampers) checkNeeds(c *blueprint.Checker) {
	catalogue, ok := blueprint.Other[*needs.Catalogue](c)
	if !ok {
		return
	}
	for i, o := range h.Orders {
		c.Known(blueprint.At("orders", i, "need"), "category", o.Need, catalogue.IDs())
		if len(h.For(o.Need)) == 0 {
			c.Problem(blueprint.At("orders", i, "need"), "orders may be made for %s, and no hamper is for it", o.Need).Mend("name %s in needs: of a hamper", o.Need)
		}
	}
	for i, one := range h.Hampers {
		for j, need := range one.Needs {
			c.Known(blueprint.At("hampers", i, "needs", j), "category", need, catalogue.IDs())
		}
	}
}

func (h *Hampers) checkRoutes(c *blueprint.Checker) {
	triage, ok := blueprint.Other[*needs.Triage](c)
	if !ok {
		return
	}
	var all []string
	of := map[string]string{}
	for _, r := range triage.Routes {
		all, of[r.ID] = append(all, r.ID), r.Need
	}
	for i, o := range h.Orders {
		for j, route := range o.Routes {
			path := blueprint.At("orders", i, "routes", j)
			if c.Known(path, "route", route, all) && of[route] != "" && of[route] != o.Need {
				c.Problem(path, "the route %s is for %s, not for %s", route, of[route], o.Need).Mend("name a route of %s", o.Need)
			}
		}
	}
	var extras []string
	for _, e := range triage.Extras {
		extras = append(extras, e.ID)
	}
	for i, one := range h.Hampers {
		for j, extra := range one.Extras {
			c.Known(blueprint.At("hampers", i, "extras", j), "extra", extra, extras)
		}
	}
	if p := h.Vouchers.Brought; p != (Parcel{}) && (p.Boxes < 1 || p.Boxes > 20 || p.Kilograms < 1 || p.Kilograms > 200) {
		c.Problem("vouchers.brought", "no parcel is of %d boxes and %d kilograms", p.Boxes, p.Kilograms).Mend("write boxes: from 1 to 20, and kilograms: from 1 to 200")
	}
	for i, route := range h.Vouchers.Routes {
		c.Known(blueprint.At("vouchers", "routes", i), "route", route, all)
	}
}

func (h *Hampers) checkAnswers(c *blueprint.Checker) {
	questions, ok := blueprint.Other[*answers.Questions](c)
	if !ok {
		return
	}
	diet, _, found := questions.Find(askDiet)
	if !found {
		return
	}
	var known []string
	for _, o := range diet.Options {
		known = append(known, o.ID)
	}
	for i, o := range h.Options {
		for j, answer := range o.Answers {
			c.Known(blueprint.At("options", i, "answers", j), "answer to "+askDiet, answer, known)
		}
	}
}

func (h Hamper) check(c *blueprint.Checker, i int, options []string) {
	path := blueprint.At("hampers", i)
	switch {
	case len(h.Lines) == 0:
		c.Problem(path+".lines", "%s has nothing in it", h.Name).Mend("list what is packed")
	case h.Kind == HamperKind && h.Price(nil) == 0:
		c.Problem(path+".kind", "%s costs nothing, and a hamper is paid for", h.Name).Mend("write kind: parcel, or give its lines a price in pence")
	case h.Kind == ParcelKind && h.dearest() > 0:
		c.Problem(path+".kind", "%s has a price, and a parcel is free", h.Name).Mend("write kind: hamper, or pence: 0")
	}
	if h.Feeds < 0 {
		c.Problem(path+".feeds", "nobody can be fed fewer than none").Mend("write how many people it is packed for, or leave it out")
	}
	if len(h.Needs) == 0 {
		c.Problem(path+".needs", "%s is for no need, so nobody can order it", h.Name).Mend("name the kinds of need it helps with")
	}
	for j, l := range h.Lines {
		l.check(c, blueprint.At("hampers", i, "lines", j), options)
	}
}

func (h Hamper) dearest() (most int64) {
	for _, l := range h.Lines {
		most = max(most, l.Pence)
	}
	return most
}

// The most of one item, and the most one may cost and weigh: what is more is a slip.
const (
	mostItems = 100
	mostPence = 100_00
	mostGrams = 50_000
)

func (l Line) check(c *blueprint.Checker, path string, options []string) {
	if l.Quantity < 1 || l.Quantity > mostItems {
		c.Problem(path+".quantity", "%d of %s cannot be packed", l.Quantity, l.Item).Mend("write a number from 1 to %d", mostItems)
	}
	if l.Pence < 0 || l.Pence > mostPence {
		c.Problem(path+".pence", "%d pence is no price of %s", l.Pence, l.Item).Mend("write the price of one in pence, from 0 to %d", mostPence)
	}
	if l.Grams < 1 || l.Grams > mostGrams {
		c.Problem(path+".grams", "%d grams is no weight of %s", l.Grams, l.Item).Mend("write the weight of one in grams, from 1 to %d", mostGrams)
	}
	for i, id := range l.Only {
		c.Known(path+"."+blueprint.At("only", i), "option", id, options)
	}
	for i, id := range l.Never {
		c.Known(path+"."+blueprint.At("never", i), "option", id, options)
	}
}
