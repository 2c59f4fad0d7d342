package foodweb

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/money"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/food"
)

// orderScreen is one order as its page shows it, with the forms as they were left.
type orderScreen struct {
	words
	food.Seen
	p       *pages
	version forms.Hidden
	Back    forms.Text // what happened at the door
	Cancel  forms.Text // why it is not wanted
	errors  []forms.ErrorItem
}

func (p *pages) screen(r *http.Request) (*orderScreen, error) {
	id, err := ident.Parse[food.Order](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	s := &orderScreen{p: p, version: forms.Hidden{Name: "version"}}
	if s.Seen, err = p.food.Order(r.Context(), id); err != nil {
		return nil, err
	}
	if s.words, err = p.words(r.Context()); err != nil {
		return nil, err
	}
	s.version.Set(strconv.FormatInt(s.Version, 10))
	s.Back = forms.Text{Name: "back", Label: "What happened at the door?", Hint: "Nothing about anybody's health.", Required: true, Missing: "Enter what happened at the door", Max: 300, Rows: 2}
	s.Cancel = forms.Text{Name: "cancel", Label: "Why is it cancelled?", Required: true, Missing: "Enter why it is cancelled", Max: 300, Rows: 2}
	return s, nil
}

func (s *orderScreen) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Order " + string(s.Number), Back: ordersPath, Section: section, Wide: true,
		Errors: append(s.errors, forms.Errors(&s.Back, &s.Cancel)...), Body: orderPage(r.Context(), s),
	})
}

func (p *pages) order(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK)
}

// label is the sheet that goes onto the boxes.
func (p *pages) label(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	if !s.State.Can(food.HandOver) {
		return fault.New(fault.Conflict, "food.no-label", "There is a label once the order is packed.")
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Label of " + string(s.Number), Back: orderPath(s.Order), Section: section, Body: labelPage(s)})
}

// act does what a button says. When somebody else was quicker the page says so and keeps
// what was typed.
func (p *pages) act(a food.Action) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		s, err := p.screen(r)
		if err != nil {
			return err
		}
		now := s.version.Raw
		fields := append(s.asked(a), &s.version)
		if !forms.Parse(values, fields...) {
			return s.show(w, r, http.StatusUnprocessableEntity)
		}
		err = p.do(r.Context(), s, a)
		switch fault.KindOf(err) {
		case fault.Stale, fault.Conflict, fault.Invalid:
			s.version.Set(now)
			s.errors = []forms.ErrorItem{{Href: "#next", Text: fault.MessageOf(err)}}
			return s.show(w, r, web.Status(err))
		}
		if err != nil {
			return err
		}
		web.Flash(w, r, fmt.Sprintf("Order %s: %s", s.Number, said[a]))
		if a == food.Start {
			return web.Redirect(w, r, orderPath(s.Order, "pack"))
		}
		return web.Redirect(w, r, orderPath(s.Order))
	}
}

func (s *orderScreen) asked(a food.Action) []forms.Parser {
	switch a {
	case food.NoAnswer:
		return []forms.Parser{&s.Back}
	case food.Cancel:
		return []forms.Parser{&s.Cancel}
	}
	return nil
}

func (p *pages) do(ctx context.Context, s *orderScreen, a food.Action) error {
	c := s.choice()
	switch a {
	case food.Start:
		return p.food.StartPacking(ctx, c)
	case food.PutBack:
		return p.food.LeavePacking(ctx, c)
	case food.Send:
		return p.food.Send(ctx, c)
	case food.HandOver:
		return p.food.HandOver(ctx, c)
	case food.NoAnswer:
		return p.food.Back(ctx, c, s.Back.Value())
	case food.Again:
		return p.food.SendAgain(ctx, c)
	case food.Cancel:
		return p.food.CancelOrder(ctx, c, s.Cancel.Value())
	}
	return p.food.NotHandedOver(ctx, c)
}

// choice is the order as the form's page showed it. A version that cannot be read is one
// that nobody was shown, and so is stale.
func (s *orderScreen) choice() food.Choice {
	version, err := strconv.ParseInt(s.version.Raw, 10, 64)
	if err != nil {
		version = -1
	}
	return food.Choice{ID: s.ID, Version: version}
}

