package foodweb

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/services/food"
	"kith/internal/work/deliveries"
)

// words turns ids into names.
type words struct {
	hoods   map[string]string
	options []forms.Option // the hubs the reader works for, to choose from
	list    *food.Hampers
}

// coordination is what the queue is called that requests wait in while they have no hub.
const coordination = "Coordination queue"

func (p *pages) words(ctx context.Context) (known words, err error) {
	known.hoods = map[string]string{"": coordination}
	all, err := p.around.Neighbourhoods(ctx)
	if err != nil {
		return words{}, err
	}
	who := access.From(ctx)
	for _, n := range all {
		known.hoods[n.ID] = cmp.Or(n.ShortName, n.Name)
		if who.HasFor(n.ID, food.Packers()...) {
			known.options = append(known.options, forms.Option{Value: n.ID, Label: known.hoods[n.ID]})
		}
	}
	known.list, _, err = p.food.List(ctx)
	return known, err
}

func (w words) hub(id string) string { return cmp.Or(w.hoods[id], id) }

// diet is what they must not eat, in one line.
func (w words) diet(options []string) string {
	var all []string
	for _, id := range options {
		name := id
		if o, ok := w.list.Option(id); ok {
			name = o.Name
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

// whom is what stands where a name would.
func whom(o food.Order) string {
	if o.Private {
		return "Not named"
	}
	return o.Name
}

// weight is grams as people say them.
func weight(grams int64) string {
	if grams < 1000 {
		return fmt.Sprintf("%d g", grams)
	}
	return strconv.FormatFloat(float64(grams)/1000, 'f', 1, 64) + " kg"
}

func boxes(n int64) string {
	if n == 1 {
		return "1 box"
	}
	return fmt.Sprintf("%d boxes", n)
}

func eaters(h food.Household) string {
	parts := []string{some(h.Adults, "adult", "adults")}
	if h.Children > 0 {
		parts = append(parts, some(h.Children, "child", "children"))
	}
	if h.Babies > 0 {
		parts = append(parts, some(h.Babies, "baby", "babies"))
	}
	return strings.Join(parts, ", ")
}

func some(n int64, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// chosen is what was ordered, in one line.
func chosen(o food.Order) string {
	var all []string
	for _, c := range o.Chosen {
		all = append(all, fmt.Sprintf("%d × %s", c.Quantity, c.Name))
	}
	return strings.Join(all, ", ")
}

func window(w deliveries.Window) string {
	return w.Day.Long() + ", " + strings.ToLower(w.Part.Label()[:1]) + w.Part.Label()[1:]
}

// wanted is the day an order is for, as lists have it.
func wanted(o food.Order) string { return o.Window.Day.At(12, 0).Format("Mon 2 Jan") }

// state is where an order stands, as a tag.
func state(s food.State) govuk.Tag {
	colour := map[food.State]govuk.Colour{
		food.Ordered: govuk.Yellow, food.Packing: govuk.Blue, food.Packed: govuk.Teal, food.Out: govuk.Purple,
		food.Delivered: govuk.Green, food.NotDelivered: govuk.Orange, food.Cancelled: govuk.Grey,
	}[s]
	return govuk.Tag{Text: s.Label(), Colour: colour}
}

// standsAt is where an order stands, and that it is not wanted any more.
func standsAt(o food.Order) templ.Component {
	if o.Unwanted {
		return govuk.Tag{Text: "Not wanted: cancel it", Colour: govuk.Red}
	}
	return state(o.State)
}

func orderPath(o food.Order, more ...string) string {
	return strings.Join(append([]string{ordersPath, string(o.ID)}, more...), "/")
}
