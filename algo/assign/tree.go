package assign

// none is no node and no arc.
const none = int32(-1)

// tree is the spanning tree of a basis. Every node but the root hangs from a parent by an
// arc; the children of a node are a list, so that a branch is hung elsewhere in as many
// steps as it is deep.
type tree struct {
	parent, arc       []int32 // of each node: where it hangs, and by which arc
	up                []bool  // the arc leads from the node to its parent
	depth             []int32
	child, next, prev []int32 // first child; the node's neighbours among its parent's children
}

func newTree(nodes int) tree {
	list := func() []int32 {
		l := make([]int32, nodes)
		for i := range l {
			l[i] = none
		}
		return l
	}
	return tree{
		parent: list(), arc: list(), up: make([]bool, nodes), depth: make([]int32, nodes),
		child: list(), next: list(), prev: list(),
	}
}

// hang makes a node a child of another.
func (t *tree) hang(v, parent, arc int32, up bool) {
	t.parent[v], t.arc[v], t.up[v] = parent, arc, up
	first := t.child[parent]
	t.prev[v], t.next[v] = none, first
	if first != none {
		t.prev[first] = v
	}
	t.child[parent] = v
}

// cut takes a node, with what hangs from it, off its parent.
func (t *tree) cut(v int32) {
	before, after := t.prev[v], t.next[v]
	if before == none {
		t.child[t.parent[v]] = after
	} else {
		t.next[before] = after
	}
	if after != none {
		t.prev[after] = before
	}
}

// rehang hangs the branch at top from another node, by an arc at its node v: v becomes the
// head of the branch, and the way from it to top is turned round.
func (t *tree) rehang(v, top, parent, arc int32, up bool) {
	for {
		above, was, wasUp := t.parent[v], t.arc[v], t.up[v]
		t.cut(v)
		t.hang(v, parent, arc, up)
		if v == top {
			return
		}
		parent, arc, up = v, was, !wasUp
		v = above
	}
}

// shift adds to the prices of a whole branch, and counts anew how deep its nodes are.
func (t *tree) shift(head int32, price []int64, by int64) {
	v := head
	for {
		price[v] += by
		t.depth[v] = t.depth[t.parent[v]] + 1
		if c := t.child[v]; c != none {
			v = c
			continue
		}
		for v != head && t.next[v] == none {
			v = t.parent[v]
		}
		if v == head {
			return
		}
		v = t.next[v]
	}
}

// join is where the ways of two nodes to the root meet.
func (t *tree) join(u, v int32) int32 {
	for u != v {
		if t.depth[u] >= t.depth[v] {
			u = t.parent[u]
		} else {
			v = t.parent[v]
		}
	}
	return u
}
