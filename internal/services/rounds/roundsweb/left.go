package roundsweb

import (
	"net/http"
	"strings"

	"kith/internal/plat/govuk"
	"kith/internal/services/rounds"
)

// mostLeft is how many loads that are on no round are shown at once.
const mostLeft = 15

// reason is why loads are on no round, and how many it keeps off.
type reason struct {
	why, mend string
	n         int
}

// reasons are those of a plan, in the order they first stand there.
func (b *board) reasons() (all []reason) {
	at := map[string]int{}
	for _, l := range b.version.Left {
		key := l.Why + l.Mend
		i, known := at[key]
		if !known {
			i, at[key] = len(all), len(all)
			all = append(all, reason{why: l.Why, mend: l.Mend})
		}
		all[i].n++
	}
	return all
}

// after is how many were ready after the cut-off.
func (b *board) after() (n int) {
	for _, l := range b.version.Left {
		if l.After {
			n++
		}
	}
	return n
}

func leftRows(b *board) (rows []govuk.Row) {
	for _, l := range b.version.Left {
		line := b.lines[l.Item]
		rows = append(rows, govuk.Row{Cells: []govuk.Cell{
			{Content: pick(b, l.Item, strings.TrimSpace(line.Called()+" "+line.Name), !l.ByHand && !l.Unknown && !l.After && !l.Barred)}, {Text: line.Goes()}, {Text: l.Why}, {Text: l.Mend}, {Content: changeLink(b, l.Item)},
		}})
	}
	return rows
}

// takeAlong has everything planned today that was ready after the cut-off.
func (p *pages) takeAlong(w http.ResponseWriter, r *http.Request) error {
	id, version, _, err := posted(r)
	if err != nil {
		return err
	}
	return p.adjust(w, r, id, version, rounds.Change{Along: true, All: true})
}
