package fleet

import (
	"context"
	"math"

	"kith/algo/vrp"
	"kith/internal/plat/travel"
)

// Ways is how far it is between places by each kind of vehicle, and how long it takes.
type Ways struct {
	Rules  *Rules
	Guide  *travel.Guide // who knows the roads
	Factor float64       // how much longer the way takes than that says, as driven lately
	Places []travel.Place
}

// table answers for every pair of places, in decimetres and seconds, and says in words where
// the answers come from.
func (w Ways) table(ctx context.Context, k Kind) (t vrp.Travel, source string, err error) {
	roads, err := w.Guide.At(w.rates())
	if err != nil {
		return nil, "", err
	}
	found, err := roads.Table(ctx, travel.Mode(k), w.Places)
	if err != nil {
		return nil, "", err
	}
	t, err = slower(found.Travel, w.Factor)
	return t, found.Source, err
}

// rates are the rules' speeds, and their factor where they set one.
func (w Ways) rates() map[travel.Mode]travel.Rates {
	all := map[travel.Mode]travel.Rates{}
	for _, m := range travel.Modes() {
		rates := travel.UsualRates(m)
		if f := w.Rules.Search.Factor; f > 0 {
			rates = travel.Rates{{Factor: f}}
		}
		all[m] = rates.AtSpeed(float64(w.Rules.Kind(Kind(m)).KmH))
	}
	return all
}

// slower is a table with all times longer by a factor.
func slower(t *vrp.Table, factor float64) (*vrp.Table, error) {
	n := t.Size()
	distance, duration := make([]int32, n*n), make([]int32, n*n)
	for i := range n {
		for j := range n {
			d, s := t.Between(i, j)
			if s >= 0 {
				s = int32(math.Round(float64(s) * factor))
			}
			distance[i*n+j], duration[i*n+j] = d, s
		}
	}
	return vrp.NewTable(n, distance, duration)
}

// Tables answers for every kind of vehicle, in the order of [Kinds]. A kind that nobody
// drives is not asked for and has another's table. The source names kinds where it is not the
// same for all.
func (w Ways) Tables(ctx context.Context, driven map[Kind]bool) (all []vrp.Travel, source string, err error) {
	if len(driven) == 0 {
		driven = map[Kind]bool{Van: true}
	}
	all = make([]vrp.Travel, len(Kinds()))
	var one vrp.Travel
	var told []sourceOf
	for i, k := range Kinds() {
		if !driven[k] {
			continue
		}
		t, from, err := w.table(ctx, k)
		if err != nil {
			return nil, "", err
		}
		all[i], told = t, append(told, sourceOf{k, from})
		if one == nil {
			one = t
		}
	}
	for i := range all {
		if all[i] == nil {
			all[i] = one
		}
	}
	return all, inOne(told), nil
}

// sourceOf is where the distances of one kind come from.
type sourceOf struct {
	kind   Kind
	source string
}

// inOne says once what is the same.
func inOne(told []sourceOf) string {
	text, same := "", true
	for i, s := range told {
		same = same && s.source == told[0].source
		if i > 0 {
			text += ". "
		}
		text += s.kind.Label() + ": " + s.source
	}
	if same {
		return told[0].source
	}
	return text
}
