package linkage

import (
	"cmp"
	"slices"
)

// Constraints are what is known of records whatever their links say.
type Constraints struct {
	// Must and Cannot are what somebody decided of pairs of records. They are never given up,
	// save that of two decisions that contradict each other the must-link yields: two people
	// in one record do more harm than one person in two.
	Must, Cannot [][2]int
	// Identity is for each record a number that no two people share, such as a valid NHS
	// number ([Identities]); 0 for none. Records with different ones are not put together,
	// unless a must-link says so. nil is none at all.
	Identity []uint64
}

// Clusters are records gathered into people.
type Clusters struct {
	Of        []int    // the cluster of each record; clusters are numbered by their first record
	Count     int      // of clusters
	Cut       []Link   // links that would put together what must not be, the heaviest first
	Conflicts [][2]int // must-links that contradict a cannot-link
}

// Cluster gathers n records into people: must-links first, then links from the heaviest to
// the lightest, each unless it would join what the constraints keep apart. So of the links
// that hold two people together the weakest are cut.
func Cluster(n int, links []Link, c Constraints) *Clusters {
	g := newGathering(n, c)
	out := &Clusters{}
	for _, pair := range c.Must {
		if !g.join(pair[0], pair[1], true) {
			out.Conflicts = append(out.Conflicts, pair)
		}
	}
	for _, l := range heaviest(links) {
		if !g.join(l.Left, l.Right, false) {
			out.Cut = append(out.Cut, l)
		}
	}
	number := make(map[int]int)
	for i := range n {
		root := g.root(i)
		k, ok := number[root]
		if !ok {
			k = len(number)
			number[root] = k
		}
		out.Of = append(out.Of, k)
	}
	out.Count = len(number)
	return out
}

func heaviest(links []Link) []Link {
	sorted := slices.Clone(links)
	slices.SortFunc(sorted, func(a, b Link) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right))
	})
	return sorted
}

// gathering is records as they are joined (union-find).
type gathering struct {
	parent   []int
	size     []int
	identity []uint64      // of each root
	apart    map[int][]int // for each root, the records that its own must not be joined with
}

func newGathering(n int, c Constraints) *gathering {
	g := &gathering{parent: make([]int, n), size: make([]int, n), identity: make([]uint64, n), apart: map[int][]int{}}
	copy(g.identity, c.Identity)
	for i := range n {
		g.parent[i], g.size[i] = i, 1
	}
	for _, pair := range c.Cannot {
		g.apart[pair[0]] = append(g.apart[pair[0]], pair[1])
		g.apart[pair[1]] = append(g.apart[pair[1]], pair[0])
	}
	return g
}

func (g *gathering) root(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// join puts the people of two records together, unless they must be kept apart. Somebody's
// decision is stronger than an identity.
func (g *gathering) join(a, b int, decided bool) bool {
	a, b = g.root(a), g.root(b)
	if a == b {
		return true
	}
	if g.size[a] < g.size[b] {
		a, b = b, a
	}
	if !decided && g.identity[a] != 0 && g.identity[b] != 0 && g.identity[a] != g.identity[b] || g.mustNot(a, b) {
		return false
	}
	g.parent[b] = a
	g.size[a] += g.size[b]
	if g.identity[a] == 0 {
		g.identity[a] = g.identity[b]
	}
	if len(g.apart[b]) > 0 {
		g.apart[a] = append(g.apart[a], g.apart[b]...)
		delete(g.apart, b)
	}
	return true
}

func (g *gathering) mustNot(a, b int) bool {
	if len(g.apart[a]) == 0 || len(g.apart[b]) == 0 {
		return false
	}
	return slices.ContainsFunc(g.apart[a], func(other int) bool { return g.root(other) == b })
}
