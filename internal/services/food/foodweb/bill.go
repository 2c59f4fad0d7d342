package foodweb

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/money"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
	"kith/internal/services/food"
)

// billScreen is what finance sees: the lines that wait, and the batches.
type billScreen struct {
	waiting []food.Invoice
	batches []food.Batch
	p       *pages
}

func (p *pages) billScreen(ctx context.Context) (s *billScreen, err error) {
	s = &billScreen{p: p}
	if s.waiting, err = p.food.Waiting(ctx); err != nil {
		return nil, err
	}
	s.batches, err = p.food.Batches(ctx)
	return s, err
}

func (p *pages) invoices(w http.ResponseWriter, r *http.Request) error {
	s, err := p.billScreen(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, nil)
}

func (s *billScreen) show(w http.ResponseWriter, r *http.Request, status int, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{Title: billSection, Wide: true, Section: billSection, Errors: wrong, Body: invoicesBody(r.Context(), s)})
}

func (p *pages) takeOut(w http.ResponseWriter, r *http.Request) error {
	b, err := p.food.TakeOut(r.Context())
	if fault.KindOf(err) == fault.Conflict {
		s, again := p.billScreen(r.Context())
		if again != nil {
			return again
		}
		return s.show(w, r, http.StatusConflict, []forms.ErrorItem{{Href: "#batches", Text: fault.MessageOf(err)}})
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, fmt.Sprintf("%s is made: %s, %s. Download it below", b.Name(), some(b.Lines, "line", "lines"), b.Total))
	return web.Redirect(w, r, invoicesPath)
}

// file sends a batch as a table. Who took it is in the journal before any of it is sent.
func (p *pages) file(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[food.Batch](r.PathValue("id"))
	if err != nil {
		return err
	}
	b, all, err := p.food.Batch(r.Context(), id)
	if err != nil {
		return err
	}
	return web.SendTable(w, r, web.Table{
		Name: fmt.Sprintf("invoices-batch-%d", b.Number),
		About: []tabular.About{
			{Name: "What", Text: "Invoices for orders that were handed over"},
			{Name: "Batch", Text: fmt.Sprint(b.Number)},
			{Name: "Taken out", Text: b.MadeAt.In(day.London).Format("2006-01-02 15:04")},
			{Name: "Total in pounds", Text: b.Total.Decimal()},
		},
		Columns: []string{"Order", "Invoice name", "Invoice address", "Order lines", "Total in pounds", "Handed over", "Invoice or credit"},
		Next: func(context.Context) (rows [][]string, more bool, err error) {
			for _, i := range all {
				rows = append(rows, []string{string(i.Number), i.Bill.Name, oneLine(i.Bill.Address), billLines(i), i.Total.Decimal(), i.Delivered.String(), kindOf(i)})
			}
			return rows, false, nil
		},
	})
}

func kindOf(i food.Invoice) string {
	if i.Credit() {
		return "Credit"
	}
	return "Invoice"
}

func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == '\n' || c == '\r' }), ", ")
}

func billLines(i food.Invoice) string {
	var all []string
	for _, l := range i.Lines {
		all = append(all, fmt.Sprintf("%d × %s %s", l.Quantity, l.Name, l.Pence))
	}
	return strings.Join(all, "; ")
}

func (s *billScreen) total() (sum money.Pence) {
	for _, i := range s.waiting {
		sum += i.Total
	}
	return sum
}

func (s *billScreen) rows() (rows []govuk.Row) {
	for _, i := range s.waiting {
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: string(i.Number)},
			{Text: i.Bill.Name},
			{Content: lines(i.Bill.Address)},
			{Text: billLines(i)},
			{Text: i.Total.String(), Numeric: true},
			{Text: i.Delivered.Short()},
			{Text: kindOf(i)},
		}})
	}
	return rows
}

func (s *billScreen) batchRows(ctx context.Context) (rows []govuk.Row) {
	for _, b := range s.batches {
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: b.Name()},
			{Content: byWhom(govuk.Ago(b.MadeAt, s.p.around.Now()), s.p.around.AccountName(ctx, b.MadeBy))},
			{Text: fmt.Sprint(b.Lines), Numeric: true},
			{Text: b.Total.String(), Numeric: true},
			{Text: "Download " + b.Name() + " (CSV)", Href: invoicesPath + "/" + string(b.ID) + "/file.csv"},
		}})
	}
	return rows
}
