package travel

import "slices"

// EnoughLegs is how many driven legs a band needs before it goes by them.
const EnoughLegs = 20

// Leg is a way that was driven.
type Leg struct {
	Mode    Mode
	Line    float64 // metres in a straight line, as [Estimate.Line] measures
	Metres  float64 // on the road; 0 where nobody knows
	Seconds float64 // from leaving one place to arriving at the next
}

// What no leg can be: a road much shorter than the line, or a time five times off, is a slip
// of the pen or a break that nobody wrote down.
const (
	shortestLeg   = 50   // metres; below, a leg is parking and walking to the door
	leastDetour   = 0.95 // of the line, for rounding
	mostDetour    = 4
	mostOffSpeed  = 5
	slowest       = 1
	fastest       = 130
	minimumFactor = 1
)

// Calibrated is the estimate as the legs have it: in each band with at least enough legs of a
// mode (0 is [EnoughLegs]), the factor and the speed are the middle one of those driven; the
// others stay. What cannot be true is left out. Neither the estimate nor the legs change.
func (e *Estimate) Calibrated(legs []Leg, enough int) *Estimate {
	if enough <= 0 {
		enough = EnoughLegs
	}
	better := *e
	better.rates, better.legs = map[Mode]Rates{}, map[Mode]int{}
	for m, rates := range e.rates {
		better.rates[m], better.legs[m] = rates.calibrated(ofMode(legs, m), enough)
	}
	return &better
}

// Legs is how many driven legs of a mode the estimate goes by.
func (e *Estimate) Legs(m Mode) int { return e.legs[m] }

// Rates are the rates in use for a mode.
func (e *Estimate) Rates(m Mode) Rates { return slices.Clone(e.rates[m]) }

func ofMode(legs []Leg, m Mode) []Leg {
	var own []Leg
	for _, l := range legs {
		if l.Mode == m && l.Line >= shortestLeg {
			own = append(own, l)
		}
	}
	return own
}

func (r Rates) calibrated(legs []Leg, enough int) (better Rates, used int) {
	better = slices.Clone(r)
	from := 0.0
	for i, b := range better {
		var within []Leg
		for _, l := range legs {
			if l.Line > from && (l.Line <= b.UpTo || i == len(better)-1) {
				within = append(within, l)
			}
		}
		from = b.UpTo
		used += better[i].learn(within, enough)
	}
	return better, used
}

// learn takes a band's factor from the legs whose road was measured, then its speed from
// those whose time was; it returns how many legs had a say.
func (b *Band) learn(legs []Leg, enough int) int {
	var detours, speeds []float64
	for _, l := range legs {
		if detour := l.Metres / l.Line; detour >= leastDetour && detour <= mostDetour {
			detours = append(detours, detour)
		}
	}
	if len(detours) >= enough {
		b.Factor = max(middle(detours), minimumFactor)
	}
	for _, l := range legs {
		speed := l.Line * b.Factor / l.Seconds * 3.6
		if l.Seconds > 0 && speed >= b.KmH/mostOffSpeed && speed <= b.KmH*mostOffSpeed {
			speeds = append(speeds, speed)
		}
	}
	if len(speeds) >= enough {
		b.KmH = min(max(middle(speeds), slowest), fastest)
	}
	if n := max(len(detours), len(speeds)); n >= enough {
		return n
	}
	return 0
}

// middle is the median: up to half of the legs may be wrong without leading it astray.
func middle(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	n := len(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}
