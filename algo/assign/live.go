package assign

import (
	"cmp"
	"fmt"
	"slices"
)

// Live is a solved network that is kept solved while it changes. Each change is noted at
// once; [Live.Settle] mends the flow. It is not safe for concurrent use.
type Live struct {
	net    Network
	on     []int64
	cost   int64
	price  []int64
	excess []int64 // what each node has too much of; negative where it lacks
	out    [][]int32
	in     [][]int32

	touched []int32 // arcs whose flow may no longer be the cheapest
	fresh   []int32 // nodes that have no price yet
	uneven  []int32 // nodes that may have an excess
	search  search
}

// NewLive begins with a solution of a network. Both are copied.
func NewLive(n *Network, f *Flow) *Live {
	l := &Live{
		net: Network{slices.Clone(n.Supply), slices.Clone(n.Arcs)}, on: slices.Clone(f.On), cost: f.Cost, price: slices.Clone(f.Price),
		excess: make([]int64, len(n.Supply)), out: make([][]int32, len(n.Supply)), in: make([][]int32, len(n.Supply)),
	}
	out, in := make([]int, len(n.Supply)), make([]int, len(n.Supply))
	for _, a := range n.Arcs {
		out[a.From]++
		in[a.To]++
	}
	for v := range n.Supply { // one list for each node, as long as it is
		l.out[v], l.in[v] = make([]int32, 0, out[v]), make([]int32, 0, in[v])
	}
	for i, a := range n.Arcs {
		l.out[a.From] = append(l.out[a.From], int32(i))
		l.in[a.To] = append(l.in[a.To], int32(i))
	}
	return l
}

// Network is the network as it now is. It is not to be changed but by the methods of Live.
func (l *Live) Network() *Network { return &l.net }

// Flow copies the flow as it was last settled.
func (l *Live) Flow() *Flow {
	return &Flow{On: slices.Clone(l.on), Price: slices.Clone(l.price), Cost: l.cost}
}

// Cost is what the flow costs as it was last settled.
func (l *Live) Cost() int64 { return l.cost }

// AddNode adds a node that gives this much, and returns its number. Somebody must take what
// it gives before the network is settled.
func (l *Live) AddNode(supply int64) int32 {
	v := int32(len(l.net.Supply))
	l.net.Supply = append(l.net.Supply, supply)
	l.price, l.excess = append(l.price, 0), append(l.excess, supply)
	l.out, l.in = append(l.out, nil), append(l.in, nil)
	l.fresh, l.uneven = append(l.fresh, v), append(l.uneven, v)
	return v
}

// AddArc adds an arc, and returns its number.
func (l *Live) AddArc(a Arc) (int32, error) {
	if err := l.may(a); err != nil {
		return none, err
	}
	i := int32(len(l.net.Arcs))
	l.net.Arcs, l.on = append(l.net.Arcs, a), append(l.on, 0)
	l.out[a.From], l.in[a.To] = append(l.out[a.From], i), append(l.in[a.To], i)
	l.carry(i, a.Lower)
	l.touched = append(l.touched, i)
	return i, nil
}

// SetArc gives an arc other bounds and another cost.
func (l *Live) SetArc(i int32, lower, upper, cost int64) error {
	a := l.net.Arcs[i]
	a.Lower, a.Upper, a.Cost = lower, upper, cost
	if err := l.may(a); err != nil {
		return err
	}
	l.cost += (cost - l.net.Arcs[i].Cost) * l.on[i]
	l.net.Arcs[i] = a
	l.carry(i, min(max(l.on[i], lower), upper))
	l.touched = append(l.touched, i)
	return nil
}

// SetSupply changes what a node gives.
func (l *Live) SetSupply(v int32, supply int64) {
	l.excess[v] += supply - l.net.Supply[v]
	l.net.Supply[v] = supply
	l.uneven = append(l.uneven, v)
}

// may refuses an arc that makes no sense, or that an unlimited flow could be turned on to.
func (l *Live) may(a Arc) error {
	if err := l.net.fits(a); err != nil {
		return fmt.Errorf("assign: the arc %w", err)
	}
	if a.Upper == Unbounded {
		return fmt.Errorf("assign: an arc that changes must have an upper bound")
	}
	return nil
}

