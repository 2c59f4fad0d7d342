package day

import "time"

// Working says when work is done: from one time of day to another, on Monday to Friday
// without the bank holidays of England, or on every day of the year. Times are those of
// clocks in London. The zero Working is the whole of each working day.
type Working struct {
	Opens  int // minutes from midnight
	Closes int // minutes from midnight, after Opens; 0 is the end of the day
	Daily  bool
}

// On reports whether work is done on a day.
func (w Working) On(d Date) bool {
	if w.Daily {
		return true
	}
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && d.Holiday() == ""
}

// First is the first working day on or after a day.
func (w Working) First(d Date) Date {
	for !w.On(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddDays is the n-th working day after a day, n being 0 or more.
func (w Working) AddDays(d Date, n int) Date {
	for range n {
		d = w.First(d.AddDays(1))
	}
	return d
}

// Hours are the moments at which a day's work begins and ends.
func (w Working) Hours(d Date) (opens, closes time.Time) {
	if w.Closes == 0 || w.Closes >= 24*60 {
		return d.At(w.Opens/60, w.Opens%60), d.AddDays(1).Start()
	}
	return d.At(w.Opens/60, w.Opens%60), d.At(w.Closes/60, w.Closes%60)
}

// Open is the first moment at or after t at which work is done.
func (w Working) Open(t time.Time) time.Time {
	on := w.First(Of(t))
	for {
		opens, closes := w.Hours(on)
		switch {
		case t.Before(opens):
			return opens
		case t.Before(closes):
			return t
		}
		on = w.First(on.AddDays(1))
	}
}

// Add is the moment at which so much working time has passed since t. The clock changes
// neither lengthen nor shorten it.
func (w Working) Add(t time.Time, work time.Duration) time.Time {
	for t = w.Open(t); ; t = w.Open(t) {
		_, closes := w.Hours(Of(t))
		left := closes.Sub(t)
		if work <= left {
			return t.Add(work)
		}
		work, t = work-left, closes
	}
}
