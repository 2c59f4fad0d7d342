package assign

import "fmt"

// Check proves that a flow is a solution and that none is cheaper. It looks at nothing but
// the network and the flow.
//
// With prices, an arc costs Cost + Price[From] − Price[To] more than it is worth. Round any
// cycle the prices cancel, so a flow is cheapest when every arc that costs more than it is
// worth carries as little as it may, and every arc that costs less as much as it may
// (complementary slackness). The error names the first arc or node that breaks a rule.
func (n *Network) Check(f *Flow) error {
	if len(f.On) != len(n.Arcs) || len(f.Price) != len(n.Supply) {
		return fmt.Errorf("assign: a flow over %d arcs and %d nodes is for another network", len(f.On), len(f.Price))
	}
	left := append([]int64(nil), n.Supply...)
	for i, a := range n.Arcs {
		on := f.On[i]
		if on < a.Lower || on > a.Upper {
			return fmt.Errorf("assign: arc %d carries %d, outside %d to %d", i, on, a.Lower, a.Upper)
		}
		left[a.From] -= on
		left[a.To] += on
		switch over := a.Cost + f.Price[a.From] - f.Price[a.To]; {
		case over > 0 && on > a.Lower:
			return fmt.Errorf("assign: arc %d carries %d and costs %d more than it is worth", i, on, over)
		case over < 0 && on < a.Upper:
			return fmt.Errorf("assign: arc %d carries %d and costs %d less than it is worth", i, on, -over)
		}
	}
	for v, l := range left {
		if l != 0 {
			return fmt.Errorf("assign: node %d is left with %d", v, l)
		}
	}
	if cost := n.cost(f.On); cost != f.Cost {
		return fmt.Errorf("assign: the flow costs %d, not %d", cost, f.Cost)
	}
	return nil
}
