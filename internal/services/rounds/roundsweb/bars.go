package roundsweb

import (
	"fmt"

	"kith/internal/work/routing"
)

// nearlyFull is from how many hundredths on a bar says so.
const nearlyFull = 90

// fillOf is a bar's colour: darker where it is nearly full, which its words say too.
func fillOf(percent int) string {
	if percent >= nearlyFull {
		return "#942514"
	}
	return "#0b4f6c"
}

// shareOfShift is how much of the shift a round takes, in per cent.
func (b *board) shareOfShift(way routing.Way) int {
	s, ok := b.seats[way.Shift]
	long := int(s.Until.Sub(s.From).Seconds())
	if !ok || long <= 0 {
		return 100
	}
	return min(100, int(way.Return-way.Leave)*100/long)
}

// away is when a round is out, and how much of the shift that is.
func (b *board) away(way routing.Way) string {
	said := ofDay(b.Day, way.Leave) + " to " + ofDay(b.Day, way.Return)
	if _, ok := b.seats[way.Shift]; !ok {
		return said
	}
	return said + ", " + percents(b.shareOfShift(way)) + " of the shift; " + slack(way) + " to spare"
}

func percents(n int) string {
	if n >= nearlyFull {
		return fmt.Sprintf("%d%% (nearly all)", n)
	}
	return fmt.Sprintf("%d%%", n)
}

// fullest is the measure of a vehicle that a round fills most, in per cent and in words.
func (b *board) fullest(way routing.Way) (percent int, words string) {
	s, ok := b.seats[way.Shift]
	words = fmt.Sprintf("%s, %s", counted(int(way.Peak.Boxes), "box", "boxes"), kilograms(way.Peak.Grams))
	if !ok {
		return 0, words
	}
	for _, m := range []struct {
		of, has int64
		said    string
	}{
		{way.Peak.Boxes, s.Capacity.Boxes, fmt.Sprintf("%d of %d boxes", way.Peak.Boxes, s.Capacity.Boxes)},
		{way.Peak.Grams, s.Capacity.Grams, fmt.Sprintf("%.0f of %s", float64(way.Peak.Grams)/1000, kilograms(s.Capacity.Grams))},
		{way.Peak.Chilled, s.Capacity.Chilled, fmt.Sprintf("%d of %d cold boxes", way.Peak.Chilled, s.Capacity.Chilled)},
		{way.Peak.Bags, s.Capacity.Bags, fmt.Sprintf("%d of %d bags", way.Peak.Bags, s.Capacity.Bags)},
	} {
		if m.has > 0 && int(m.of*100/m.has) > percent {
			percent = int(m.of * 100 / m.has)
			words = m.said + ", " + percents(percent)
		}
	}
	return percent, words
}
