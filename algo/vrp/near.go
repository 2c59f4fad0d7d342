package vrp

import (
	"cmp"
	"slices"
)

// neighbour is another stop and how ill it goes beside this one.
type neighbour struct {
	stop   int32
	illFit int64
}

// layNear lists for each stop those that could go well beside it: near, and without much
// waiting or lateness between their windows. Source: Vidal et al. (2013), section 4.4.
func (a *arena) layNear() {
	a.reach = min(reachFar, max(a.stops-1, 0))
	a.near = resize(a.near, a.stops*a.reach)
	a.far = resize(a.far, a.stops)
	a.homely = resize(a.homely, a.stops)
	all := make([]neighbour, a.stops)
	for u := range a.stops {
		for v := range a.stops {
			all[v] = neighbour{int32(v), min(a.illFit(u, v), a.illFit(v, u))}
		}
		all[u].illFit = 1 << 62
		nearest(all, a.reach)
		for i := range a.reach {
			a.near[u*a.reach+i] = all[i].stop
		}
		a.layFar(u, all)
	}
}

// illFit is what going from one stop straight to another costs in distance, in waiting that
// no start avoids and in lateness.
func (a *arena) illFit(from, to int) int64 {
	w := &a.ways[0]
	i := from*a.width + to
	early, late := &a.tasks[from], &a.tasks[to]
	ahead := early.service + w.dur[i]
	wait := max(int64(late.open)-int64(early.close)-int64(ahead), 0)
	warp := max(int64(early.open)+int64(ahead)-int64(late.close), 0)
	return int64(w.dist[i]) + wait/5 + warp
}

// nearest brings the k first of all to the front, in order.
func nearest(all []neighbour, k int) {
	before := func(x, y neighbour) int {
		return cmp.Or(cmp.Compare(x.illFit, y.illFit), cmp.Compare(x.stop, y.stop))
	}
	rest := all
	for k > 0 && len(rest) > 4*k && len(rest) > 64 {
		pivot := middle(rest)
		cut := partition(rest, pivot)
		if cut < k || cut == len(rest) {
			break
		}
		rest = rest[:cut]
	}
	slices.SortFunc(rest, before)
}

// middle is the middle one of three.
func middle(of []neighbour) int64 {
	x, y, z := of[0].illFit, of[len(of)/2].illFit, of[len(of)-1].illFit
	return max(min(x, y), min(max(x, y), z))
}

// partition brings those up to the pivot to the front and returns how many there are.
func partition(of []neighbour, pivot int64) (cut int) {
	for i := range of {
		if of[i].illFit <= pivot {
			of[i], of[cut] = of[cut], of[i]
			cut++
		}
	}
	return cut
}

// layFar notes how far a stop is from the nearest start, and whether a start or an end is
// among what is near it.
func (a *arena) layFar(u int, all []neighbour) {
	nearest := int32(farthest)
	for row := a.stops; row < a.width; row++ {
		if a.from.places[row] == Nowhere {
			a.homely[u] = true
			continue
		}
		nearest = min(nearest, a.ways[0].dist[u*a.width+row], a.ways[0].dist[row*a.width+u])
	}
	a.far[u] = nearest
	k := min(a.reach, 20)
	a.homely[u] = a.homely[u] || k == 0 || int64(nearest) <= all[k-1].illFit
}
