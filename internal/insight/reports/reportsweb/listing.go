package reportsweb

import (
	"cmp"
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// pageSize is how many rows a page of a list has.
const pageSize = 50

// rowsOf is the list of rows behind one figure.
type rowsOf[T any] struct {
	measure string
	columns []govuk.Column
	empty   string
	list    func(context.Context, feature.Listing) ([]T, error)
	mark    func(T) feature.Mark
	row     func(around, T) []govuk.Cell
}

// around is what a row needs besides itself to be drawn.
type around struct {
	names reports.Names
	who   access.Principal
	now   time.Time
}

// sheet is a page of a list as it is drawn.
type sheet struct {
	measure feature.Measure
	figure  reports.Number
	where   string // the hub, and the kind where there is one
	when    string
	back    string
	table   govuk.Table
	next    string
	file    string // address of the whole list as a file
}

// listing draws a page of a list.
func listing[T any](p *pages, l rowsOf[T]) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		m := p.reports.Measure(l.measure)
		want, err := wanted(m, r.URL.Query())
		if err != nil {
			return err
		}
		if want.Neighbourhood == "" {
			want.Neighbourhood = m.Home(access.From(r.Context()))
		}
		s, err := draw(r.Context(), p, l, want, r.URL)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, web.Page{
			Title: s.measure.Label + ": " + s.where, Section: section, Back: s.back, Wide: true, Body: listPage(s),
		})
	}
}

func draw[T any](ctx context.Context, p *pages, l rowsOf[T], want feature.Listing, at *url.URL) (s sheet, err error) {
	a := around{who: access.From(ctx), now: p.reports.Now(ctx)}
	if a.names, err = p.reports.Names(ctx); err != nil {
		return sheet{}, err
	}
	s = sheet{measure: p.reports.Measure(l.measure), when: inWords(want.Period), back: address(reports.Hub{ID: want.Neighbourhood})}
	s.where, s.file = a.where(want.Scope), fileOf(s.measure, want.Scope, p.reports.Now(ctx))
	if s.figure, err = p.reports.Figure(ctx, l.measure, want.Scope); err != nil {
		return sheet{}, err
	}
	found, err := l.list(ctx, want)
	if err != nil {
		return sheet{}, err
	}
	if len(found) == want.Limit {
		found = found[:want.Limit-1]
		s.next = following(at, l.mark(found[len(found)-1]))
	}
	s.table = govuk.Table{Caption: s.measure.Label, CaptionHidden: true, RowHeader: true, Columns: l.columns, Empty: govuk.Empty{Text: l.empty}}
	for _, one := range found {
		s.table.Rows = append(s.table.Rows, govuk.Row{Cells: l.row(a, one)})
	}
	return s, nil
}

var badAddress = fault.New(fault.NotFound, "reports.address", "This address of a list is not complete. Open the list from the dashboard.")

// wanted reads which rows an address asks for: one more than the page has, to know
// whether the list goes on.
func wanted(m feature.Measure, query url.Values) (l feature.Listing, err error) {
	l.Neighbourhood, l.Limit = query.Get("hub"), pageSize+1
	if m.Kind != "" {
		l.Kind = query.Get(m.Kind)
	}
	for name, into := range map[string]*time.Time{"from": &l.Period.From, "until": &l.Period.Until} {
		if *into, err = moment(query.Get(name)); err != nil {
			return l, err
		}
	}
	l.After, err = parseMark(query.Get("after"))
	return l, err
}

func moment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || at.Year() < 1900 || at.Year() > 9000 {
		return time.Time{}, badAddress
	}
	return at, nil
}

// following is the address at which the list goes on behind a row.
func following(at *url.URL, m feature.Mark) string {
	query := at.Query()
	mark := m.At.UTC().Format(time.RFC3339Nano) + " " + m.ID
	query.Set("after", base64.RawURLEncoding.EncodeToString([]byte(mark)))
	return at.Path + "?" + query.Encode()
}

func parseMark(text string) (feature.Mark, error) {
	if text == "" {
		return feature.Mark{}, nil
	}
	mark, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return feature.Mark{}, badAddress
	}
	when, id, _ := strings.Cut(string(mark), " ")
	at, err := moment(when)
	if err != nil || at.IsZero() || id == "" {
		return feature.Mark{}, badAddress
	}
	return feature.Mark{At: at, ID: id}, nil
}

// inWords says what period a list is of.
func inWords(p feature.Period) string {
	from, until := told(p.From), told(p.Until)
	switch {
	case from == "" && until == "":
		return "Since the beginning"
	case from == "":
		return "Until " + until
	}
	return "From " + from + " until " + cmp.Or(until, "now")
}

func told(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(day.London).Format("3:04pm on Monday 2 January 2006")
}
