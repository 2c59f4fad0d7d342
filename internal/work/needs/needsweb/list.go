package needsweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
)

// pageSize is how many requests a page of the list has.
const pageSize = 50

// mostCounted is how far a list is counted; of a longer one it says that there are more.
const mostCounted = 10_001

// listed is a page of the list as it is drawn.
type listed struct {
	form   *filterForm
	filter govuk.Filter
	rows   []needs.Listed
	hubs   hubs
	now    time.Time
	wrong  bool   // the filters could not be read
	newest string // back to the top; "" on the first page
	older  string // where the list goes on; "" at its end
	file   string // the whole list as a file
	count  int    // of the whole list, at most mostCounted
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	known, err := p.hubs(r.Context())
	if err != nil {
		return err
	}
	query := r.URL.Query()
	form := newFilterForm(r.Context(), known)
	l := listed{form: form, hubs: known, now: p.around.Now()}
	filter, status := needs.RequestFilter{}, http.StatusUnprocessableEntity
	if filter, l.wrong = form.read(query); !l.wrong {
		status = http.StatusOK
		if filter.After, err = parseMark(query.Get("after")); err != nil {
			return err
		}
		var more feature.Mark
		if l.rows, more, err = p.page(r.Context(), filter); err != nil {
			return err
		}
		if l.count, err = p.needs.CountRequests(r.Context(), filter, mostCounted); err != nil {
			return err
		}
		l.newest, l.older = around(query, more)
		l.file = fileOf(query)
	}
	l.filter = form.panel(query)
	return web.Render(w, r, status, web.Page{
		Title: section, Wide: true, Section: section, Errors: forms.Errors(form.fields()...), Body: listPage(l),
	})
}

// page reads a page of the list. More is its last row where the list goes on, and zero at
// its end.
func (p *pages) page(ctx context.Context, f needs.RequestFilter) (rows []needs.Listed, more feature.Mark, err error) {
	f.Limit = pageSize + 1
	if rows, err = p.needs.Requests(ctx, f); err != nil || len(rows) <= pageSize {
		return rows, feature.Mark{}, err
	}
	return rows[:pageSize], rows[pageSize-1].Mark(), nil
}

// around gives the addresses of the top of the list and of its next page.
func around(query url.Values, more feature.Mark) (newest, older string) {
	if query.Get("after") != "" {
		newest = without(query)
	}
	if !more.IsZero() {
		on := copied(query)
		on.Set("after", written(more))
		older = "/requests?" + on.Encode()
	}
	return newest, older
}

// written is a row as an address names it.
func written(m feature.Mark) string { return m.At.UTC().Format(time.RFC3339Nano) + " " + m.ID }

// parseMark reads the row behind which a page goes on.
func parseMark(text string) (feature.Mark, error) {
	if text == "" {
		return feature.Mark{}, nil
	}
	when, id, _ := strings.Cut(text, " ")
	at, err := time.Parse(time.RFC3339Nano, when)
	if err != nil || id == "" {
		return feature.Mark{}, fault.New(fault.NotFound, "needs.address", "This address of a list is not complete. Open the list from the navigation.")
	}
	return feature.Mark{At: at, ID: id}, nil
}

// without is the address of the list without some of its filters, from its top.
func without(query url.Values, names ...string) string {
	rest := copied(query)
	for _, name := range append(names, "after") {
		rest.Del(name)
	}
	if len(rest) == 0 {
		return "/requests"
	}
	return "/requests?" + rest.Encode()
}

// copied are the values of a query that say something.
func copied(query url.Values) url.Values {
	rest := url.Values{}
	for name := range query {
		if query.Get(name) != "" {
			rest.Set(name, query.Get(name))
		}
	}
	return rest
}
