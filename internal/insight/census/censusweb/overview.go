package censusweb

import (
	"fmt"
	"net/http"
	"strings"

	"kith/internal/insight/census"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

type screen struct {
	all []census.Asked
	may bool // the reader may hand tables in
}

func (p *pages) overview(w http.ResponseWriter, r *http.Request) error {
	all, err := p.census.All(r.Context())
	if err != nil {
		return err
	}
	s := screen{all, census.MayTake(access.From(r.Context()))}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Who lives here", Section: section, Back: "/figures/reach", Wide: true, Body: overviewPage(s)})
}

// lead is what is known, in a sentence.
func (s screen) lead() string {
	var known, lacking []string
	for _, a := range s.all {
		if a.Known {
			known = append(known, strings.ToLower(a.Question.Title))
		} else {
			lacking = append(lacking, strings.ToLower(a.Question.Title))
		}
	}
	switch {
	case len(s.all) == 0:
		return "The borough asks nobody about themselves, so there is nothing to hold against who lives here. Add equality.yaml to the blueprint."
	case len(known) == 0:
		return "It is not known yet who lives here by " + list(lacking) + ". Until it is, nobody can say whom we do not reach."
	case len(lacking) == 0:
		return "It is known who lives here by " + list(known) + "."
	}
	return "It is known who lives here by " + list(known) + ". It is not known by " + list(lacking) + "."
}

func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// source says where a table comes from.
func source(t census.Table) string {
	text := fmt.Sprintf("Source: %s, as at %s. Made of the counts of %s. Handed in by %s.", t.Source, t.AsAt.Long(), t.Of, t.ByName)
	if t.Others > 0 {
		text += " " + govuk.Counted(int(t.Others), "other area of the file was", "other areas of the file were") + " left out."
	}
	return text
}

func groupsTable(a census.Asked) govuk.Table {
	t := govuk.Table{
		Caption: a.Question.Title + ": who lives here", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Group"}, {Text: "People", Numeric: true}, {Text: "Share", Numeric: true}},
	}
	for _, g := range a.Lives.Groups {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: g.Name}, {Text: figure.Grouped(g.People), Numeric: true}, {Text: share(g.People, a.Lives.People), Numeric: true},
		}})
	}
	return t
}

// share is a part in a hundred, with a place behind the point where it is small.
func share(part, all int64) string {
	if all == 0 {
		return ""
	}
	n := 100 * float64(part) / float64(all)
	if n < 10 {
		return fmt.Sprintf("%.1f%%", n)
	}
	return fmt.Sprintf("%.0f%%", n)
}
