package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"kith/algo/vrp/instance"
)

//go:embed peer.py
var peer string

// beside plans a problem with PyVRP, with as much processor time as ours has on two cores, and
// returns how far it is from the best known, in percent.
func (b *bench) beside(ctx context.Context, s *set, path string, best known) (gap float64, err error) {
	limit := strconv.FormatFloat(cores*s.seconds*b.times, 'f', -1, 64)
	program := exec.CommandContext(ctx, b.python, "-c", peer, path, s.rounding, limit, strconv.FormatUint(b.seed, 10))
	var text bytes.Buffer
	program.Stdout, program.Stderr = &text, os.Stderr
	if err := program.Run(); err != nil {
		return 0, fmt.Errorf("PyVRP: %w", err)
	}
	cost, err := strconv.ParseInt(strings.TrimSpace(text.String()), 10, 64)
	if err != nil {
		return 0, err
	}
	in, err := open(path, instance.Read)
	if err != nil {
		return 0, err
	}
	printed, err := strconv.ParseFloat(in.Cost(cost), 64)
	return 100 * (printed - best.cost) / best.cost, err
}
