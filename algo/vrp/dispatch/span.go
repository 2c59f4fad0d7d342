package dispatch

// span is a stretch of a round that can be kept in time: how long it takes at least, and the
// earliest and latest start at which it takes no longer. Starting earlier adds waiting;
// starting later than late breaks a window.
type span struct {
	dur, early, late int32
}

// never is the span of what cannot be kept in time.
var never = span{dur: -1}

func (s span) ok() bool { return s.dur >= 0 }

// join is one stretch after another with travel between them, or never. See Vidal et al.
// (2013), section 4.5, here without late arrival.
func join(a, b span, travel int32) span {
	ahead := a.dur + travel // from the start of a to the start of b
	wait := max(b.early-ahead-a.late, 0)
	early := max(b.early-ahead, a.early) - wait
	late := min(b.late-ahead, a.late)
	if a.early+ahead > b.late || a.dur < 0 || b.dur < 0 {
		return never
	}
	if wait > 0 {
		early, late = a.late, a.late // even the latest start is too early for b: leave then, and wait
	}
	return span{dur: ahead + b.dur + wait, early: early, late: late}
}
