package situationweb

import (
	"context"
	"net/http"
	"strconv"

	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
)

// atOnce is how many areas are read and sent at once.
const atOnce = 10

// export sends what is known of each area and day as a file: the figures of the picture.
func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	all, err := p.situation.Areas(r.Context())
	if err != nil {
		return err
	}
	today := day.Of(p.around.Now())
	return web.SendTable(w, r, web.Table{
		Name: "situation-" + today.String(),
		About: []tabular.About{
			{Name: "What", Text: "How likely each area was in an epidemic phase"},
			{Name: "P", Text: "In hindsight, with its 10 to 90% band; as known: what was known on the day"},
			{Name: "As at", Text: today.Long()},
			{Name: "Taken by", Text: access.From(r.Context()).Name},
		},
		Columns: []string{"Area", "Code", "Date", "Cases", "Known (%)", "P", "P low", "P high", "P as known", "Above chance", "Rt", "Rt low", "Rt high"},
		Next: func(ctx context.Context) (rows [][]string, more bool, err error) {
			var codes []string
			for len(all) > 0 && len(codes) < atOnce {
				codes, all = append(codes, all[0].Area.Code), all[1:]
			}
			full, err := p.situation.Full(ctx, codes)
			for _, st := range full {
				rows = append(rows, rowsOf(st)...)
			}
			return rows, len(all) > 0, err
		},
	})
}

func rowsOf(st situation.Standing) (rows [][]string) {
	d := st.Days
	for i := range d.P {
		rt := d.Rt[i]
		rows = append(rows, []string{
			st.Area.Name, st.Area.Code, d.From.AddDays(i).String(), known(d.Cases[i], 1), strconv.Itoa(d.Used[i]),
			known(d.P[i], 1000), known(d.Lo[i], 1000), known(d.Hi[i], 1000), known(d.Frozen[i], 1000), strconv.Itoa(d.Above[i]),
			known(rt[0], 100), known(rt[1], 100), known(rt[2], 100),
		})
	}
	return rows
}

// known is a number in parts of so many; what is below nought is not known.
func known(n, of int) string {
	if n < 0 {
		return ""
	}
	return strconv.FormatFloat(float64(n)/float64(of), 'f', -1, 64)
}
