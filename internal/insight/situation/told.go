package situation

import (
	"context"

	"kith/internal/kernel/disclosure"
	"kith/internal/plat/access"
)

// secure says whether the caller works where counts may be seen as they are. An elected member
// is told what may be told to anybody.
func secure(ctx context.Context) bool {
	return access.From(ctx).Has(append(Insiders(), access.PublicHealth)...)
}

// Told is how an area stands as it may be told to anybody: small counts are hidden and others
// rounded, and nothing is said of P and Rt on days on which the cases of seven days are too few
// to be told.
func (s Standing) Told() Standing {
	if s.Week >= 0 {
		n, hidden := disclosure.Round(int64(s.Week))
		if s.Week = int(n); hidden {
			s.Week, s.P, s.Growing, s.Hidden = -1, 0, 0, true
			s.Sentence = "Of " + s.Area.Name + " too few cases are known to say anything."
		}
	}
	s.Days = s.Days.told()
	return s
}

// told are days as they may be told to anybody. Lists are copied.
func (d Days) told() Days {
	out := Days{From: d.From, Used: d.Used, Above: d.Above}
	for i := range d.Cases {
		out.Cases = append(out.Cases, toldCases(d.Cases[i]))
		if d.few(i) {
			out.P, out.Lo, out.Hi, out.Frozen = append(out.P, -1), append(out.Lo, -1), append(out.Hi, -1), append(out.Frozen, -1)
			out.Rt = append(out.Rt, [3]int{-1, -1, -1})
			continue
		}
		out.P, out.Lo, out.Hi, out.Frozen = append(out.P, d.P[i]), append(out.Lo, d.Lo[i]), append(out.Hi, d.Hi[i]), append(out.Frozen, d.Frozen[i])
		out.Rt = append(out.Rt, d.Rt[i])
	}
	return out
}

// toldCases is a day's count rounded; -1 where it is too small or not known.
func toldCases(n int) int {
	if n < 0 {
		return n
	}
	shown, hidden := disclosure.Round(int64(n))
	if hidden {
		return -1
	}
	return int(shown)
}

// few reports whether the cases of the seven days up to one are some, and too few to be told.
func (d Days) few(i int) bool {
	n := 0
	for _, c := range d.Cases[max(0, i-lately+1) : i+1] {
		n += max(0, c)
	}
	return n > 0 && n <= disclosure.TooFew
}
