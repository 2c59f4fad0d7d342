package foodweb

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/food"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
)

// orderForm asks what somebody needs, and to whom the bill goes.
type orderForm struct {
	words
	For     food.For
	Earlier []food.Order // made for the same need
	Steers  []string     // help to offer first
	Paid    bool         // something on the list costs something

	Need     forms.Hidden
	Key      forms.Hidden
	Name     forms.String
	Adults   forms.Int
	Children forms.Int
	Babies   forms.Int
	Options  forms.Checkboxes
	Note     forms.Text
	Hampers  []*hamperField
	BillName forms.String
	BillTo   forms.Text
	Told     forms.Checkboxes
	How      forms.Radios
	Day      forms.Date
	Part     forms.Radios
	Door     forms.Text
}

// hamperField is one thing on the list, and how many of it.
type hamperField struct {
	food.Hamper
	Quantity forms.Int
}

const (
	bring = "bring"
	fetch = "fetch"
	yes   = "yes"
)

func (p *pages) orderForm(ctx context.Context, need string) (*orderForm, error) {
	id, err := ident.Parse[needs.Need](need)
	if err != nil {
		return nil, err
	}
	f := &orderForm{}
	if f.For, err = p.food.For(ctx, id); err != nil {
		return nil, err
	}
	if f.words, err = p.words(ctx); err != nil {
		return nil, err
	}
	if f.Earlier, err = p.food.OfNeed(ctx, id); err != nil {
		return nil, err
	}
	for _, s := range f.For.Need.Decision.SteerTo {
		f.Steers = append(f.Steers, p.around.SignpostName(ctx, s))
	}
	f.ask(day.Of(p.around.Now()))
	f.prefill()
	if !f.For.Withheld() {
		f.Door.Set(p.around.AtTheDoor(ctx, f.For.Record.ID))
	}
	return f, nil
}

func (f *orderForm) ask(today day.Date) {
	f.Need = forms.Hidden{Name: "need", Required: true, Raw: string(f.For.Need.ID)}
	f.Key = forms.Hidden{Name: "key", Required: true, Raw: ident.NewToken(rand.Reader)}
	f.Name = forms.String{Name: "name", Label: "Name on the order", Required: true, Missing: "Enter the name on the order", Max: 120}
	f.Adults = forms.Int{Name: "adults", Label: "Adults", Noun: "how many adults", Max: 30, Width: 3}
	f.Children = forms.Int{Name: "children", Label: "Children from 2 to 17", Noun: "how many children", Max: 30, Width: 3}
	f.Babies = forms.Int{Name: "babies", Label: "Babies under 2", Noun: "how many babies", Max: 10, Width: 3}
	f.Options = forms.Checkboxes{Name: "options", Label: "Diet and allergies", Small: true}
	f.Note = forms.Text{Name: "note", Label: "Which allergy, or what else whoever packs must know", Hint: "Such as no nuts, or nappies size 4. Nothing about their health besides.", Max: 500, Rows: 2}
	f.BillName = forms.String{Name: "bill-name", Label: "Who is billed", Max: 120}
	f.BillTo = forms.Text{Name: "bill-to", Label: "Address for the bill", Max: 300, Rows: 4}
	f.Told = forms.Checkboxes{Name: "told", Label: "Before you order", Small: true, Options: []forms.Option{{Value: yes, Label: "They know the price, and that a bill comes later by post"}}}
	f.How = forms.Radios{Name: "how", Label: "How does it get to them?", Required: true, Small: true, Missing: "Select how it gets to them", Options: []forms.Option{
		{Value: bring, Label: "It is brought to their door"}, {Value: fetch, Label: "Somebody fetches it from the hub"},
	}}
	f.Day = forms.Date{Name: "day", Label: "Which day?", Noun: "day", Required: true, From: today, To: today.AddDays(60)}
	f.Part = forms.Radios{Name: "part", Label: "What time of day?", Required: true, Small: true, Missing: "Select a time of day"}
	f.Door = forms.Text{Name: "door", Label: "What to know at the door", Hint: "Such as: flats, need to buzz.", Max: 300, Rows: 2}
	for _, part := range deliveries.Parts() {
		f.Part.Options = append(f.Part.Options, forms.Option{Value: string(part), Label: part.Label()})
	}
	for _, o := range f.list.Options {
		f.Options.Options = append(f.Options.Options, forms.Option{Value: o.ID, Label: o.Name})
	}
	for _, h := range f.list.For(f.For.Need.Category) {
		f.Paid = f.Paid || h.Price(nil) > 0
		f.Hampers = append(f.Hampers, &hamperField{h, forms.Int{Name: "hamper-" + h.ID, Label: h.Name + ": how many?", Noun: "how many of " + h.Name, Max: 20, Width: 3}})
	}
}

