package foodweb

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/food"
	"kith/internal/work/tasks"
)

// Slip gives the slip of a task for the inbox of the food bank that has it; nil where the
// task has none.
func Slip(s *food.Service) func(ctx context.Context, id tasks.ID) (templ.Component, error) {
	return func(ctx context.Context, id tasks.ID) (templ.Component, error) {
		slip, found, err := s.SlipOf(ctx, id)
		if err != nil || !found {
			return nil, err
		}
		return slipPart(slip, true), nil
	}
}

// slipPage is the slip alone, for paper.
func (p *pages) slipPage(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	slip, found, err := p.food.SlipOf(r.Context(), id)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "food.no-slip", "There is no slip for this task in your inbox. Your hub may have taken the task back.")
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Slip " + string(slip.Number), Back: "/inbox", Section: "Inbox", Body: slipSheet(slip)})
}

// voucherScreen is the list of vouchers.
type voucherScreen struct {
	words
	all      []food.Voucher
	number   forms.String
	standing forms.Select
	p        *pages
}

// mostVouchers is how many one page lists: older ones are found by their number.
const mostVouchers = 200

func (p *pages) vouchers(w http.ResponseWriter, r *http.Request) error {
	s := &voucherScreen{p: p, number: forms.String{Name: "number", Label: "Voucher number", Width: 10, Max: 20}}
	s.standing = forms.Select{Name: "standing", Label: "Where it stands", Options: []forms.Option{{Label: "All"}, {Value: "Open", Label: "Open"}, {Value: "Used", Label: "Used"}, {Value: "Void", Label: "Void"}}}
	forms.Parse(r.URL.Query(), &s.number, &s.standing)
	var err error
	if s.words, err = p.words(r.Context()); err != nil {
		return err
	}
	f := food.VoucherFilter{Standing: s.standing.Value(), Limit: mostVouchers}
	status := http.StatusOK
	if typed := s.number.Value(); typed != "" {
		if f.Number, err = ident.ParseReference(typed); err != nil {
			s.number.Fail(fault.MessageOf(err))
			status = http.StatusUnprocessableEntity
		}
	}
	if status == http.StatusOK {
		if s.all, err = p.food.Vouchers(r.Context(), f); err != nil {
			return err
		}
	}
	return web.Render(w, r, status, web.Page{
		Title: "Food bank vouchers", Back: ordersPath, Section: section, Wide: true, Errors: forms.Errors(&s.number, &s.standing), Body: vouchersBody(r.Context(), s),
	})
}

func (s *voucherScreen) rows(ctx context.Context) (rows []govuk.Row) {
	for _, v := range s.all {
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Text: string(v.Number)},
			{Content: standing(v)},
			{Text: s.p.around.OrganisationName(ctx, v.Organisation)},
			{Text: s.words.hub(v.Hub)},
			{Content: govuk.Ago(v.GivenAt, s.p.around.Now())},
			{Text: "The task it is for", Href: "/tasks/" + string(v.Task)},
		}})
	}
	return rows
}

func standing(v food.Voucher) govuk.Tag {
	colour := map[string]govuk.Colour{"Open": govuk.Blue, "Used": govuk.Green, "Void": govuk.Grey}[v.Standing()]
	return govuk.Tag{Text: v.Standing(), Colour: colour}
}
