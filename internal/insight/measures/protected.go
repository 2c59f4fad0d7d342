package measures

import (
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/disclosure"
	"kith/internal/registers/places"
)

// hoodsOf lists where things are counted: the neighbourhoods, and the coordination queue.
func hoodsOf(b *blueprint.Blueprint) (all []string) {
	for _, n := range blueprint.Part[*places.Areas](b).Neighbourhoods {
		all = append(all, n.ID)
	}
	return append(all, feature.Queue)
}

// protected are the values of a figure in every neighbourhood and, under "", the borough, fit
// for those who may see figures and not the rows behind them. They are protected together,
// whichever of them is shown. A share is reckoned from what is told of its two counts, so it
// tells nothing that they do not; a middle is told where it is of more than a few.
func (b book) protected(f Figure, hoods []string) map[string]Value {
	if f.Share != nil {
		return b.protectedShare(f, hoods)
	}
	return b.protectedSum(f.Count, f.unit(b.by), f.shared(b.by), hoods)
}

func (b book) protectedSum(parts []Part, unit feature.Unit, shared bool, hoods []string) map[string]Value {
	all := map[string]Value{}
	var counts []int64
	places := b.places(parts, hoods)
	for _, place := range places {
		v := b.sum(parts, unit, place)
		if unit == feature.Seconds || unit == feature.Minutes {
			if _, few := disclosure.Round(v.Of); few {
				v.Number = reports.Number{Unit: unit, Known: true, Hidden: true}
			}
		}
		counts, all[place] = append(counts, v.Value), v
	}
	whole := b.sum(parts, unit, "")
	if unit == feature.Seconds || unit == feature.Minutes || !whole.Known {
		if _, few := disclosure.Round(whole.Of); few {
			whole.Number = reports.Number{Unit: unit, Known: true, Hidden: true}
		}
		all[""] = whole
		return all
	}
	told, sum := disclosure.Protect(counts, whole.Value, shared)
	for i, place := range places {
		v := all[place]
		v.Value, v.Hidden, v.Of = told[i].Value, told[i].Hidden, 0
		all[place] = v
	}
	whole.Value, whole.Hidden, whole.Of = sum.Value, sum.Hidden, 0
	all[""] = whole
	return all
}

func (b book) protectedShare(f Figure, hoods []string) map[string]Value {
	of := b.protectedSum(f.Share.Of, feature.Things, false, hoods)
	in := b.protectedSum(f.Share.In, feature.Things, false, hoods)
	all := map[string]Value{}
	for place, whole := range in {
		v, part := whole, of[place]
		v.Number = reports.Number{Unit: feature.Percent, Known: true}
		switch {
		case whole.Hidden || part.Hidden:
			v.Hidden = true
		case whole.Value == 0:
			v = none(feature.Percent, nothingYet)
		default:
			v.Value = min(100, percent(part.Value, whole.Value))
		}
		all[place] = v
	}
	return all
}

// places are the neighbourhoods of the blueprint, and others that still count in the borough.
func (b book) places(parts []Part, hoods []string) []string {
	var others []string
	known := map[string]bool{"": true}
	for _, h := range hoods {
		known[h] = true
	}
	for _, p := range parts {
		for _, c := range []counted{b.counted, b.stood} {
			for k := range c.cells {
				if k.measure == p.Measure && !known[k.place] && !strings.Contains(k.place, "/") {
					known[k.place] = true
					others = append(others, k.place)
				}
			}
		}
	}
	slices.Sort(others)
	return slices.Concat(hoods, others)
}

func isWard(place string) bool {
	return len(place) > len(wardMark) && place[:len(wardMark)] == wardMark
}
