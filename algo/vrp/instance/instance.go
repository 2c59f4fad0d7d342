package instance

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"kith/algo/vrp"
)

// Instance is a problem as a file states it, with what the file's form agrees on.
type Instance struct {
	Problem *vrp.Problem

	numbers []int // of each stop, in solutions
	each    bool  // route k of a solution is that of vehicle k
	tenths  bool  // costs are printed with one decimal
	endless bool  // there are as many vehicles as are wanted
}

// Read reads a problem in any of the forms of this package. An error names the line and says
// how to mend it.
func Read(r io.Reader) (*Instance, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	read := readSolomon
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return nil, errors.New("the file is empty")
	case bytes.TrimSpace(text)[0] == '{':
		read = readJSON
	case looksLikeVRPLIB(text):
		read = readVRPLIB
	}
	in, err := read(text)
	if err != nil {
		return nil, err
	}
	if err := in.Problem.Valid(); err != nil {
		return nil, err
	}
	return in, nil
}

// Cost prints a cost as the instance's set does.
func (in *Instance) Cost(cost int64) string {
	if in.tenths {
		return fmt.Sprintf("%d.%d", cost/10, cost%10)
	}
	return strconv.FormatInt(cost, 10)
}

// parseCost reads a cost as [Instance.Cost] prints it.
func (in *Instance) parseCost(text string) (int64, error) {
	scale := 1.0
	if in.tenths {
		scale = 10
	}
	cost, err := strconv.ParseFloat(text, 64)
	cost = math.Round(cost * scale)
	if err != nil || !(cost >= 0 && cost < 1<<53) {
		return 0, fmt.Errorf("%q is not a cost", text)
	}
	return int64(cost), nil
}

// scale is how a set makes whole numbers of what is measured.
type scale struct {
	times float64
	nudge float64 // added before the fraction is cut off
}

var (
	nearest     = scale{1, 0.5}
	thousandths = scale{1000, 0.5}
	// A root that should be a whole number may come out a hair below it. The nudge is less
	// than any root of a whole number is away from the next whole number, up to 1e12.
	tenths = scale{10, 1e-7}
)

// round makes a whole number of a distance.
func (s scale) round(of float64) int32 {
	return int32(min(of*s.times+s.nudge, math.MaxInt32))
}

// span reads a time or a coordinate, and parse a time from 0 to the horizon.
func (s scale) parse(word string) (int32, error) {
	v, err := parseFloat(word)
	if err != nil {
		return 0, err
	}
	if v *= s.times; !(v >= 0 && v <= vrp.Horizon) {
		return 0, fmt.Errorf("%s is out of range; it must be from 0 to %.0f", word, vrp.Horizon/s.times)
	}
	return int32(v + s.nudge), nil
}

func parseFloat(word string) (float64, error) {
	v, err := strconv.ParseFloat(word, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is not a number", word)
	}
	return v, nil
}

// farthestOut is how far a coordinate may be from the origin, so that distances can be
// reckoned with at every scale.
const farthestOut = 30_000

// parseCoordinate reads a coordinate.
func (s scale) parseCoordinate(word string) (float64, error) {
	v, err := parseFloat(word)
	if limit := farthestOut * 1000 / s.times; err == nil && math.Abs(v) > limit {
		return 0, fmt.Errorf("%s is too far out; a coordinate is from %.0f to %.0f", word, -limit, limit)
	}
	return v, err
}

// parseInt reads a whole number from low to high. It may be written with a fraction of zero.
func parseInt(word string, low, high int64) (int64, error) {
	v, err := parseFloat(word)
	switch {
	case err != nil:
		return 0, err
	case v != math.Trunc(v):
		return 0, fmt.Errorf("%s is not a whole number", word)
	case v < float64(low) || v > float64(high):
		return 0, fmt.Errorf("%s is out of range; it must be from %d to %d", word, low, high)
	}
	return int64(v), nil
}

// largest is the largest load or capacity.
const largest = 1_000_000_000

func atLine(line int, err error) error {
	return fmt.Errorf("line %d: %w", line, err)
}

// fields are the lines of a text that say anything, cut into words.
func fields(text []byte) (all []words) {
	for i, line := range strings.Split(string(text), "\n") {
		if w := strings.Fields(line); len(w) > 0 {
			all = append(all, words{line: i + 1, of: w})
		}
	}
	return all
}

// words are those of one line.
type words struct {
	line int
	of   []string
}
