package assign

import (
	"errors"
	"fmt"
	"math"
)

// Unbounded is the upper bound of an arc that has none.
const Unbounded = math.MaxInt64

// What a network can be: without any flow that fits, or with ever cheaper ones.
var (
	ErrInfeasible = errors.New("assign: no flow meets every supply within the bounds")
	ErrUnbounded  = errors.New("assign: a cycle of negative cost has no upper bound")
)

// Network is a minimum-cost-flow problem. Nodes are numbered from 0.
type Network struct {
	Supply []int64 // what each node gives, or takes when negative; they sum to zero
	Arcs   []Arc
}

// Arc carries between Lower and Upper units from one node to another, each at Cost.
type Arc struct {
	From, To     int32
	Lower, Upper int64
	Cost         int64
}

// Flow is a solution of a network.
type Flow struct {
	On    []int64 // units on each arc
	Price []int64 // of a unit at each node; see [Network.Check]
	Cost  int64   // of all units on all arcs
}

// largest is how much a cost may come to along any way through a network: prices are sums of
// such, and must not run over.
const largest = math.MaxInt64 / 8

// valid refuses what cannot be solved, and says where it is wrong.
func (n *Network) valid() error {
	var sum int64
	for _, s := range n.Supply {
		sum += s
	}
	if sum != 0 {
		return fmt.Errorf("assign: the supplies come to %d, not to zero", sum)
	}
	if len(n.Supply) > math.MaxInt32-1 || len(n.Arcs) > math.MaxInt32-len(n.Supply)-1 {
		return errors.New("assign: the network has more than two thousand million nodes and arcs")
	}
	for i, a := range n.Arcs {
		if err := n.fits(a); err != nil {
			return fmt.Errorf("assign: arc %d %w", i, err)
		}
	}
	if most := n.dearest(); float64(most+1)*float64(len(n.Supply)+1) > largest {
		return fmt.Errorf("assign: a cost of %d over %d nodes runs over 64 bits; use smaller units", most, len(n.Supply))
	}
	return nil
}

func (n *Network) fits(a Arc) error {
	nodes := int32(len(n.Supply))
	switch {
	case a.From < 0 || a.From >= nodes || a.To < 0 || a.To >= nodes:
		return fmt.Errorf("leads from %d to %d, and there are nodes 0 to %d", a.From, a.To, nodes-1)
	case a.Lower > a.Upper:
		return fmt.Errorf("carries at least %d and at most %d", a.Lower, a.Upper)
	case a.Lower == math.MinInt64 || a.Cost == math.MinInt64:
		return errors.New("has a bound or a cost below what 64 bits can turn round")
	}
	return nil
}

// dearest is the largest cost of an arc, whatever its sign.
func (n *Network) dearest() (most int64) {
	for _, a := range n.Arcs {
		most = max(most, a.Cost, -a.Cost)
	}
	return most
}

// cost is what a flow costs.
func (n *Network) cost(on []int64) (sum int64) {
	for i, a := range n.Arcs {
		sum += a.Cost * on[i]
	}
	return sum
}
