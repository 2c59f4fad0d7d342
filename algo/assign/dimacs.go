package assign

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ReadDIMACS reads a network in the DIMACS format for minimum-cost flow: "p min NODES ARCS",
// then "n NODE SUPPLY" for nodes that give or take, "a FROM TO LOWER UPPER COST" for arcs,
// and "c" for what is to be passed over. Nodes are numbered from 1 there and from 0 here; an
// upper bound below zero is none. An error names the line and says how to mend it.
func ReadDIMACS(r io.Reader) (*Network, error) {
	d := dimacs{}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), 1<<20)
	for line := 1; lines.Scan(); line++ {
		if err := d.line(strings.Fields(lines.Text())); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	switch {
	case d.net == nil:
		return nil, fmt.Errorf(`there is no line "p min NODES ARCS"`)
	case len(d.net.Arcs) != d.arcs:
		return nil, fmt.Errorf("the first line promises %d arcs, and there are %d; is the file cut off?", d.arcs, len(d.net.Arcs))
	}
	return d.net, nil
}

type dimacs struct {
	net  *Network
	arcs int
}

func (d *dimacs) line(words []string) error {
	if len(words) == 0 || words[0] == "c" {
		return nil
	}
	switch shape := words[0]; {
	case shape == "p":
		return d.problem(words)
	case d.net == nil:
		return fmt.Errorf(`%q comes before "p min NODES ARCS"`, shape)
	case shape == "n":
		return d.node(words)
	case shape == "a":
		return d.arc(words)
	default:
		return fmt.Errorf("a line begins with c, p, n or a, not with %q", shape)
	}
}

func (d *dimacs) problem(words []string) error {
	if d.net != nil {
		return fmt.Errorf("there is a problem line already")
	}
	if len(words) != 4 || words[1] != "min" {
		return fmt.Errorf(`the problem line is "p min NODES ARCS"`)
	}
	of, err := numbers(words[2:])
	if err != nil {
		return err
	}
	if of[0] < 0 || of[1] < 0 || of[0] > 1<<30 || of[1] > 1<<30 {
		return fmt.Errorf("%d nodes and %d arcs are not what can be read", of[0], of[1])
	}
	d.net, d.arcs = &Network{Supply: make([]int64, of[0])}, int(of[1])
	return nil
}

func (d *dimacs) node(words []string) error {
	of, err := numbers(words[1:])
	if err != nil {
		return err
	}
	if len(of) != 2 {
		return fmt.Errorf(`a node is "n NODE SUPPLY"`)
	}
	if err := d.known(of[0]); err != nil {
		return err
	}
	d.net.Supply[of[0]-1] = of[1]
	return nil
}

func (d *dimacs) arc(words []string) error {
	of, err := numbers(words[1:])
	if err != nil {
		return err
	}
	if len(of) != 5 {
		return fmt.Errorf(`an arc is "a FROM TO LOWER UPPER COST"`)
	}
	for _, v := range of[:2] {
		if err := d.known(v); err != nil {
			return err
		}
	}
	if of[3] < 0 {
		of[3] = Unbounded
	}
	d.net.Arcs = append(d.net.Arcs, Arc{From: int32(of[0] - 1), To: int32(of[1] - 1), Lower: of[2], Upper: of[3], Cost: of[4]})
	return nil
}

func (d *dimacs) known(v int64) error {
	if v < 1 || v > int64(len(d.net.Supply)) {
		return fmt.Errorf("there is no node %d; they are numbered 1 to %d", v, len(d.net.Supply))
	}
	return nil
}

func numbers(words []string) (all []int64, err error) {
	for _, w := range words {
		n, err := strconv.ParseInt(w, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a whole number", w)
		}
		all = append(all, n)
	}
	return all, nil
}

// WriteDIMACS writes a network as [ReadDIMACS] reads it.
func (n *Network) WriteDIMACS(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "p min %d %d\n", len(n.Supply), len(n.Arcs))
	for v, s := range n.Supply {
		if s != 0 {
			fmt.Fprintf(out, "n %d %d\n", v+1, s)
		}
	}
	for _, a := range n.Arcs {
		upper := a.Upper
		if upper == Unbounded {
			upper = -1
		}
		fmt.Fprintf(out, "a %d %d %d %d %d\n", a.From+1, a.To+1, a.Lower, upper, a.Cost)
	}
	return out.Flush()
}