// carry sets the flow on an arc, and leaves what that moves with the nodes at its ends.
func (l *Live) carry(i int32, units int64) {
	more := units - l.on[i]
	if more == 0 {
		return
	}
	a := l.net.Arcs[i]
	l.on[i] = units
	l.cost += a.Cost * more
	l.excess[a.From] -= more
	l.excess[a.To] += more
	l.uneven = append(l.uneven, a.From, a.To)
}

// over is how much more an arc costs than it is worth.
func (l *Live) over(i int32) int64 {
	a := &l.net.Arcs[i]
	return a.Cost + l.price[a.From] - l.price[a.To]
}

// Settle makes the flow a cheapest one again. [ErrInfeasible] means that none fits; what was
// changed can then be changed back.
func (l *Live) Settle() error {
	l.priceFresh()
	for _, i := range l.touched {
		switch over := l.over(i); {
		case over < 0:
			l.carry(i, l.net.Arcs[i].Upper)
		case over > 0:
			l.carry(i, l.net.Arcs[i].Lower)
		}
	}
	l.touched = l.touched[:0]
	// The search begins where little branches off: it seldom has to look through a node that
	// everything leads to.
	slices.SortFunc(l.uneven, func(a, b int32) int { return cmp.Compare(l.degree(a), l.degree(b)) })
	for len(l.uneven) > 0 {
		v := l.uneven[0]
		if l.excess[v] == 0 {
			l.uneven = l.uneven[1:]
			continue
		}
		if err := l.send(v); err != nil {
			return err
		}
	}
	return nil
}

func (l *Live) degree(v int32) int { return len(l.out[v]) + len(l.in[v]) }

// priceFresh gives new nodes the lowest price at which nothing that leads away from them is
// worth more than it costs.
func (l *Live) priceFresh() {
	for _, v := range l.fresh {
		first := true
		for _, i := range l.out[v] {
			a := l.net.Arcs[i]
			if p := l.price[a.To] - a.Cost; first || p > l.price[v] {
				l.price[v], first = p, false
			}
		}
	}
	l.fresh = l.fresh[:0]
}

// send carries what a node has too much of, or a part, along the cheapest way to one that
// lacks it; or what it lacks from one that has too much.
func (l *Live) send(v int32) error {
	end, ok := l.nearest(v)
	if !ok {
		return ErrInfeasible
	}
	units := min(abs(l.excess[v]), abs(l.excess[end]))
	for at := end; at != v; {
		i := l.search.by[at]
		a := &l.net.Arcs[i]
		if l.along(a, at) {
			units = min(units, a.Upper-l.on[i])
		} else {
			units = min(units, l.on[i]-a.Lower)
		}
		at = a.From + a.To - at
	}
	for at := end; at != v; {
		i := l.search.by[at]
		a := &l.net.Arcs[i]
		by := -units
		if l.along(a, at) {
			by = units
		}
		l.on[i] += by
		l.cost += by * a.Cost
		at = a.From + a.To - at
	}
	if l.excess[v] < 0 {
		units = -units
	}
	l.excess[v] -= units
	l.excess[end] += units
	return nil
}

// kept is how a settled network stood.
type kept struct {
	arcs              int
	on, price, excess []int64
	cost              int64
}

// keep copies how the network stands, which is settled.
func (l *Live) keep() kept {
	return kept{len(l.net.Arcs), slices.Clone(l.on), slices.Clone(l.price), slices.Clone(l.excess), l.cost}
}

// back has it stand as it stood: what came since is gone, whatever it was left in. What was
// given to arcs and nodes that were there before the caller has put back.
func (l *Live) back(k kept) {
	for i := len(l.net.Arcs) - 1; i >= k.arcs; i-- { // the last arc of the network is the last of its nodes
		a := l.net.Arcs[i]
		l.out[a.From], l.in[a.To] = l.out[a.From][:len(l.out[a.From])-1], l.in[a.To][:len(l.in[a.To])-1]
	}
	nodes := len(k.price)
	l.net.Arcs, l.net.Supply = l.net.Arcs[:k.arcs], l.net.Supply[:nodes]
	l.out, l.in = l.out[:nodes], l.in[:nodes]
	l.on, l.price, l.excess, l.cost = k.on, k.price, k.excess, k.cost
	l.touched, l.fresh, l.uneven = l.touched[:0], l.fresh[:0], l.uneven[:0]
}

// along reports whether what is sent over an arc by which the search came to a node goes the
// way the arc does.
func (l *Live) along(a *Arc, at int32) bool { return (a.To == at) != l.search.back }

func abs(n int64) int64 { return max(n, -n) }
