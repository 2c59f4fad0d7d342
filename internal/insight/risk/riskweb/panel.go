package riskweb

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"kith/internal/insight/risk"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// Panel is why somebody stands where they stand, on the person's page. Where no points are in
// use there is none.
func Panel(s *risk.Service) peopleview.Panel {
	return peopleview.Panel{
		Title: "Priority for contact", Order: 45,
		Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
			x, found, err := s.Of(ctx, p)
			if fault.CodeOf(err) == "risk.seal" {
				return nil, nil // told where the points are kept
			}
			if err != nil || !found {
				return nil, err
			}
			return panel(x, why(x.Score), x.TellsHealth), nil
		},
	}
}

// why is what counts, as a table.
func why(s risk.Score) govuk.Table {
	t := govuk.Table{
		Caption: "What counts", CaptionHidden: true, RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Why"}, {Text: "Said by"}, {Text: "Since"}, {Text: "Points", Numeric: true}},
		Empty:   govuk.Empty{Text: "Nothing counts."},
	}
	for _, i := range s.Items {
		points := fmt.Sprint(i.Counts)
		if i.Counts < i.Points {
			points = fmt.Sprintf("%d of %d", i.Counts, i.Points)
		}
		since := ""
		if !i.Since.IsZero() {
			since = day.Of(i.Since).Long()
		}
		if !i.Until.IsZero() {
			since += ", until " + day.Of(i.Until).Long()
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: i.Because}, {Text: i.Source}, {Text: since}, {Text: points, Numeric: true}}})
	}
	return t
}

// band is the band in words.
func band(x risk.Explained) string {
	return fmt.Sprintf("%s: %d points.", x.Version.Points.Bands[x.Band].Name, x.Score.Total)
}

// leads is what a change leads to.
func leads(x risk.Explained, w risk.Would) string {
	return fmt.Sprintf("%s: %d points, “%s”.", w.If, w.Total, x.Version.Points.Bands[w.Band].Name)
}
