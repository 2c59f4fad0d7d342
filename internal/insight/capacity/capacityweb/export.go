package capacityweb

import (
	"context"
	"net/http"

	"kith/internal/insight/capacity"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
)

// export sends the figures of the page as a file.
func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	rows := rowsOf(s.Answer)
	return web.SendTable(w, r, web.Table{
		Name: "capacity-" + day.Of(s.now).String(),
		About: []tabular.About{
			{Name: "What", Text: "What is likely to be needed in the next seven days, and what there is"},
			{Name: "Worked out", Text: s.MadeAt.In(day.London).Format("2 January 2006, 15:04")},
			{Name: "Band", Text: "Four times of five it is within the band, by trials on past weeks; empty where too little is known"},
			{Name: "Taken by", Text: access.From(r.Context()).Name},
		},
		Columns: []string{"Place", "What", "Unit", "Needed", "Low", "High", "There is", "State", "Not covered from"},
		Next: func(context.Context) ([][]string, bool, error) {
			all := rows
			rows = nil
			return all, false, nil
		},
	})
}

func rowsOf(a capacity.Answer) (rows [][]string) {
	for _, p := range a.Places {
		for _, b := range p.Balances {
			low, high, have, out := "", "", "", ""
			if b.Banded {
				low, high = whole(b.Need.Low), whole(b.Need.High)
			}
			if b.State != capacity.Unknown {
				have = whole(b.Have)
			}
			if !b.Out.IsZero() {
				out = b.Out.String()
			}
			rows = append(rows, []string{p.Name, b.Resource.Name(), b.Resource.Unit(), whole(b.Need.Mid), low, high, have, stateWords[b.State], out})
		}
		for _, k := range append([]capacity.Asked{p.Asked}, p.By...) {
			low, high := "", ""
			if k.Forecast.Banded {
				low, high = whole(k.Forecast.Total.Low), whole(k.Forecast.Total.High)
			}
			if k.Forecast.Known {
				rows = append(rows, []string{p.Name, "Asked: " + k.Name, "needs", whole(k.Forecast.Total.Mid), low, high, "", "", ""})
			}
		}
	}
	return rows
}