// prefill takes from the answers what they said, so that nobody is asked twice.
func (f *orderForm) prefill() {
	a := f.For.Request.Answers
	h := food.HouseholdOf(a)
	f.Adults.Set(int(h.Adults))
	f.Children.Set(int(h.Children))
	f.Babies.Set(int(h.Babies))
	f.Options.Set(f.list.Wanted(a["food_diet"])...)
	f.Note.Set(a.First("food_notes"))
	f.Name.Set(f.For.Record.Name())
	f.How.Set(bring)
	f.Part.Set(string(deliveries.AnyTime))
	f.Day.Set(f.Day.From)
	for _, id := range f.list.Suggestion(f.For.Need, h) {
		f.quantity(id).Set(1)
	}
	if f.For.Withheld() {
		f.How.Set(fetch)
		return
	}
	f.BillName.Set(f.For.Record.Name())
	f.BillTo.Set(strings.Join(f.For.Record.Address.Lines(), "\n"))
}

func (f *orderForm) quantity(id string) *forms.Int {
	for _, h := range f.Hampers {
		if h.ID == id {
			return &h.Quantity
		}
	}
	return &forms.Int{}
}

func (f *orderForm) fields() []forms.Parser {
	all := []forms.Parser{&f.Need, &f.Key}
	if !f.For.Private {
		all = append(all, &f.Name)
	}
	all = append(all, &f.Adults, &f.Children, &f.Babies, &f.Options, &f.Note)
	for _, h := range f.Hampers {
		all = append(all, &h.Quantity)
	}
	all = append(all, &f.Told)
	if !f.For.Withheld() {
		all = append(all, &f.BillName, &f.BillTo, &f.How, &f.Door)
	}
	return append(all, &f.Day, &f.Part)
}

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.orderForm(r.Context(), r.URL.Query().Get("need"))
	if err != nil {
		return err
	}
	return f.show(w, r, http.StatusOK, nil)
}

func (f *orderForm) show(w http.ResponseWriter, r *http.Request, status int, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: "Order for a need", Back: "/requests/" + string(f.For.Need.Request), Section: section, Wide: true,
		Errors: append(wrong, forms.Errors(f.fields()...)...), Body: orderBody(f),
	})
}

func (p *pages) place(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.orderForm(r.Context(), values.Get("need"))
	if err != nil {
		return err
	}
	if !forms.Parse(values, f.fields()...) {
		return f.show(w, r, http.StatusUnprocessableEntity, nil)
	}
	o, err := p.food.Place(r.Context(), f.said())
	if fault.KindOf(err) == fault.Invalid {
		return f.show(w, r, http.StatusUnprocessableEntity, []forms.ErrorItem{{Href: f.about(fault.CodeOf(err)), Text: fault.MessageOf(err)}})
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Order "+string(o.Number)+" is placed")
	return web.Redirect(w, r, orderPath(o))
}

// about is the input that an error is about.
func (f *orderForm) about(code string) string {
	switch code {
	case "food.which-allergy":
		return f.Note.Href()
	case "food.household":
		return f.Adults.Href()
	case "food.not-told":
		return f.Told.Href()
	case "food.bill":
		return f.BillName.Href()
	case "food.day":
		return f.Day.Href()
	}
	return "#list"
}

func (f *orderForm) said() food.NewOrder {
	n := food.NewOrder{
		Need: f.For.Need.ID, Name: f.Name.Value(), Options: f.Options.Value(), DietNote: f.Note.Value(), Chosen: map[string]int64{},
		Household: food.Household{Adults: int64(f.Adults.Value()), Children: int64(f.Children.Value()), Babies: int64(f.Babies.Value())},
		Bill:      food.Bill{Name: f.BillName.Value(), Address: f.BillTo.Value()}, Told: f.Told.Has(yes), Collect: f.How.Value() == fetch,
		Window: deliveries.Window{Day: f.Day.Value(), Part: deliveries.Part(f.Part.Value())}, DoorNote: f.Door.Value(), Key: f.Key.Value(),
	}
	for _, h := range f.Hampers {
		n.Chosen[h.ID] = int64(h.Quantity.Value())
	}
	return n
}
