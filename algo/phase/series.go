package phase

import (
	"errors"
	"fmt"
)

// Kind is how a day's count is known.
type Kind uint8

// The kinds of a count. A missing day says nothing; a censored one says that the count is
// between 0 and an upper end.
const (
	Known Kind = iota
	Missing
	Censored
)

// Obs is one day's count of an area.
type Obs struct {
	N     int     // cases known by now; of no meaning unless Kind is Known
	Kind  Kind    // how it is known
	Upper int     // the largest count a censored day may hide
	Share float64 // how much of the final count is known by now, above 0 to 1; 0 is taken as 1
}

// share is how much of the final count is known.
func (o Obs) share() float64 {
	if o.Share == 0 {
		return 1
	}
	return o.Share
}

// value is the count as it stands for earlier cases: half of what a censored day may hide.
func (o Obs) value() float64 {
	if o.Kind == Censored {
		return float64(o.Upper) / 2
	}
	return float64(o.N)
}

// Series is one area's counts, one a day without gaps.
type Series struct {
	Area string
	Pop  int // people who live there, above 0
	From Day // of the first count
	Lead int // how many counts at the head only feed what follows, and are given no phase
	Obs  []Obs
}

// Last is the day of the last count.
func (s Series) Last() Day { return s.From + Day(len(s.Obs)) - 1 }

// Until is the series without the days after d. It shares the counts.
func (s Series) Until(d Day) Series {
	n := max(0, min(len(s.Obs), int(d-s.From)+1))
	s.Obs = s.Obs[:n:n]
	s.Lead = min(s.Lead, n)
	return s
}

// Check says what is wrong with a series: no people, a count below zero, a share outside 0
// to 1, a lead that is longer than the series.
func (s Series) Check() error {
	var errs []error
	if s.Pop <= 0 {
		errs = append(errs, fmt.Errorf("%s: the population is %d; a phase needs the number of people who live there", s.Area, s.Pop))
	}
	if s.Lead < 0 || s.Lead > len(s.Obs) {
		errs = append(errs, fmt.Errorf("%s: a lead of %d days in a series of %d", s.Area, s.Lead, len(s.Obs)))
	}
	for i, o := range s.Obs {
		if err := o.check(); err != nil {
			errs = append(errs, fmt.Errorf("%s, %v: %w", s.Area, s.From+Day(i), err))
		}
	}
	return errors.Join(errs...)
}

func (o Obs) check() error {
	switch {
	case o.Kind == Known && o.N < 0:
		return fmt.Errorf("%d cases; a count cannot be below 0", o.N)
	case o.Kind == Censored && o.Upper < 0:
		return fmt.Errorf("a hidden count of at most %d", o.Upper)
	case o.Kind > Censored:
		return fmt.Errorf("no kind %d", o.Kind)
	case !(o.Share >= 0 && o.Share <= 1):
		return fmt.Errorf("a share of %v known; it is above 0 and at most 1", o.Share)
	}
	return nil
}

// used is how many days from the lead on have a count.
func (s Series) used() (n int) {
	for _, o := range s.Obs[s.Lead:] {
		if o.Kind != Missing {
			n++
		}
	}
	return n
}
