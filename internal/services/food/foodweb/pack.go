package foodweb

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/food"
)

// packForm asks for each item how many went in and what they weigh, and how many boxes.
type packForm struct {
	*orderScreen
	Items []*itemFields
	Count forms.Int
}

type itemFields struct {
	food.Item
	Packed forms.Int
	Grams  forms.Int
}

func (p *pages) packForm(r *http.Request) (*packForm, error) {
	s, err := p.screen(r)
	if err != nil {
		return nil, err
	}
	if !s.State.Can(food.Pack) {
		return nil, fault.New(fault.Conflict, "food.not-to-pack", "This order cannot be packed now: it is "+lowered(s.State.Label())+".")
	}
	f := &packForm{orderScreen: s, Count: forms.Int{Name: "boxes", Label: "How many boxes?", Noun: "how many boxes", Required: true, Missing: "Enter how many boxes there are", Min: 1, Max: 50, Width: 3}}
	if s.Boxes > 0 {
		f.Count.Set(int(s.Boxes))
	}
	for n, i := range s.Seen.Items {
		one := &itemFields{
			Item:   i,
			Packed: forms.Int{Name: fmt.Sprintf("packed-%d", n), Label: "Packed", Noun: "how many of " + i.Name + " were packed", Required: true, Max: int(max(i.Quantity, 1)), Width: 3},
			Grams:  forms.Int{Name: fmt.Sprintf("grams-%d", n), Label: "Weight in all", Noun: "what " + i.Name + " weighs", Required: true, Max: 200_000, Width: 5, Suffix: "g"},
		}
		one.Packed.Set(int(i.Quantity))
		one.Grams.Set(int(i.Quantity * i.Grams))
		if !s.PackedAt.IsZero() {
			one.Packed.Set(int(i.Packed))
			one.Grams.Set(int(i.Weighed))
		}
		f.Items = append(f.Items, one)
	}
	return f, nil
}

func (f *packForm) fields() (all []forms.Parser) {
	for _, i := range f.Items {
		all = append(all, &i.Packed, &i.Grams)
	}
	return append(all, &f.Count, &f.version)
}

func (f *packForm) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Pack order " + string(f.Number), Back: orderPath(f.Order), Section: section,
		Errors: append(f.errors, forms.Errors(f.fields()...)...), Body: packBody(f),
	})
}

func (p *pages) packPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.packForm(r)
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK)
}

func (p *pages) pack(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.packForm(r)
	if err != nil {
		return err
	}
	now := f.version.Raw
	if !forms.Parse(values, f.fields()...) {
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	var put []food.PackedItem
	for _, i := range f.Items {
		put = append(put, food.PackedItem{Packed: int64(i.Packed.Value()), Grams: int64(i.Grams.Value())})
	}
	err = p.food.Pack(r.Context(), f.choice(), put, int64(f.Count.Value()))
	if kind := fault.KindOf(err); err != nil && slices.Contains([]fault.Kind{fault.Invalid, fault.Stale, fault.Conflict}, kind) {
		f.version.Set(now)
		f.errors = []forms.ErrorItem{{Href: "#items", Text: fault.MessageOf(err)}}
		return f.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Order "+string(f.Number)+" is packed: "+boxes(int64(f.Count.Value())))
	return web.Redirect(w, r, orderPath(f.Order))
}

func boxOf(n, of int64) string {
	return "Box " + strconv.FormatInt(n, 10) + " of " + strconv.FormatInt(of, 10)
}