var said = map[food.Action]string{
	food.Start: "you are packing it", food.PutBack: "left for somebody else to pack", food.Send: "on its way", food.HandOver: "handed over",
	food.NoAnswer: "came back", food.Again: "ready to go again", food.Cancel: "cancelled", food.Undo: "not handed over after all",
}

func price(p money.Pence) string {
	if p == 0 {
		return "Free"
	}
	return p.String()
}

func each(l food.Line) string { return fmt.Sprintf("%d × %s", l.Quantity, l.Item) }

func lowered(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func earlierRows(all []food.Order) (rows []govuk.Row) {
	for _, o := range all {
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: string(o.Number), Href: orderPath(o)}, {Text: chosen(o)}, {Content: state(o.State)}, {Text: window(o.Window)},
		}})
	}
	return rows
}

// itemRows are what goes into the boxes, and what did.
func (s *orderScreen) itemRows() (rows []govuk.Row) {
	for _, i := range s.Items {
		put, weighed := "", ""
		if !s.PackedAt.IsZero() {
			put, weighed = strconv.FormatInt(i.Packed, 10), weight(i.Weighed)
		}
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: i.Name}, {Text: strconv.FormatInt(i.Quantity, 10), Numeric: true}, {Text: put, Numeric: true}, {Text: weighed, Numeric: true},
		}})
	}
	return rows
}

func (s *orderScreen) rows(ctx context.Context) []govuk.SummaryRow {
	rows := []govuk.SummaryRow{
		{Key: "Name on the order", Text: whom(s.Order)},
		{Key: "Hub", Text: s.hub(s.Hub)},
		{Key: "Household", Text: eaters(s.Household)},
		{Key: "What", Text: chosen(s.Order)},
	}
	if len(s.Options) > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Diet and allergies", Text: s.diet(s.Options)})
	}
	if s.DietNote != "" {
		rows = append(rows, govuk.SummaryRow{Key: "Note for packing", Content: lines(s.DietNote)})
	}
	rows = append(rows, govuk.SummaryRow{Key: "Wanted", Text: window(s.Window)}, govuk.SummaryRow{Key: "Goes to", Content: lines(s.goes())})
	if s.DoorNote != "" {
		rows = append(rows, govuk.SummaryRow{Key: "At the door", Content: lines(s.DoorNote)})
	}
	rows = append(rows, s.packedRows(ctx)...)
	if s.Due() > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Price, by invoice", Text: s.Due().String()})
	}
	if s.ToPay && s.Due() == 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Price", Text: "By invoice. Finance can say how much."})
	}
	if s.Bill != (food.Bill{}) {
		rows = append(rows, govuk.SummaryRow{Key: "Bill to", Content: lines(s.Bill.Name + "\n" + s.Bill.Address)})
	}
	if s.Reason != "" {
		rows = append(rows, govuk.SummaryRow{Key: "Why", Content: lines(s.Reason)})
	}
	return append(rows, govuk.SummaryRow{Key: "Ordered", Content: byWhom(govuk.Ago(s.OrderedAt, s.p.around.Now()), s.p.around.AccountName(ctx, s.OrderedBy))})
}

func (s *orderScreen) packedRows(ctx context.Context) []govuk.SummaryRow {
	if s.PackedAt.IsZero() {
		if s.PackedBy == "" {
			return nil
		}
		return []govuk.SummaryRow{{Key: "Being packed by", Text: s.p.around.AccountName(ctx, s.PackedBy)}}
	}
	return []govuk.SummaryRow{
		{Key: "Load", Text: boxes(s.Boxes) + ", " + weight(s.Weight())},
		{Key: "Packed", Content: byWhom(govuk.Ago(s.PackedAt, s.p.around.Now()), s.p.around.AccountName(ctx, s.PackedBy))},
	}
}

// goes is where the order goes.
func (s *orderScreen) goes() string {
	switch {
	case s.Withheld:
		return "Collected at the hub: the address is not told"
	case s.Order.Collect:
		return "Collected at the hub"
	case len(s.Address) == 0:
		return "No address known: ask the hub"
	}
	return strings.Join(s.Address, "\n")
}

// orders reports whether the reader may see the request behind the order.
func (s *orderScreen) orders(ctx context.Context) bool {
	return access.From(ctx).HasFor(s.Hub, food.Orderers()...)
}
