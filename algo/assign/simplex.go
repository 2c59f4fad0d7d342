package assign

import "math"

// Where an arc stands: at its lower bound, in the tree, or at its upper bound. The sign is
// that of the flow it could take on.
const (
	atLower = int8(1)
	inTree  = int8(0)
	atUpper = int8(-1)
)

// simplex is a network being solved. Lower bounds are taken out: every flow begins at 0.
// After the network's own arcs come artificial ones, one between each node and a root, which
// carry what nothing else carries yet.
type simplex struct {
	n, m        int     // nodes and arcs of the network
	place       []int32 // where each arc of the network stands below
	from, to    []int32
	upper, cost []int64
	flow        []int64
	state       []int8
	price       []int64
	tree        tree
	pricing     pricing
}

// Solve finds a flow of least cost, with the prices that prove it. It returns
// [ErrInfeasible] or [ErrUnbounded] where there is none, and an error that says what is
// wrong for a network that makes no sense. It needs memory for about 80 bytes an arc.
func Solve(n *Network) (*Flow, error) {
	if err := n.valid(); err != nil {
		return nil, err
	}
	s := newSimplex(n)
	for {
		in := s.entering()
		if in == none {
			return s.result(n)
		}
		if err := s.pivot(in); err != nil {
			return nil, err
		}
	}
}

func newSimplex(n *Network) *simplex {
	nodes, arcs := len(n.Supply), len(n.Arcs)
	s := &simplex{
		n: nodes, m: arcs, place: mixed(arcs),
		from: make([]int32, arcs+nodes), to: make([]int32, arcs+nodes),
		upper: make([]int64, arcs+nodes), cost: make([]int64, arcs+nodes), flow: make([]int64, arcs+nodes),
		state: make([]int8, arcs+nodes), price: make([]int64, nodes+1), tree: newTree(nodes + 1), pricing: newPricing(arcs),
	}
	left := append([]int64(nil), n.Supply...)
	for j, a := range n.Arcs {
		i := s.place[j]
		s.from[i], s.to[i], s.cost[i], s.upper[i], s.state[i] = a.From, a.To, a.Cost, a.Upper, atLower
		if a.Upper != Unbounded {
			s.upper[i] -= a.Lower
		}
		left[a.From] -= a.Lower
		left[a.To] += a.Lower
	}
	s.begin(left, (n.dearest()+1)*int64(nodes+1))
	return s
}

// begin hangs every node from the root. What is given goes there for nothing; what is taken
// comes from there at a cost that no way through the network can reach.
func (s *simplex) begin(left []int64, dear int64) {
	root := int32(s.n)
	for v, give := range left {
		i, node := s.m+v, int32(v)
		s.upper[i], s.state[i] = Unbounded, inTree
		if give >= 0 {
			s.from[i], s.to[i], s.flow[i] = node, root, give
		} else {
			s.from[i], s.to[i], s.flow[i], s.cost[i], s.price[v] = root, node, -give, dear, dear
		}
		s.tree.hang(node, root, int32(i), give >= 0)
		s.tree.depth[v] = 1
	}
}

// pivot sends as much round the cycle of an entering arc as it takes, and lets the arc that
// stops it leave the tree.
func (s *simplex) pivot(in int32) error {
	// The flow goes from u over the entering arc to v, up to where their ways join, and down.
	u, v := s.from[in], s.to[in]
	if s.state[in] == atUpper {
		u, v = v, u
	}
	join := s.tree.join(u, v)
	by, out, atU := s.leaving(in, u, v, join)
	if by > math.MaxInt64/2 {
		return ErrUnbounded
	}
	if by > 0 {
		s.push(in, u, v, join, by)
	}
	if out == none {
		s.state[in] = -s.state[in]
		return nil
	}
	gone := s.tree.arc[out]
	s.state[in], s.state[gone] = inTree, atLower
	if s.flow[gone] != 0 {
		s.state[gone] = atUpper
	}
	head, other := v, u
	if atU {
		head, other = u, v
	}
	up := s.from[in] == head
	by = s.price[other] - s.price[head]
	if up {
		by -= s.cost[in]
	} else {
		by += s.cost[in]
	}
	s.tree.rehang(head, out, other, in, up)
	s.tree.shift(head, s.price, by)
	return nil
}

// leaving finds how much the cycle takes, and the node above which it is stopped: none when
// it is the entering arc itself. Of several it is the last on the cycle as seen from the
// join, which keeps arcs without flow pointing to the root and the method from going in
// circles.
func (s *simplex) leaving(in, u, v, join int32) (by int64, out int32, atU bool) {
	by, out = s.upper[in], none
	t := &s.tree
	for x := u; x != join; x = t.parent[x] {
		if room := s.room(t.arc[x], !t.up[x]); room < by {
			by, out, atU = room, x, true
		}
	}
	for x := v; x != join; x = t.parent[x] {
		if room := s.room(t.arc[x], t.up[x]); room <= by {
			by, out, atU = room, x, false
		}
	}
	return by, out, atU
}

// room is how much more an arc takes, along it or against it.
func (s *simplex) room(arc int32, along bool) int64 {
	switch {
	case !along:
		return s.flow[arc]
	case s.upper[arc] == Unbounded:
		return Unbounded
	}
	return s.upper[arc] - s.flow[arc]
}

// push sends flow round the cycle.
func (s *simplex) push(in, u, v, join int32, by int64) {
	t := &s.tree
	s.flow[in] += int64(s.state[in]) * by
	for x := u; x != join; x = t.parent[x] {
		if t.up[x] {
			s.flow[t.arc[x]] -= by
		} else {
			s.flow[t.arc[x]] += by
		}
	}
	for x := v; x != join; x = t.parent[x] {
		if t.up[x] {
			s.flow[t.arc[x]] += by
		} else {
			s.flow[t.arc[x]] -= by
		}
	}
}

// result is the flow, once no arc can make it cheaper.
func (s *simplex) result(n *Network) (*Flow, error) {
	for _, left := range s.flow[s.m:] {
		if left != 0 {
			return nil, ErrInfeasible
		}
	}
	f := &Flow{On: make([]int64, s.m), Price: s.price[:s.n:s.n]}
	for j, a := range n.Arcs {
		f.On[j] = a.Lower + s.flow[s.place[j]]
	}
	f.Cost = n.cost(f.On)
	return f, nil
}
