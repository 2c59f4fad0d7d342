package travel

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"

	"kith/algo/vrp"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
)

// Estimate is the way by straight lines, made longer as roads are and led over the crossings
// of what lies between. It asks nobody and may be used by many goroutines.
type Estimate struct {
	rates    map[Mode]Rates
	barriers []Barrier
	led      map[Mode]*detours
	legs     map[Mode]int // that it was calibrated on
}

// NewEstimate returns an estimate. A mode without rates has [UsualRates]. Rates and barriers
// that make no sense are [fault.Invalid] and named.
func NewEstimate(rates map[Mode]Rates, barriers []Barrier) (*Estimate, error) {
	e := &Estimate{rates: map[Mode]Rates{}, barriers: barriers, led: map[Mode]*detours{}}
	for _, m := range Modes() {
		e.rates[m] = UsualRates(m)
		if own, set := rates[m]; set {
			if err := own.Check(); err != nil {
				return nil, err
			}
			e.rates[m] = own
		}
		led, err := newDetours(m, barriers)
		if err != nil {
			return nil, err
		}
		e.led[m] = led
	}
	return e, nil
}

// Usual is the estimate of a borough that set nothing.
func Usual() *Estimate {
	e, err := NewEstimate(nil, nil)
	if err != nil {
		panic(err) // the usual rates are sound
	}
	return e
}

// Line is the metres from one place to another as the crow flies, over the crossings of what
// lies between: what [Leg.Line] wants.
func (e *Estimate) Line(m Mode, from, to grid.Point) float64 {
	return e.measure(m, []Place{{At: from}, {At: to}}).line(0, 1)
}

// Table answers for every pair of places.
func (e *Estimate) Table(ctx context.Context, m Mode, places []Place) (*Ways, error) {
	if err := check(m, places); err != nil {
		return nil, err
	}
	distance, duration, err := e.fill(ctx, m, places)
	if err != nil {
		return nil, err
	}
	t, err := vrp.NewTable(len(places), distance, duration)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Code: "travel.far", Message: "Two of the places are too far from one another.", Err: err}
	}
	return &Ways{Travel: t, Source: e.source(m)}, nil
}

// fill measures each pair once and writes it both ways, with all processors.
func (e *Estimate) fill(ctx context.Context, m Mode, places []Place) (distance, duration []int32, err error) {
	n := len(places)
	distance, duration = make([]int32, n*n), make([]int32, n*n)
	measure, curve := e.measure(m, places), e.rates[m].curve()
	workers := min(runtime.GOMAXPROCS(0), n)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n && ctx.Err() == nil; i += workers { // rows shorten, so they are dealt out
				for j := i + 1; j < n; j++ {
					far, long := curve.at(measure.line(i, j))
					d, t := decimetres(far), seconds(long)
					distance[i*n+j], distance[j*n+i] = d, d
					duration[i*n+j], duration[j*n+i] = t, t
				}
			}
		})
	}
	all.Wait()
	return distance, duration, ctx.Err()
}

func decimetres(metres float64) int32 { return int32(math.Round(metres * 10)) }

func seconds(s float64) int32 { return int32(math.Round(s)) }

// source is where an answer comes from, in words.
func (e *Estimate) source(m Mode) string {
	s := "Straight line " + e.rates[m].String()
	if n := e.led[m].barriers; n == 1 {
		s += ", over the crossings of 1 barrier"
	} else if n > 1 {
		s += fmt.Sprintf(", over the crossings of %d barriers", n)
	}
	if n := e.legs[m]; n > 0 {
		s += fmt.Sprintf(", calibrated on %d driven legs", n)
	}
	return s
}

// measure holds the places of one table.
type measure struct {
	at    []vector
	led   *detours // nil where nothing lies between
	doors []view
}

func (e *Estimate) measure(m Mode, places []Place) *measure {
	s := &measure{at: make([]vector, len(places))}
	for i, p := range places {
		s.at[i] = onSphere(p.At)
	}
	if e.led[m].barriers == 0 {
		return s
	}
	s.led = e.led[m]
	s.doors = make([]view, len(places))
	for i, p := range places {
		s.doors[i] = s.led.look(p.At, s.at[i])
	}
	return s
}

func (s *measure) line(i, j int) float64 {
	line := s.at[i].to(s.at[j])
	if s.led == nil || s.led.free(s.doors[i].at, s.doors[j].at) {
		return line
	}
	return max(line, s.doors[i].over(s.doors[j]))
}
