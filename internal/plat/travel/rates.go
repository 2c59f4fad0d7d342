package travel

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
)

// Band is what is thought of lines up to a length.
type Band struct {
	UpTo   float64 // metres; 0 in the last band, which has no end
	Factor float64 // the road's length for the line's
	KmH    float64 // how fast one gets on along the road, in kilometres an hour
}

// Rates are bands from short lines to long ones.
type Rates []Band

// Bands are the ends of the usual bands, in metres.
const (
	nearBand   = 2_000
	middleBand = 10_000
)

// usual are assumptions, until driven legs say better. Short ways wind more, and driving them
// is more turning and waiting than driving.
var usual = map[Mode]Rates{
	Van:  usualRates(18, 26, 38),
	Car:  usualRates(20, 29, 42),
	Bike: usualRates(13, 15, 15),
	Foot: usualRates(4.8, 4.8, 4.8),
}

func usualRates(near, middle, far float64) Rates {
	return Rates{{UpTo: nearBand, Factor: 1.45, KmH: near}, {UpTo: middleBand, Factor: 1.35, KmH: middle}, {Factor: 1.25, KmH: far}}
}

// UsualRates are the rates of a mode where nothing else is set: 1.45 times the line under
// 2 km, 1.35 up to 10 km and 1.25 beyond. A mode nobody knows has none.
func UsualRates(m Mode) Rates { return slices.Clone(usual[m]) }

// AtSpeed returns the rates at one speed in kilometres an hour, whatever the length.
func (r Rates) AtSpeed(kmh float64) Rates {
	r = slices.Clone(r)
	for i := range r {
		r[i].KmH = kmh
	}
	return r
}

// Check says what is wrong with rates; [fault.Invalid].
func (r Rates) Check() error {
	wrong := func(i int, format string, args ...any) error {
		return fault.New(fault.Invalid, "travel.rates", fmt.Sprintf("Band %d of the distances %s.", i+1, fmt.Sprintf(format, args...)))
	}
	if len(r) == 0 {
		return fault.New(fault.Invalid, "travel.rates", "There are no bands of distances. Write at least one.")
	}
	last := len(r) - 1
	for i, b := range r {
		switch {
		case !(b.Factor >= 1 && b.Factor <= 4): // which NaN is not either
			return wrong(i, "has the factor %g; no road is shorter than the line, or more than four times as long: write 1 to 4", b.Factor)
		case !(b.KmH >= 1 && b.KmH <= 130):
			return wrong(i, "has the speed %g km/h; write 1 to 130", b.KmH)
		case i == last && b.UpTo != 0:
			return wrong(i, "is the last and ends at %g m; the last has no end: leave it out", b.UpTo)
		case i < last && !(b.UpTo > 0) || i > 0 && i < last && b.UpTo <= r[i-1].UpTo:
			return wrong(i, "ends at %g m; each must end farther than the one before", b.UpTo)
		}
	}
	return nil
}

// curve turns the length of a line into a road and a time. A longer line is never less far
// and never quicker, although the factors of the bands fall: a band begins no lower than the
// one before it ended.
type curve []step

type step struct {
	upTo, factor, pace float64 // pace is seconds a metre
	far, long          float64 // the least metres and seconds
}

func (r Rates) curve() curve {
	c := make(curve, len(r))
	var far, long float64
	for i, b := range r {
		c[i] = step{upTo: b.UpTo, factor: b.Factor, pace: 3.6 / b.KmH, far: far, long: long}
		if i == len(r)-1 {
			c[i].upTo = math.Inf(1)
			break
		}
		far, long = c[i].at(b.UpTo)
	}
	return c
}

// at answers in metres and seconds.
func (s *step) at(line float64) (far, long float64) {
	far = max(s.far, line*s.factor)
	return far, max(s.long, far*s.pace)
}

func (c curve) at(line float64) (far, long float64) {
	if line == 0 {
		return 0, 0
	}
	i := 0
	for line > c[i].upTo {
		i++
	}
	return c[i].at(line)
}

// String is the factors in words: × 1.45 under 2 km, × 1.35 up to 10 km, × 1.25 beyond.
func (r Rates) String() string {
	if !slices.ContainsFunc(r, func(b Band) bool { return b.Factor != r[0].Factor }) {
		return "× " + short(r[0].Factor)
	}
	parts := make([]string, len(r))
	for i, b := range r {
		switch {
		case i == len(r)-1:
			parts[i] = fmt.Sprintf("× %s beyond", short(b.Factor))
		case i == 0:
			parts[i] = fmt.Sprintf("× %s under %s km", short(b.Factor), short(b.UpTo/1000))
		default:
			parts[i] = fmt.Sprintf("× %s up to %s km", short(b.Factor), short(b.UpTo/1000))
		}
	}
	return strings.Join(parts, ", ")
}

func short(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) }
