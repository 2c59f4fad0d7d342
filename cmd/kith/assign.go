package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"kith/algo/assign"
)

type assignCmd struct {
	Solve assignSolveCmd `cmd:"" help:"Find the cheapest flow through a network in DIMACS format, prove it, and print what it costs."`
}

type assignSolveCmd struct {
	File string `arg:"" help:"The network, as p min, n and a lines; - is standard input."`
	Out  string `placeholder:"FILE" type:"path" help:"File for the flow, as DIMACS f lines: from, to, units."`
}

// Run solves the network. The last line is "cost N".
func (c assignSolveCmd) Run() error {
	in := os.Stdin
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	n, err := assign.ReadDIMACS(in)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	f, err := assign.Solve(n)
	if err != nil {
		return err
	}
	if err := n.Check(f); err != nil {
		return err
	}
	if c.Out != "" {
		if err := c.write(n, f); err != nil {
			return err
		}
	}
	fmt.Printf("%d nodes, %d arcs; no flow is cheaper, by its prices\ncost %d\n", len(n.Supply), len(n.Arcs), f.Cost)
	return nil
}

func (c assignSolveCmd) write(n *assign.Network, f *assign.Flow) (err error) {
	file, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return writeFlow(file, n, f)
}

// writeFlow writes what flows, and what it costs, in DIMACS format.
func writeFlow(w io.Writer, n *assign.Network, f *assign.Flow) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "s %d\n", f.Cost)
	for i, a := range n.Arcs {
		if f.On[i] != 0 {
			fmt.Fprintf(out, "f %d %d %d\n", a.From+1, a.To+1, f.On[i])
		}
	}
	return out.Flush()
}
